"""What a spreadsheet would say in the register: whom its names mean, which entry each row is about, what it says of it. Writes nothing."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from passerelles.people.models import Group
from passerelles.reading.folding import fold
from passerelles.register import keys
from passerelles.register.importing.cells import Fact, Saying, parts_of, say_cell
from passerelles.register.importing.columns import KINDS
from passerelles.register.importing.tables import Row, Table
from passerelles.register.models import EntryKind
from passerelles.register.naming import BODY, Named, authority_named, imagined, is_authority, label_of_key, levels_said

SKIPPED = "-"  # chosen for a name: leave its rows out


@dataclass(slots=True)
class Name:
    """A name as written in the sheet, whom it means (a key, nothing, or SKIPPED), and in which rows it stands."""

    id: str
    named: Named
    chosen: str
    rows: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.chosen or self.named.key

    @property
    def is_open(self) -> bool:
        return not self.key

    @property
    def label(self) -> str:
        return label_of_key(self.key) if self.key and self.key != SKIPPED else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """An entry that a row is about: its kind, key, parties by key, and its own words."""

    kind: EntryKind
    key: str
    parties: tuple[str, ...]
    title: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Planned:
    """A row, the entries it is about, and what it says of each; or why it is refused."""

    table: Table
    row: Row
    entries: list[Pair] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    refused: str = ""

    @property
    def where(self) -> str:
        named = {"sheet": self.table.title, "number": self.row.number}
        return _("%(sheet)s, row %(number)d") % named if self.table.title else _("row %(number)d") % named


class Plan:
    """A spreadsheet with its columns named, as the register would take it."""

    def __init__(self, tables: Iterable[Table], mapping: Mapping[str, Any], choices: Mapping[str, str], *, group: Group, lang: str):
        self._tables, self._mapping, self._choices = list(tables), mapping, choices
        self.group, self._lang = group, lang or "fr"
        self._names: dict[str, Name] = {}

    @cached_property
    def rows(self) -> list[Planned]:
        """Every row of the sheets that are not left out, in order."""
        return [planned for table in self._tables for planned in self._planned(table)]

    @property
    def names(self) -> list[Name]:
        """Every name of an authority in the rows; those that a person must say first."""
        _ = self.rows
        return sorted(self._names.values(), key=lambda name: (not name.is_open, name.named.text.casefold()))

    def _planned(self, table: Table) -> Iterator[Planned]:
        how = self._mapping.get(str(table.number)) or {}
        kind = how.get("kind", "")
        columns = {name: int(number) for number, name in how.get("columns", {}).items() if int(number) < len(table.header)}
        if kind in KINDS:
            for row in table.rows:
                yield self._plan(Planned(table, row), kind, columns)

    def _plan(self, planned: Planned, kind: str, columns: Mapping[str, int]) -> Planned:
        saying = Saying(planned.table, planned.row, self._lang)
        for side in _MISSING:  # all names of a row are asked at once, though the first that is not certain refuses it
            self._names_in(planned, columns, side)
        try:
            planned.entries = _ENTRIES[kind](self, planned, columns, saying)
        except _Refusal as refusal:
            planned.refused = str(refusal)
            return planned
        for name, column in columns.items():
            say_cell(saying, name, column)
        if not saying.facts:
            saying.add("state", "active", _first_cell(planned, columns))
        planned.facts, planned.remarks = saying.facts, saying.remarks
        return planned

    # Names

    def parties(self, planned: Planned, columns: Mapping[str, int], side: str) -> list[str]:
        """The keys of the authorities a cell names. Refuses the row where one is missing, unknown or left out."""
        names = self._names_in(planned, columns, side)
        if not names:
            raise _Refusal(_MISSING[side]())
        return [_decided(name) for name in names]

    def _names_in(self, planned: Planned, columns: Mapping[str, int], side: str) -> list[Name]:
        """The names of a cell: the whole of it where that is one, else its parts."""
        words = planned.table.cell(planned.row, columns[side]) if side in columns else ""
        country = self.group.home if side == "home" else self.group.partner
        near = planned.table.cell(planned.row, columns["province"]) if side == "partner" and "province" in columns else ""
        levels = levels_said(planned.table.header[columns[side]]) if words else ()
        parts = list(parts_of(words))
        if len(parts) < 2 or self._is_one(words, country, levels, near):
            return [self._name(words, country, levels, near, planned)] if words else []
        return [self._name(part, country, levels, near, planned) for part in parts]

    @staticmethod
    def _is_one(words: str, country: str, levels: Sequence[str], near: str) -> bool:
        return authority_named(words, country=country, levels=levels, near=near).is_known

    def _name(self, words: str, country: str, levels: Sequence[str], near: str, planned: Planned) -> Name:
        identity = "|".join((country, ",".join(levels), fold(near).strip(), fold(words).strip()))
        key = hashlib.sha256(identity.encode()).hexdigest()[:16]
        name = self._names.get(key)
        if name is None:
            named = authority_named(words, country=country, levels=levels, near=near)
            name = self._names[key] = Name(key, named, _sound(self._choices.get(key, ""), country))
        if planned.where not in name.rows[-1:]:
            name.rows.append(planned.where)
        return name


class _Refusal(Exception):  # noqa: N818 - named for what happened
    """Why a row is not taken."""


def _sound(chosen: str, country: str) -> str:
    return chosen if chosen == SKIPPED or chosen.startswith(BODY) or is_authority(chosen, country) else ""


def _decided(name: Name) -> str:
    if name.key == SKIPPED:
        raise _Refusal(_("“%(name)s” was left out.") % {"name": name.named.text})
    if not name.key:
        question = _("“%(name)s” may be several places: say which.") if name.named.is_known else _("No place is called “%(name)s”.")
        raise _Refusal(question % {"name": name.named.text})
    return name.key


_MISSING = {
    "home": lambda: _("The home authority is missing (a merged cell names it in its first row only)."),
    "partner": lambda: _("The partner authority is missing."),
    "place": lambda: _("The city of the office is missing."),
}


def _first_cell(planned: Planned, columns: Mapping[str, int]) -> int:
    """The cell that shows that the row speaks of the entry at all, where it says nothing more."""
    return next(columns[name] for name in ("partner", "place", "name", "home") if name in columns)


def _title(*keys_of: str) -> str:
    return " – ".join(str(imagined(key)) for key in keys_of)


def _partnerships(plan: Plan, planned: Planned, columns: Mapping[str, int], saying: Saying) -> list[Pair]:
    homes, partners = plan.parties(planned, columns, "home"), plan.parties(planned, columns, "partner")
    pairs = [(home, partner) for home in homes for partner in partners]
    return [
        Pair(EntryKind.PARTNERSHIP, keys.partnership(imagined(home), imagined(partner)), (home, partner), _title(home, partner))
        for home, partner in pairs
    ]


def _projects(plan: Plan, planned: Planned, columns: Mapping[str, int], saying: Saying) -> list[Pair]:
    title = _own_name(planned, columns)
    parties = (*plan.parties(planned, columns, "home"), *plan.parties(planned, columns, "partner"))
    saying.add("name", {"text": title, "lang": saying.lang}, columns["name"])
    key = keys.project(title, [imagined(party) for party in parties])
    return [Pair(EntryKind.PROJECT, key, parties, title, {saying.lang: title})]


def _offices(plan: Plan, planned: Planned, columns: Mapping[str, int], saying: Saying) -> list[Pair]:
    owners, places = plan.parties(planned, columns, "home"), plan.parties(planned, columns, "place")
    saying.add("place", places[0], columns["place"])
    if "until" in columns and planned.table.cell(planned.row, columns["until"]):
        saying.add("state", "ended", columns["until"])
    return [Pair(EntryKind.OFFICE, keys.office(imagined(owner), places[0]), (owner,), _title(owner, places[0])) for owner in owners]


def _practices(plan: Plan, planned: Planned, columns: Mapping[str, int], saying: Saying) -> list[Pair]:
    name, holders = _own_name(planned, columns), plan.parties(planned, columns, "home")
    saying.add("name", {"text": name, "lang": saying.lang}, columns["name"])
    return [
        Pair(EntryKind.PRACTICE, keys.practice(imagined(holder), name), (holder,), f"{_title(holder)}: {name}", {saying.lang: name})
        for holder in holders
    ]


def _own_name(planned: Planned, columns: Mapping[str, int]) -> str:
    name = planned.table.cell(planned.row, columns["name"])[:300] if "name" in columns else ""
    if not name:
        raise _Refusal(_("It has no title."))
    return name


_ENTRIES = {"partnership": _partnerships, "project": _projects, "office": _offices, "practice": _practices}
