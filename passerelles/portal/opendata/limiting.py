"""How often one may ask: counted in this process for a while, in memory, never in the database (docs/decisions/0082)."""

import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passerelles.people.trying import visitor

MINUTE, HOUR = 60, 3600
FILES, PRINTED = "files", "printed"  # what is made while somebody waits: walks through the register; what typst sets


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


def spend_an_hour(request: HttpRequest, what: str) -> Allowance:
    """Count one thing that is made for whoever asks: by person where they are known, else by address."""
    who = f"user:{request.user.pk}" if request.user.is_authenticated else visitor(request)
    return spend(f"{what}:{who}", settings.MADE_AN_HOUR[what], HOUR)


def not_now(request: HttpRequest, back: str) -> HttpResponse:
    """The page that says that the site makes others' files, or that this one takes too much."""
    response = render(request, "portal/not_now.html", {"back": back}, status=503)
    response.headers["Retry-After"], response.headers["Cache-Control"] = str(MINUTE), "no-store"
    return response


def too_often(request: HttpRequest, what: str) -> HttpResponse | None:
    """Count one thing that is made for a page; where there were too many, the page that says so and when to come back."""
    allowance = spend_an_hour(request, what)
    if not allowance.is_used_up:
        return None
    context = {"limit": allowance.limit, "minutes": math.ceil(allowance.seconds / MINUTE)}
    response = render(request, "portal/opendata/too_often.html", context, status=429)
    response.headers["Retry-After"], response.headers["Cache-Control"] = str(allowance.seconds), "no-store"
    return response
