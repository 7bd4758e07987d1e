"""Says which hosts and which opinions are late; from cron, once a day: each mail is written once."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.requests.actions.reminding import remind


class Command(BaseCommand):
    help = "Write to hosts that have not answered and to advisers whose opinion is overdue, and to coordinators; send_mails sends it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(", ".join(f"{what} late: {count}" for what, count in remind().items()))
