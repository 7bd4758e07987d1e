from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "passerelles.pages"
    label = "pages"
