"""Addresses without a language: programs ask for them."""

from django.urls import path

from passerelles.portal.views.opendata import files

urlpatterns = [
    path("data/<str:name>", files.dump, name="dump"),
    path("data/now/<str:name>", files.dump_now, name="dump_now"),
]
