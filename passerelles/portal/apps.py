from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "passerelles.portal"
    label = "portal"
