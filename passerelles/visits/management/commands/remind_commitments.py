"""Writes to those whose commitments are due; from cron, once a day: each mail is written once."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.visits.actions import remind


class Command(BaseCommand):
    help = "Write reminders of commitments that are due; manage.py send_mails sends them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{remind()} commitments due")
