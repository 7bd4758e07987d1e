from django.urls import path

from passerelles.portal.views import map as maps

urlpatterns = [
    path("map/", maps.page, name="map"),
    path("map.svg", maps.file, name="map_drawing"),
]
