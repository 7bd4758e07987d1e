"""The addresses of a visit's programme and participants."""

from django.urls import URLPattern, path

from passerelles.visits.views import programme

urlpatterns: list[URLPattern] = [
    path("visits/<int:pk>/lines/new/", programme.slot, name="slot_new"),
    path("visits/<int:pk>/lines/<int:line>/", programme.slot, name="slot"),
    path("visits/<int:pk>/lines/<int:line>/remove/", programme.drop_slot, name="slot_remove"),
    path("visits/<int:pk>/participants/new/", programme.participant, name="participant_new"),
    path("visits/<int:pk>/participants/<int:person>/", programme.participant, name="participant"),
    path("visits/<int:pk>/participants/<int:person>/remove/", programme.drop_participant, name="participant_remove"),
]
