from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "passerelles.library"
    label = "library"
