from django.urls import path

from passerelles.portal.views.opendata import api, files

urlpatterns = [
    path("data/", files.data, name="data"),
    path("data/api/", api.reference, name="api_reference"),
]
