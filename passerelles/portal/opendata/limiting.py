"""How often one may ask: counted in this process for a while, in memory, never in the database (docs/decisions/0082)."""

import ipaddress
import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from passerelles.people.trying import address_of

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of what somebody may ask in a stretch of time."""

    limit: int
    left: int
    seconds: int  # until it begins anew

    @property
    def is_used_up(self) -> bool:
        return self.left < 0


def spend(who: str, limit: int, seconds: int) -> Allowance:
    """Count one request. Each process of the site has its share, so that together they keep to the limit."""
    share = max(math.ceil(limit / settings.SITE_PROCESSES), 1)
    now = int(time.time())
    key = f"{who}:{seconds}:{now // seconds}"
    held = caches["limits"]
    held.add(key, 0, seconds)
    asked = held.incr(key)
    return Allowance(limit, share - asked, seconds - now % seconds)


def visitor(request: HttpRequest) -> str:
    """Whom an address stands for: of IPv6, the network of a household or a firm; one of IPv4 that came by a socket of IPv6 is itself."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
