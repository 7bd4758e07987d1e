"""Read what waits in the queue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.common.checks import DATA
from passerelles.library.working import work, work_until_told


class Command(BaseCommand):
    help = "Read the documents that wait; start several to read several at once. SIGTERM or Ctrl-C stops: what was begun waits again."

    requires_system_checks = [DATA]  # the others load every page of the site, of which a worker shows none

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["until_empty"]:
            self.stdout.write("Waiting for documents.")
            self.stdout.flush()
        done = work(until_empty=True) if options["until_empty"] else work_until_told()
        self.stdout.write(f"{done} documents")
