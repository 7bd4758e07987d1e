"""The pages in the menus of every page of the site: kept in this process, so that no visit asks the database for them.

Whoever changes a page forgets what this process keeps; other processes follow within a minute.
"""

import threading
import time
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from passerelles.common.words import Wording, wording
from passerelles.pages.models import Menu, Page

KEPT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """A page of a menu, by its titles."""

    slug: str
    menu: str
    titles: dict[str, str]

    @property
    def wording(self) -> Wording:
        return wording(self.titles)

    @property
    def address(self) -> str:
        return reverse("page", args=[self.slug])


Lines = tuple[Line, ...]
_lock = threading.Lock()
_kept: tuple[float, Lines] | None = None


def lines() -> Lines:
    """Return the published pages that stand in a menu, in order."""
    held = _kept
    if held is None or time.monotonic() > held[0]:
        keep(_asked())
        held = _kept
    return held[1] if held else ()


def keep(found: Lines, seconds: float = KEPT_SECONDS) -> None:
    global _kept
    with _lock:
        _kept = (time.monotonic() + seconds, found)


def forget() -> None:
    global _kept
    with _lock:
        _kept = None


def changed() -> None:
    """Forget what is kept once the change at hand is everybody's."""
    transaction.on_commit(forget)


def _asked() -> Lines:
    rows = Page.objects.exclude(menu=Menu.NONE).filter(texts__published__isnull=False).in_order()
    titles: dict[tuple[str, str], dict[str, str]] = {}
    for slug, menu, language, title in rows.values_list("slug", "menu", "texts__language", "texts__published__title"):
        titles.setdefault((slug, menu), {})[language] = title
    return tuple(Line(slug, menu, said) for (slug, menu), said in titles.items())
