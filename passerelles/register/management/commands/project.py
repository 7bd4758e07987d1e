"""Write the public columns of entries again from the accepted public claims; of all entries, count the kept numbers anew, too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.register.models import Entry
from passerelles.register.projecting import project
from passerelles.register.tallying import recount


class Command(BaseCommand):
    help = "Write the public columns of entries again from their accepted public claims; twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", nargs="*", help="keys of entries")
        parser.add_argument("--all", action="store_true", help="every entry, and the kept numbers")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = Entry.objects.surviving().order_by("pk")
        chosen = entries if options["all"] else entries.filter(key__in=options["key"])
        count = 0
        for entry in chosen.iterator(chunk_size=500):
            project(entry)
            count += 1
        if options["all"]:
            recount()
        self.stdout.write(f"{count} entries")
