"""The addresses of what comes of a visit."""

from django.urls import URLPattern, path

from passerelles.visits.views import after

urlpatterns: list[URLPattern] = [
    path("visits/<int:pk>/report/", after.report, name="visit_report"),
    path("visits/<int:pk>/commitments/new/", after.commitment, name="commitment_new"),
    path("visits/<int:pk>/commitments/<int:number>/agree/", after.agree_to, name="commitment_agree"),
    path("visits/<int:pk>/commitments/<int:number>/<slug:to>/", after.settle_it, name="commitment_settle"),
    path("visits/<int:pk>/costs/new/", after.cost, name="cost_new"),
    path("visits/<int:pk>/costs/<int:number>/remove/", after.drop_cost, name="cost_remove"),
]
