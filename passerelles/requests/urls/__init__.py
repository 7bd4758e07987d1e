"""The requests' addresses, one file for each of their parts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
