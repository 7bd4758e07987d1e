"""The addresses of what is brought to a visit: its photographs and papers."""

from django.urls import URLPattern, path

from passerelles.visits.views import papers, photographs

urlpatterns: list[URLPattern] = [
    path("visits/<int:pk>/photographs/new/", photographs.photograph_new, name="photograph_new"),
    path("visits/<int:pk>/photographs/<int:number>/", photographs.photograph, name="photograph"),
    path("visits/<int:pk>/photographs/<int:number>/withdraw/", photographs.withdraw, name="photograph_withdraw"),
    path("visits/<int:pk>/photographs/<int:number>/<slug:size>.jpg", photographs.photograph_file, name="photograph_file"),
    path("visits/<int:pk>/papers/new/", papers.paper_new, name="paper_new"),
    path("visits/<int:pk>/papers/<int:number>/", papers.paper, name="paper"),
    path("visits/<int:pk>/papers/<int:number>/remove/", papers.drop_paper, name="paper_remove"),
]
