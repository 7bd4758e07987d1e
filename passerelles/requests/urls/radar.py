"""The radar's addresses."""

from django.urls import URLPattern, path

from passerelles.requests.views import radar

urlpatterns: list[URLPattern] = [
    path("requests/", radar.requests, name="requests"),
]
