"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.requests.urls import asking, joining, radar, reading, suggesting

urlpatterns: list[URLPattern] = [
    *asking.urlpatterns,
    *joining.urlpatterns,
    *suggesting.urlpatterns,
    *radar.urlpatterns,
    *reading.urlpatterns,
]
