"""The address of a visit's calendar."""

from django.urls import URLPattern, path

from passerelles.visits.views import calendar

urlpatterns: list[URLPattern] = [path("visits/calendar/<str:token>/programme.ics", calendar.calendar, name="visit_calendar")]
