"""A page as somebody reads it, and as somebody writes it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from passerelles.common.words import tongue
from passerelles.pages.models import Page, PageKind, Publication, Text, Version
from passerelles.pages.writing import Written, written
from passerelles.people.models import Group
from passerelles.people.queries import NOBODY, Visitor
from passerelles.register.queries.groups import groups_told_of

DATED = (PageKind.HISTORY, PageKind.PRESS, PageKind.PUBLICATIONS)
SHOWN = 100  # versions of a history


@dataclass(frozen=True, slots=True)
class Shown:
    """A page in the reader's language, else in the first one that is published: `language` is the one it is in."""

    page: Page
    title: str
    language: str
    is_elsewhere: bool  # not in the language that was asked for
    text: Written
    version: Version


def shown(page: Page) -> Shown | None:
    """Return what everybody sees of a page; none where nothing of it is published."""
    held = {text.language: text.published for text in page.texts.select_related("published__by") if text.published}
    for language in languages():
        version = held.get(language)
        if version:
            return Shown(page, version.title, language, language != tongue(), laid(page, version.body), version)
    return None


def is_told_of(group: Group | None) -> bool:
    """Whether the public finds something of a group in the register, or of those below it: then it has a feed."""
    return group is not None and groups_told_of(NOBODY).filter(pk=group.pk).exists()


def languages() -> list[str]:
    """The languages of the screens, the reader's first."""
    every = [tongue(code) for code, _name in settings.LANGUAGES]
    return sorted(every, key=lambda language: language != tongue())


def laid(page: Page, body: str) -> Written:
    return written(body, is_dated=page.kind in DATED, newest_first=page.kind != PageKind.HISTORY)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in a list, by its title."""

    page: Page
    titles: dict[str, str]
    states: Sequence[tuple[str, str]]  # language → published, changed (a later draft), draft


def listed(pages: "Sequence[Page]", *, drafts: bool) -> list[Listed]:
    """Return pages with their titles: of what is published, and for writers also of drafts. Two queries for any number."""
    latest: dict[int, Version] = {}
    if drafts:
        rows = Version.objects.filter(text__page__in=pages).order_by("text", "number").only("text", "number", "title")
        latest = {version.text_id: version for version in rows}
    texts = Text.objects.filter(page__in=pages).select_related("published").order_by("language")
    by_page: dict[int, list[Text]] = {}
    for text in texts:
        by_page.setdefault(text.page_id, []).append(text)
    return [_listed(page, by_page.get(page.pk, []), latest) for page in pages]


def _listed(page: Page, texts: list[Text], latest: dict[int, Version]) -> Listed:
    titles = {text.language: version.title for text in texts if (version := latest.get(text.pk) or text.published)}
    return Listed(page, titles or {"fr": page.slug}, [(text.language, state_of(text)) for text in texts])


def state_of(text: Text) -> str:
    if text.published is None:
        return "draft"
    return "published" if text.published.number == text.latest else "changed"


def text_of(page: Page, language: str) -> Text | None:
    return page.texts.select_related("published").filter(language=language).first()


def last_version(text: Text | None) -> Version | None:
    return text.versions.select_related("by").first() if text else None


def history(text: Text) -> tuple[list[Version], list[Publication]]:
    """Return what was written and what was published, the last first."""
    versions = list(text.versions.select_related("by").defer("body")[:SHOWN])
    return versions, list(text.publications.select_related("by", "version")[:SHOWN])


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a comparison: "+" is only in the later text, "-" only in the earlier one, " " in both."""

    sign: str
    line: str


def changes(before: str, after: str) -> list[Change]:
    """Return what differs between two texts, line by line, with two lines of what is around."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return [Change(line[:1], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")]


def writable(user: Visitor) -> list[Page]:
    return list(Page.objects.written_by(user).select_related("group").in_order())
