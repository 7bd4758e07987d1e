"""Where an authority looks for a partner, and where a group says what suggestions go by."""

from django.urls import URLPattern, path

from passerelles.requests.views import suggesting, weighing

urlpatterns: list[URLPattern] = [
    path("authorities/<int:pk>/partners/", suggesting.partners, name="find_partner"),
    path("groups/<slug:slug>/weights/", weighing.weights, name="weights"),
    path("groups/<slug:slug>/weights/reset/", weighing.reset, name="weights_reset"),
    path("groups/<slug:slug>/criteria/", weighing.shares, name="shares"),
    path("groups/<slug:slug>/criteria/reset/", weighing.reset_own_shares, name="shares_reset"),
]
