"""How pages are found: what is published of them, a row a language (settings.FINDABLES)."""

import html
import re
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from passerelles.common.dates import said_date
from passerelles.common.finding import Kind, Row, forget, write
from passerelles.library.models import Visibility
from passerelles.pages.models import Page, Text
from passerelles.pages.queries import laid

KIND = "page"
BLANKS = re.compile(r"[ \t\n]+")  # not the unbreakable ones of French
COLONS = {"fr": "\u00a0: ", "zh": "："}


@transaction.atomic
def index(number: int) -> None:
    """Write how a page is found; one of which nothing is public is found by nobody.

    One writer after the other (they lock the page): each sees what the others published or withdrew, so that nothing withdrawn stays.
    """
    Page.objects.select_for_update(no_key=True).filter(pk=number).first()
    texts = Text.objects.filter(page=number, published__isnull=False).select_related("page", "published").order_by("language")
    rows = list(_rows(list(texts)))
    if rows:
        write(KIND, number, rows)
    else:
        forget(KIND, number)


def _rows(texts: list[Text]) -> Iterator[Row]:
    titles = {text.language: text.published.title for text in texts if text.published}
    for text in texts:
        if text.published:
            facets = {"language": [text.language]}
            words = _words(text, text.published.body)
            yield Row(title=titles, visibility=Visibility.PUBLIC, text=words, language=text.language, place=text.page.slug, facets=facets)


def _words(text: Text, body: str) -> str:
    """What a text says, as its page does: without signs of Markdown, dates in words."""
    shown = laid(text.page, body)
    colon = COLONS.get(text.language, ": ")
    items = (f"{said_date(item.date, text.language)}{colon}{_plain(item.body)}" for item in shown.items)
    return " ".join(filter(None, [_plain(shown.body), *items, _plain(shown.after)]))


def _plain(body: str) -> str:
    return BLANKS.sub(" ", html.unescape(strip_tags(body))).strip(" ")


def _numbers() -> Iterator[int]:
    return Page.objects.order_by("pk").values_list("pk", flat=True).iterator()


def _address(number: int, place: str) -> str:
    return reverse("page", args=[place])


FINDABLES = (Kind(KIND, _("page"), _address, _numbers, index, 0.6),)
