"""From an entry to its activities: who reports, where, since when, on what, how it stands."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from passerelles.common.dates import is_date, last_day
from passerelles.portal.opendata.records import EntryRecord, FullEntryRecord, PartyRecord, StatementRecord

KINDS = ("partnership", "project")
THEMES = Path(__file__).parents[1] / "data" / "themes.toml"
PLANNED, GOING_ON, CLOSED = "1", "2", "4"  # of the ActivityStatus list
STATUS = {"wished": PLANNED, "active": GOING_ON, "ended": CLOSED}


@dataclass(frozen=True, slots=True)
class Theme:
    """What a theme is to the OECD and to the United Nations."""

    crs: str
    goals: tuple[str, ...]
    targets: tuple[str, ...]


@cache
def themes() -> dict[str, Theme]:
    held = tomllib.loads(THEMES.read_text(encoding="utf-8"))
    return {name: Theme(each["crs"], tuple(each["goals"]), tuple(each["targets"])) for name, each in held.items()}


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports an activity: a party, else the network for it."""

    ref: str
    name: dict[str, str]
    kind: str
    is_secondary: bool = False


def reporter_of(record: EntryRecord) -> Reporter | None:
    """The first party that has an identifier; where none has, the network, where it has one."""
    for party in record["parties"]:
        if party["identifier"]:
            return Reporter(party["identifier"], party["name"], party["kind"])
    if settings.IATI_REFERENCE:
        return Reporter(settings.IATI_REFERENCE, {"en": settings.DATA_PUBLISHER}, "network", is_secondary=True)
    return None


def said(record: FullEntryRecord, name: str) -> list[StatementRecord]:
    """What is stated of one property."""
    return [each for each in record["statements"] if each["property"] == name]


def soils(record: FullEntryRecord) -> list[str]:
    """The countries it takes place in, as sources say; where none does, those of its parties, in their order."""
    told = [str(each["value"]) for each in said(record, "soil")]
    return list(dict.fromkeys(told or [party["country"] for party in record["parties"] if party["country"]]))


def is_on(soil: str, country: str, record: FullEntryRecord) -> bool:
    """Whether something belongs to the activity of a country. Of several soils, what is said of none in particular belongs to no one's."""
    return country == soil or (not soil and soils(record) == [country])


def on(record: EntryRecord, country: str) -> list[PartyRecord]:
    return [party for party in record["parties"] if party["country"] == country]


@dataclass(frozen=True, slots=True)
class Stretch:
    """When an activity begins and ends, as days; planned where that lies ahead."""

    begins: date  # a year alone is known of it
    ends: date | None

    def dates(self) -> Iterator[tuple[str, date]]:
        """Types of the ActivityDateType list with their days."""
        today = timezone.localdate()
        yield ("2" if self.begins <= today else "1"), self.begins
        if self.ends:
            yield ("4" if self.ends <= today else "3"), self.ends

    @property
    def status(self) -> str:
        """How it stands by its dates alone."""
        today = timezone.localdate()
        if self.begins > today:
            return PLANNED
        return CLOSED if self.ends and self.ends <= today else GOING_ON


def stretch_of(record: EntryRecord) -> Stretch | None:
    if not record["since"]:
        return None
    ends = last_day(record["until"]) if record["until"] and is_date(record["until"]) else None
    return Stretch(date(record["since"], 1, 1), ends)


def status_of(record: FullEntryRecord) -> str:
    """Its state where a source states it, else what its dates say: what nobody states the register calls active."""
    stretch = stretch_of(record)
    return STATUS[record["state"]] if said(record, "state") or stretch is None else stretch.status
