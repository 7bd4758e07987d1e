"""What is decided about pages: each change of a text is a version more, and whoever changes must have seen the last one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.pages.findables import index
from passerelles.pages.menus import changed
from passerelles.pages.models import Menu, Page, PageKind, Publication, Text, Version
from passerelles.people.models import Group, User
from passerelles.people.queries import standing


class Overtaken(Refused):
    """Somebody else wrote meanwhile: nothing is kept of what comes late, and nothing of what they wrote is lost."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote, and the number of the version they wrote it from (0 where there was none)."""

    title: str
    body: str
    seen: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is found, and what it is."""

    slug: str
    kind: PageKind
    group: Group | None = None  # whose own page it is
    menu: str = Menu.NONE
    position: int = 100


@transaction.atomic
def open_page(place: Place, *, by: User) -> Page:
    """Give a page its place; it has no text yet, so that nobody but its writers sees it."""
    _check_may_write(place.group, by)
    with _refused_where_taken(place.slug):
        page = Page.objects.create(**_columns(place))
    changed()
    return page


@transaction.atomic
def move_page(page: Page, place: Place, *, by: User) -> None:
    """Change where a page is found, of what kind it is, in which menu it stands."""
    _check_may_write(page.group, by)
    _check_may_write(place.group, by)
    with _refused_where_taken(place.slug):
        Page.objects.filter(pk=page.pk).update(**_columns(place))
    _show_anew(page.pk)


def _columns(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in ("slug", "kind", "group", "menu", "position")}


@transaction.atomic
def write(page: Page, language: str, draft: Draft, *, by: User) -> Version:
    """Keep a new version of a text, as a draft. Refuses one that was written from another version than the last."""
    _check_may_write(page.group, by)
    return _add(_text_of(page, language), draft, by)


@transaction.atomic
def publish(version: Version, *, by: User) -> None:
    """Show a version to everybody, the last of its text: an older one is restored first."""
    text = version.text
    _check_may_write(text.page.group, by)
    if not Text.objects.filter(pk=text.pk, latest=version.number).update(published=version):
        raise Overtaken(_("There is a later version than this one: look at it before publishing."))
    Publication.objects.create(text=text, version=version, by=by)
    _show_anew(text.page_id)


@transaction.atomic
def withdraw(text: Text, *, by: User) -> None:
    """Take a text from the public; its versions stay."""
    _check_may_write(text.page.group, by)
    if Text.objects.filter(pk=text.pk, published__isnull=False).update(published=None):
        Publication.objects.create(text=text, by=by)
        _show_anew(text.page_id)


def _show_anew(page: int) -> None:
    """Write how a page is found, and let menus follow."""
    index(page)
    changed()


@transaction.atomic
def restore(version: Version, *, seen: int, by: User) -> Version:
    """Bring an older version back: a new version that says the same, as a draft."""
    _check_may_write(version.text.page.group, by)
    return _add(version.text, Draft(version.title, version.body, seen), by, restores=version.number)


def _text_of(page: Page, language: str) -> Text:
    return Text.objects.get_or_create(page=page, language=language)[0]


def _add(text: Text, draft: Draft, by: User, restores: int | None = None) -> Version:
    number = draft.seen + 1
    if not Text.objects.filter(pk=text.pk, latest=draft.seen).update(latest=number):  # one of two writers wins, on every database
        raise Overtaken(_("Somebody else changed this page while you were writing. Your text is below, and theirs above it."))
    said = {"title": draft.title, "body": draft.body, "note": draft.note}
    return Version.objects.create(text=text, number=number, restores=restores, by=by, **said)


def _check_may_write(group: Group | None, by: User) -> None:
    who = standing(by)
    if not (who.judges and (group is None or group.pk in who.coordinates)):
        raise Refused(_("Pages are written by coordinators; a group’s by its own."))


@contextmanager
def _refused_where_taken(slug: str) -> Iterator[None]:
    """The database alone knows whether an address is free: two coordinators may take it at once."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not Page.objects.filter(slug=slug).exists():
            raise
        raise Refused(_("Another page has this address already.")) from error


__all__ = ["Draft", "Overtaken", "Place", "move_page", "open_page", "publish", "restore", "withdraw", "write"]
