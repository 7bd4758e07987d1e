"""The ledger's addresses."""

from django.urls import URLPattern, path

from passerelles.ledger import views

urlpatterns: list[URLPattern] = [
    path("reciprocity/", views.reciprocity, name="reciprocity"),
    path("reciprocity/movements/", views.movements, name="reciprocity_movements"),
    path("reciprocity/movements/movements.csv", views.movements_file, name="reciprocity_file"),
    path("reciprocity/movements/<int:pk>/withdraw/", views.withdraw, name="reciprocity_withdraw"),
    path("reciprocity/entries/<int:pk>/add/<slug:how>/", views.add, name="reciprocity_add"),
    path("reciprocity/<slug:kind>/<int:pk>/", views.reciprocity, name="reciprocity_of"),
    path("reciprocity/<slug:kind>/<int:pk>/movements/", views.movements, name="reciprocity_movements_of"),
    path("reciprocity/<slug:kind>/<int:pk>/movements/movements.csv", views.movements_file, name="reciprocity_file_of"),
]
