"""Fill the table of places from the gazetteer."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.places.actions import fill_places


class Command(BaseCommand):
    help = "Fill the table of places from the reading library's gazetteer; again and again, it changes only what the gazetteer changed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{fill_places()} places")
