"""Make the ledger's sums anew from its movements."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.ledger.actions import recount
from passerelles.ledger.models import Sum


class Command(BaseCommand):
    help = "Make the sums of the reciprocity ledger anew from its movements, which manage.py project --all makes."

    def handle(self, *args: Any, **options: Any) -> None:
        recount()
        self.stdout.write(f"{Sum.objects.count()} sums")
