"""Sends the mails of open campaigns that wait: again and again, each goes out once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from passerelles.common.refusing import Refused
from passerelles.register.actions import send_waiting
from passerelles.register.models import Campaign


class Command(BaseCommand):
    help = "Send the mails of open campaigns that wait; what a crash left unsure is only counted."

    def handle(self, *args: Any, **options: Any) -> None:
        for campaign in Campaign.objects.open().select_related("group"):
            try:
                done = send_waiting(campaign)
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            told = ", ".join(f"{state} {count}" for state, count in done.items())
            self.stdout.write(f"{campaign}: {told}")
