from django.urls import path

from passerelles.portal.views.opendata import api, files, iati

urlpatterns = [
    path("data/", files.data, name="data"),
    path("data/api/", api.reference, name="api_reference"),
    path("data/iati/", iati.iati, name="iati"),
    path("data/iati/<int:pk>/", iati.iati_of, name="iati_of"),
]
