from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "passerelles.common"
    label = "common"
