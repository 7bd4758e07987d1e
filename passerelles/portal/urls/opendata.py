from django.urls import path

from passerelles.portal.views.opendata import files

urlpatterns = [
    path("data/", files.data, name="data"),
]
