"""Load the demonstration network."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.common.checks import address_here
from passerelles.common.refusing import Refused
from passerelles.places.models import Place
from passerelles.register.demonstration import Network


@contextmanager
def links_from(address: str) -> Iterator[None]:
    """Let letters have links where the site is tried later (`serve`): they are written, links and all, as the demonstration is loaded."""
    held = settings.SITE_ADDRESS
    settings.SITE_ADDRESS = address or held
    try:
        yield
    finally:
        settings.SITE_ADDRESS = held


class Command(BaseCommand):
    help = "Load the demonstration network of demo/: groups, people, documents, some of them judged. Again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "demo", help="where network.toml and documents/ are")
        parser.add_argument("--address", default="", help="what links in its letters begin with (else PASSERELLES_ADDRESS)")

    def handle(self, *args: Any, **options: Any) -> None:
        network = Network(options["folder"])
        if not Place.objects.exists():
            raise CommandError("There are no places yet: manage.py fill_places comes first.")
        with links_from(options["address"].rstrip("/") or address_here("127.0.0.1", int(os.environ.get("PORT") or 8000))):
            try:
                network.load()
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"Links in its letters begin with {settings.SITE_ADDRESS or 'nothing: there are none'} (--address).")
        self.stdout.write(f"The demonstration's accounts; the password of each is {network.said['password']}")
        for email, who in network.accounts:
            self.stdout.write(f"  {email:<40}{who}")
