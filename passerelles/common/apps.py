from django.apps import AppConfig
from django.core.checks import register

from passerelles.common.checks import DATA, address_is_said, database_can_be_written, secret_key_is_own


class CommonConfig(AppConfig):
    name = "passerelles.common"
    label = "common"

    def ready(self) -> None:
        register(secret_key_is_own)
        register(address_is_said)
        register(database_can_be_written, DATA)
