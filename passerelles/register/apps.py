from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "passerelles.register"
    label = "register"
