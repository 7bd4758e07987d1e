"""Drops drafts and unconfirmed requests that nobody goes on with: once a day is often enough."""

from typing import Any

from django.core.management.base import BaseCommand

from passerelles.requests.actions.tidying import drop_stale


class Command(BaseCommand):
    help = "Drop requests unconfirmed for 14 days and drafts untouched for 90 days, with their files."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(", ".join(f"{stage} {count}" for stage, count in drop_stale().items()))
