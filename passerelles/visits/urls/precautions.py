"""The address of what a host looks at before it receives."""

from django.urls import URLPattern, path

from passerelles.visits.views import precautions

urlpatterns: list[URLPattern] = [
    path("visits/<int:pk>/precautions/<int:number>/", precautions.precautions, name="precautions"),
]
