"""The addresses of requests as the network reads them."""

from django.urls import URLPattern, path

from passerelles.requests.views import reading

urlpatterns: list[URLPattern] = [
    path("requests/<int:pk>/", reading.show, name="request"),
]
