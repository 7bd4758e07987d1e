"""Who publishes, where and under which licence: what every open format says of itself."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from typing_extensions import TypedDict  # typing's own, which pydantic reads from Python 3.12 on


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


def neutral(name: str, *args: object) -> str:
    """The path of a page without its language: whoever opens it gets it in their own."""
    return "/" + reverse(name, args=args).split("/", 2)[2]


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
