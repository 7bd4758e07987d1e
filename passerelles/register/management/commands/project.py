"""Write the public columns of entries again from the accepted public claims; of all entries, count the kept numbers anew, too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.register.models import Entry
from passerelles.register.projecting import BATCH, project_all
from passerelles.register.tallying import recount


class Command(BaseCommand):
    help = "Write the public columns of entries again from their accepted public claims; twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", nargs="*", help="keys of entries")
        parser.add_argument("--all", action="store_true", help="every entry, and the kept numbers")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = Entry.objects.surviving().order_by("pk")
        chosen = entries if options["all"] else entries.filter(key__in=options["key"])
        keys = list(chosen.only("survivor"))
        for at in range(0, len(keys), BATCH):  # each batch a step of its own: others write between them
            project_all(keys[at : at + BATCH])
        if options["all"]:
            recount()
        self.stdout.write(f"{len(keys)} entries")
