"""The addresses of a visit's gifts and of the hours of its staff."""

from django.urls import URLPattern, path

from passerelles.visits.views import giving

urlpatterns: list[URLPattern] = [
    path("visits/<int:pk>/gifts/new/", giving.gift, name="gift_new"),
    path("visits/<int:pk>/gifts/<int:number>/", giving.gift, name="gift"),
    path("visits/<int:pk>/gifts/<int:number>/remove/", giving.drop_gift, name="gift_remove"),
    path("visits/<int:pk>/hours/new/", giving.staff_time, name="staff_time_new"),
    path("visits/<int:pk>/hours/<int:number>/remove/", giving.drop_staff_time, name="staff_time_remove"),
]
