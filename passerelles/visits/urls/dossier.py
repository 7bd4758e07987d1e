"""The addresses of visits themselves."""

from django.urls import URLPattern, path

from passerelles.visits.views import dossier

urlpatterns: list[URLPattern] = [
    path("visits/", dossier.visits, name="visits"),
    path("visits/new/", dossier.open_by_hand, name="visit_new"),
    path("visits/of-request/<int:pk>/", dossier.open_of_request, name="visit_of_request"),
    path("visits/<int:pk>/", dossier.visit, name="visit"),
    path("visits/<int:pk>/change/", dossier.change, name="visit_change"),
    path("visits/<int:pk>/move/<slug:to>/", dossier.move, name="visit_move"),
]
