"""Who publishes, where and under which licence: what every open format says of itself."""

from datetime import date
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from typing_extensions import TypedDict  # typing's own, which pydantic reads from Python 3.12 on

MARK = 987_654_321  # stands for any number


class About(TypedDict):
    """What a file says of itself."""

    record: str
    title: str
    publisher: str
    address: str
    licence: str
    date: str


def address_of_site(request: HttpRequest | None = None) -> str:
    """The site's address without a slash at its end; none where nobody has said it and nobody asks."""
    return settings.SITE_ADDRESS or (request.build_absolute_uri("/").rstrip("/") if request else "")


def neutral(name: str, pk: int | None = None) -> str:
    """The path of a page without its language: whoever opens it gets it in their own."""
    before, after = _around(name, pk is not None)
    return before if pk is None else f"{before}{pk}{after}"


@cache
def _around(name: str, has_number: bool) -> tuple[str, str]:
    """What stands before and after the number in a path. Kept: an answer has hundreds of paths, and finding one is not quick."""
    path = "/" + reverse(name, args=[MARK] if has_number else []).split("/", 2)[2]
    before, _, after = path.partition(str(MARK))
    return before, after


def today() -> date:
    return timezone.localdate()


def about(site: str, day: date | None = None) -> About:
    return {
        "record": "about",
        "title": settings.DATA_TITLE,
        "publisher": settings.DATA_PUBLISHER,
        "address": f"{site}{neutral('data')}",
        "licence": settings.DATA_LICENCE,
        "date": (day or today()).isoformat(),
    }
