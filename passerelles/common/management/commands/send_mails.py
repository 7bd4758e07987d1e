"""Sends the mails that wait: again and again, each goes out once."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections, connection

from passerelles.common.mailing import forget_sent, send_mails
from passerelles.common.refusing import Refused

PAUSE = 5.0  # seconds between two looks


class Command(BaseCommand):
    help = "Send the mails that wait; what a crash left unsure is only counted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep-on", action="store_true", help="go on until Ctrl-C, looking every five seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        forget_sent()
        while options["keep_on"]:
            self._try()
            time.sleep(PAUSE)
        try:
            self._tell(send_mails())
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _try(self) -> None:
        """A mail server that is down now may answer later."""
        if not connection.in_atomic_block:  # a test's transaction is not ours to end
            close_old_connections()
        try:
            self._tell(send_mails())
        except Refused as refused:
            self.stderr.write(str(refused))

    def _tell(self, done: dict[str, int]) -> None:
        if any(done.values()):
            self.stdout.write(", ".join(f"{state} {count}" for state, count in done.items()))
