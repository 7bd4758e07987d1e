"""When an active partnership falls asleep: lists, search, figures and briefs ask here alone."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def dormant_since(today: date | None = None) -> date:
    """The first day of the month before which a last proof makes an active partnership dormant."""
    day = today or timezone.localdate()
    months = day.year * 12 + day.month - 1 - settings.DORMANT_AFTER_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def dormant_month() -> str:
    """The month of that day, as kept numbers and search have months: what is filed under an earlier one sleeps."""
    return dormant_since().isoformat()[: len("2026-11")]
