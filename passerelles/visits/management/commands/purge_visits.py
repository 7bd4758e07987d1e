"""Erases the personal data of visits that ended long enough ago; from cron, once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from passerelles.visits.actions import purge
from passerelles.visits.models import Purge, Visit


class Command(BaseCommand):
    help = "Erase names, passports, addresses and diets of who took part in visits that ended PASSERELLES_PURGED_AFTER_DAYS (90) days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        last = timezone.localdate() - timedelta(days=settings.PURGED_AFTER_DAYS)
        for visit in Visit.objects.filter(ends__lt=last).exclude(pk__in=Purge.objects.of_names().values("visit")):
            done = purge(visit)
            if done:
                self.stdout.write(f"visit {visit.pk}: {done.people} people")
