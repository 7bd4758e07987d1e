"""Read what waits in the queue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.library.working import work


class Command(BaseCommand):
    help = "Read the documents that wait, one process; start several to read several at once. Ctrl-C stops; what was begun is taken again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = work(until_empty=options["until_empty"])
        except KeyboardInterrupt:
            return
        self.stdout.write(f"{done} documents")
