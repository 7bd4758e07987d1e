"""Erases the people of requests that ended long enough ago, and mails sent long ago; from cron, once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from passerelles.common.mailing import forget_sent
from passerelles.requests.actions.purging import purge, to_be_purged


class Command(BaseCommand):
    help = "Erase names, addresses, files and letters of requests that ended PASSERELLES_PURGED_AFTER_DAYS ago (90 by default)."

    def handle(self, *args: Any, **options: Any) -> None:
        for request in to_be_purged(timezone.now() - timedelta(days=settings.PURGED_AFTER_DAYS)):
            done = purge(request)
            if done:
                self.stdout.write(f"request {request.pk}: {done.columns}")
        self.stdout.write(f"mails {forget_sent()}")
