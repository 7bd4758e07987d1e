"""A visit's programme as its pages and prints show it: day by day, in both languages, with what is wrong with it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from passerelles.common.words import Wording, tongue
from passerelles.visits.checking import Found, Item, Trouble, check
from passerelles.visits.models import LANGUAGES, Gift, Participant, Slot, Visit
from passerelles.visits.saying import where_of


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of a programme in one of its languages; what is not written in it is left out."""

    lang: str
    title: str
    where: str
    notes: str

    @property
    def title_wording(self) -> Wording:
        return Wording(self.title, self.lang)

    @property
    def where_wording(self) -> Wording:
        return Wording(self.where, self.lang)

    @property
    def notes_wording(self) -> Wording:
        return Wording(self.notes, self.lang)


@dataclass(frozen=True, slots=True)
class Line:
    slot: Slot
    spoken: tuple[Spoken, ...]
    people: tuple[Participant, ...]  # nobody named: everybody
    warnings: tuple[str, ...]
    gifts: tuple[Gift, ...] = ()  # handed over then, for those who may know


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    lines: tuple[Line, ...]


def programme(visit: Visit, gifts: Sequence[Gift] = ()) -> list[Day]:
    """Return the days of a visit's programme, in order, with those of the gifts that are handed over at a line."""
    slots = list(Slot.objects.filter(visit=visit).select_related("place").prefetch_related("participants").order_by("day", "starts", "pk"))
    found = _warnings(visit, slots)
    handed: dict[int | None, list[Gift]] = {}
    for gift in gifts:
        handed.setdefault(gift.slot_id, []).append(gift)
    lines = [_line(slot, found.get(slot.pk, ()), handed.get(slot.pk, ())) for slot in slots]
    return [Day(day, tuple(held)) for day, held in groupby(lines, key=lambda line: line.slot.day)]


def _line(slot: Slot, warnings: Sequence[str], gifts: Sequence[Gift]) -> Line:
    return Line(slot, _spoken(slot), tuple(slot.participants.all()), tuple(warnings), tuple(gifts))


def _spoken(slot: Slot) -> tuple[Spoken, ...]:
    """In both languages, the reader's first."""
    order = sorted(LANGUAGES, key=lambda lang: lang != tongue())
    said = (Spoken(lang, slot.title.get(lang, ""), where_of(slot, lang), slot.notes.get(lang, "")) for lang in order)
    return tuple(each for each in said if any(words.get(each.lang) for words in (slot.title, slot.where, slot.notes)))


def _warnings(visit: Visit, slots: Sequence[Slot]) -> dict[int, list[str]]:
    """What is wrong, in words, beside the line it is about: of two lines, the second."""
    named = {slot.pk: slot.wording.text for slot in slots}
    said = {slot.pk: _unsaid(slot) for slot in slots}
    for found in check(map(_item, slots), visit.starts, visit.ends):
        said[found.other or found.one].append(_said(found, named))
    return said


def _item(slot: Slot) -> Item:
    place = slot.place
    where = (place.latitude, place.longitude) if place and place.latitude is not None and place.longitude is not None else None
    who = frozenset(each.pk for each in slot.participants.all())
    return Item(slot.pk, slot.kind, slot.begins_at, slot.ends_at, who, where, slot.interpreter)


def _said(found: Found, named: dict[int, str]) -> str:
    values = {"other": named[found.one], "minutes": _length(found.minutes), "needed": _length(found.needed)}
    return {
        Trouble.OUTSIDE: _("This is outside the days of the visit."),
        Trouble.CLOSED: _("Offices are closed at the end of the week."),
        Trouble.OVERLAP: _("The same people are at “%(other)s” at that time."),
        Trouble.INTERPRETER: _("The same interpreter is at “%(other)s” at that time."),
        Trouble.TRAVEL: _("%(minutes)s after “%(other)s”; the way takes about %(needed)s."),
    }[found.trouble] % values


def _length(minutes: int) -> str:
    """A length of time as people say it: "15 min", "4 h", "1 h 45"."""
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    hours, rest = divmod(round(minutes / 15) * 15, 60)
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest} if rest else _("%(hours)d h") % {"hours": hours}


def _unsaid(slot: Slot) -> list[str]:
    """What a line lacks for those who read the other language only."""
    missing = {"fr": _("It has no title in French."), "zh": _("It has no title in Chinese.")}
    return [missing[lang] for lang in LANGUAGES if not slot.title.get(lang)]
