from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "passerelles.ledger"
    label = "ledger"
