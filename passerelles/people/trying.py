"""Wrong passwords counted, so that nobody tries thousands: so many from one address for one account, then a pause."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from passerelles.people.models import FailedSignIn

TRIES = 10
PAUSE = timedelta(minutes=10)


def may_try(request: HttpRequest, email: str) -> bool:
    return FailedSignIn.objects.filter(where=_where(request, email), at__gt=timezone.now() - PAUSE).count() < TRIES


def note_failure(request: HttpRequest, email: str) -> None:
    """Count a wrong password, and forget those that count no more."""
    FailedSignIn.objects.filter(at__lte=timezone.now() - PAUSE).delete()
    FailedSignIn.objects.create(where=_where(request, email))


def forget_failures(request: HttpRequest, email: str) -> None:
    FailedSignIn.objects.filter(where=_where(request, email)).delete()


def _where(request: HttpRequest, email: str) -> str:
    """An address and an account, as a digest: the table names nobody."""
    return hashlib.sha256(f"{address_of(request)} {email.strip().lower()}".encode("utf-8", "replace")).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The visitor's; behind a proxy, the one that the proxy wrote last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.IS_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
