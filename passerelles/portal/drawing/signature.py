"""What a drawing that goes alone says of where it comes from."""

from django.conf import settings
from django.utils import timezone

from passerelles.common.dates import said_date


def signed() -> str:
    """The site and the day: numbers change with the register."""
    return f"{settings.SITE_NAME} · {said_date(timezone.localdate().isoformat())}"
