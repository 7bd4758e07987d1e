from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "passerelles.people"
    label = "people"
