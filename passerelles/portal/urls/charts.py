from django.urls import path

from passerelles.portal.views import home, statistics
from passerelles.portal.views import map as maps

urlpatterns = [
    path("", home.home, name="home"),
    path("map/", maps.page, name="map"),
    path("map.svg", maps.file, {"form": "svg"}, name="map_drawing"),
    path("map.png", maps.file, {"form": "png"}, name="map_picture"),
    path("map.pdf", maps.file, {"form": "pdf"}, name="map_page"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics/<slug:name>.<slug:form>", statistics.chart, name="chart"),
]
