"""Where an authority looks for a partner."""

from django.urls import URLPattern, path

from passerelles.requests.views import suggesting

urlpatterns: list[URLPattern] = [path("authorities/<int:pk>/partners/", suggesting.partners, name="find_partner")]
