"""Wrong passwords counted, so that nobody tries thousands: so many from one place for one account, more for all, then a pause."""

import hashlib
import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from passerelles.people.models import FailedSignIn

TRIES = 10
TRIES_OF_ALL = 100  # one common password tried on every account; a whole office behind one address mistypes less
PAUSE = timedelta(minutes=10)


def may_try(request: HttpRequest, email: str) -> bool:
    lately = FailedSignIn.objects.filter(at__gt=timezone.now() - PAUSE)
    limits = {_where(request, email): TRIES, _where(request): TRIES_OF_ALL}
    return all(lately.filter(where=where).count() < limit for where, limit in limits.items())


def note_failure(request: HttpRequest, email: str) -> None:
    """Count a wrong password, and forget those that count no more."""
    FailedSignIn.objects.filter(at__lte=timezone.now() - PAUSE).delete()
    FailedSignIn.objects.bulk_create(FailedSignIn(where=where) for where in (_where(request, email), _where(request)))


def forget_failures(request: HttpRequest, email: str) -> None:
    """Forget those of one account; to sign in to one's own does not allow more tries of others'."""
    FailedSignIn.objects.filter(where=_where(request, email)).delete()


def _where(request: HttpRequest, email: str = "") -> str:
    """Whom it came from, and an account, as a digest: the table names nobody."""
    return _digest(f"{visitor(request)} {email.strip().lower()}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def visitor(request: HttpRequest) -> str:
    """Whom an address stands for: of IPv6, the network of a household or a firm; one of IPv4 that came by a socket of IPv6 is itself."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return _digest(address)  # whatever a proxy wrote: of any length and in any signs
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def whoever_asks(request: HttpRequest) -> str:
    """Whom limits count for: a person where they are known, else whom an address stands for."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else visitor(request)


def address_of(request: HttpRequest) -> str:
    """The visitor's; behind a proxy, the one that the proxy wrote last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.IS_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
