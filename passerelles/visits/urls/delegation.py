"""The addresses of a delegation's own link."""

from django.urls import URLPattern, path

from passerelles.visits.views import delegation

urlpatterns: list[URLPattern] = [
    path("visits/with/<str:token>/", delegation.delegation, name="delegation"),
    path("visits/with/<str:token>/booklet.pdf", delegation.booklet, name="delegation_booklet"),
    path("visits/with/<str:token>/programme.ics", delegation.calendar, name="delegation_calendar"),
    path("visits/with/<str:token>/commitments/<int:number>/agree/", delegation.agree, name="delegation_agree"),
]
