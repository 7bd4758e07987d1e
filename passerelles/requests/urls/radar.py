"""The radar's addresses."""

from django.urls import URLPattern, path

from passerelles.requests.views import capacity, radar

urlpatterns: list[URLPattern] = [
    path("requests/", radar.requests, name="requests"),
    path("requests/map/", radar.on_map, name="requests_map"),
    path("requests/calendar/", radar.month, name="requests_calendar"),
    path("requests/by-host/", radar.hosts, name="requests_by_host"),
    path("requests/by-province/", radar.provinces, name="requests_by_province"),
    path("requests/capacity/", capacity.own, name="capacity"),
    path("requests/capacity/<int:pk>/", capacity.capacity, name="capacity_of"),
    path("requests/capacity/<int:pk>/<slug:what>/", capacity.state, name="capacity_state"),
    path("requests/capacity/<int:pk>/<slug:what>/<int:row>/take-back/", capacity.withdraw, name="capacity_take_back"),
]
