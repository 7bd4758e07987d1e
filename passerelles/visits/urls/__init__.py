"""The visits' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.visits.urls import after, calendar, delegation, dossier, printing, programme

urlpatterns: list[URLPattern] = [
    *dossier.urlpatterns,
    *programme.urlpatterns,
    *after.urlpatterns,
    *calendar.urlpatterns,
    *delegation.urlpatterns,
    *printing.urlpatterns,
]
