from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "passerelles.requests"
    label = "requests"
