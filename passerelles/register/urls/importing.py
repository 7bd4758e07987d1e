"""Importing the spreadsheets that registers are today."""

from django.urls import path

from passerelles.register.views import importing

urlpatterns = [
    path("imports/", importing.imports, name="imports"),
    path("imports/template.<slug:ending>", importing.template, name="import_template"),
    path("imports/<int:pk>/columns/", importing.columns, name="import_columns"),
    path("imports/<int:pk>/names/", importing.names, name="import_names"),
    path("imports/<int:pk>/", importing.check, name="import_check"),
    path("imports/<int:pk>/<slug:act>/", importing.do, name="import_act"),
]
