"""The visits' addresses, one file for each of their parts."""

from django.urls import URLPattern

from passerelles.visits.urls import after, brought, calendar, delegation, dossier, giving, precautions, printing, programme

urlpatterns: list[URLPattern] = [
    *dossier.urlpatterns,
    *programme.urlpatterns,
    *after.urlpatterns,
    *giving.urlpatterns,
    *precautions.urlpatterns,
    *brought.urlpatterns,
    *calendar.urlpatterns,
    *delegation.urlpatterns,
    *printing.urlpatterns,
]
