"""How often one may ask for what is made while one waits, and the pages that say that it was too often (docs/decisions/0082)."""

import math
from contextlib import AbstractContextManager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passerelles.common.counting import HOUR, MINUTE, Allowance, spend
from passerelles.common.turns import place
from passerelles.people.trying import whoever_asks

FILES, PRINTED = "files", "printed"  # what is made while somebody waits: walks through the register; what typst sets


def spend_an_hour(request: HttpRequest, what: str) -> Allowance:
    """Count one thing that is made for whoever asks: by person where they are known, else by address."""
    return spend(f"{what}:{whoever_asks(request)}", settings.MADE_AN_HOUR[what], HOUR)


def in_line(request: HttpRequest) -> AbstractContextManager[None]:
    """Wait for what is made for whoever asks already. Raises Breach where that is much, or takes too long."""
    return place(whoever_asks(request))


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
