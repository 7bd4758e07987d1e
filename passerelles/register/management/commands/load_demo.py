"""Load the demonstration network."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.common.refusing import Refused
from passerelles.places.models import Place
from passerelles.register.demonstration import Network


class Command(BaseCommand):
    help = "Load the demonstration network of demo/: groups, people, documents, some of them judged. Again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "demo", help="where network.toml and documents/ are")

    def handle(self, *args: Any, **options: Any) -> None:
        network = Network(options["folder"])
        if not Place.objects.exists():
            raise CommandError("There are no places yet: manage.py fill_places comes first.")
        try:
            network.load()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"The demonstration's accounts; the password of each is {network.said['password']}")
        for email, who in network.accounts:
            self.stdout.write(f"  {email:<40}{who}")
