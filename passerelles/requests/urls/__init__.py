"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.requests.urls import asking, deciding, joining, radar, reading, suggesting

urlpatterns: list[URLPattern] = [
    *asking.urlpatterns,
    *deciding.urlpatterns,
    *joining.urlpatterns,
    *radar.urlpatterns,
    *suggesting.urlpatterns,
    *reading.urlpatterns,
]
