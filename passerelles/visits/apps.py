from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "passerelles.visits"
    label = "visits"
