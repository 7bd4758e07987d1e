"""Erases the personal data of visits that ended long enough ago; from cron, once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from passerelles.visits.actions import purge
from passerelles.visits.models import Visit


class Command(BaseCommand):
    help = "Erase passports, addresses, telephones and diets of visits that ended PASSERELLES_PURGED_AFTER_DAYS ago (90 by default)."

    def handle(self, *args: Any, **options: Any) -> None:
        last = timezone.localdate() - timedelta(days=settings.PURGED_AFTER_DAYS)
        for visit in Visit.objects.filter(purged_at=None, ends__lt=last):
            done = purge(visit)
            if done:
                self.stdout.write(f"visit {visit.pk}: {done.people} people")
