from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "passerelles.places"
    label = "places"
