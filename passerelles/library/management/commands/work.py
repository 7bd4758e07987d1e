"""Read what waits in the queue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.library.working import work, work_until_told


class Command(BaseCommand):
    help = "Read the documents that wait; start several to read several at once. SIGTERM or Ctrl-C stops: what was begun waits again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        done = work(until_empty=True) if options["until_empty"] else work_until_told()
        self.stdout.write(f"{done} documents")
