"""Write anew how everything is found: after an upgrade that finds more, or a territory's new name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.common.finding import kinds
from passerelles.common.finding.rebuilding import write_all


class Command(BaseCommand):
    help = "Write anew how objects are found, kind by kind; twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="*", help="kinds of objects")
        parser.add_argument("--all", action="store_true", help="every kind; what belongs to no kind is forgotten")

    def handle(self, *args: Any, **options: Any) -> None:
        known = kinds()
        if unknown := set(options["kind"]) - set(known):
            raise CommandError(f"there is no kind {', '.join(sorted(unknown))}: {', '.join(known)}")
        for name, number in write_all(None if options["all"] else options["kind"]):
            self.stdout.write(f"{number} {name}")
