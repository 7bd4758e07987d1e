"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.requests.urls import joining, reading

urlpatterns: list[URLPattern] = [
    *joining.urlpatterns,
    *reading.urlpatterns,
]
