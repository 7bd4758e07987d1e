"""Note again by what requests are likened: after the rules, the words or the gazetteer changed."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.requests.actions.likening import note_all_keys
from passerelles.requests.models import Request


class Command(BaseCommand):
    help = "Note again the keys by which requests of one delegation are found: after an upgrade that changed how they are made."

    def handle(self, *args: Any, **options: Any) -> None:
        requests = Request.objects.select_related("asker_place", "document").order_by("pk")
        self.stdout.write(f"{note_all_keys(requests.iterator(chunk_size=500))} requests")
