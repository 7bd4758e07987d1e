"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.requests.urls import asking, deciding, joining, reading, suggesting

urlpatterns: list[URLPattern] = [
    *asking.urlpatterns,
    *deciding.urlpatterns,
    *joining.urlpatterns,
    *suggesting.urlpatterns,
    *reading.urlpatterns,
]
