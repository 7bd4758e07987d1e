"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.requests.urls import deciding

urlpatterns: list[URLPattern] = [
    *deciding.urlpatterns,
]
