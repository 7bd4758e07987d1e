"""The addresses of a visit's prints."""

from django.urls import URLPattern, path

from passerelles.visits.views import printing

urlpatterns: list[URLPattern] = [path("visits/<int:pk>/print/<slug:kind>.pdf", printing.visit_print, name="visit_print")]
