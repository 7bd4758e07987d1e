"""How often one may do something: counted in this process for a while, in memory, never in the database (docs/decisions/0082)."""

import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches

MINUTE, HOUR, DAY = 60, 3600, 86_400


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
    held.add(key, 0, 2 * seconds)  # beyond its stretch: one forgotten between these two lines could not be counted
    asked = held.incr(key)
    return Allowance(limit, share - asked, seconds - now % seconds)
