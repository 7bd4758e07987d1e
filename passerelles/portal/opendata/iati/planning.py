"""From an entry to its activities: who reports, where, since when, on what; and which rules stand in the way.

Rules have the numbers of IATI's own data quality rules; what the schema itself wants is called XSD, what only the standard ruleset
says bears its name.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.common.dates import is_date, last_day
from passerelles.portal.opendata.records import EntryRecord, PartyRecord

KINDS = ("partnership", "project")
THEMES = Path(__file__).parents[1] / "data" / "themes.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands in the way of an activity, or is only missed in it."""

    number: str
    says: str | Promise
    is_refusal: bool = True


NO_REPORTER = Rule("XSD", _("None of its parties has an identifier to report with: SIREN, or one given by IATI (reporting-org/@ref)."))
WRONG_REPORTER = Rule("1.14.13", _("The identifier of who would report it has a blank or one of / & | ? (reporting-org/@ref)."))
NO_START = Rule("atleast_one: activity-date", _("The year it began is not known, or sources disagree on it (activity-date)."))
NO_SECTOR = Rule("6.2.2", _("No theme is known, so that it has no sector (sector)."))
NO_COUNTRY = Rule("3.7.1", _("No party has a country (recipient-country)."))
WRONG_ORDER = Rule("11.1.3", _("It ends before it begins (activity-date)."))
NO_BUDGET = Rule("budget", _("No budget is known: it is published without one."), is_refusal=False)
NO_PARTNER = Rule("participating-org", _("A partner has no identifier and is given by its name alone."), is_refusal=False)
YEAR_ONLY = Rule("activity-date", _("Only the year it began is known: the first of January stands for it."), is_refusal=False)
FORBIDDEN = re.compile(r"[/&|?\s]")


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


def soils(record: EntryRecord) -> list[str]:
    """The countries it takes place in, in the parties' order."""
    return list(dict.fromkeys(party["country"] for party in record["parties"] if party["country"]))


def on(record: EntryRecord, country: str) -> list[PartyRecord]:
    return [party for party in record["parties"] if party["country"] == country]


@dataclass(frozen=True, slots=True)
class Stretch:
    """When an activity begins and ends, as days; planned where that lies ahead."""

    begins: date
    ends: date | None
    is_year_only: bool

    def dates(self, today: date | None = None) -> Iterator[tuple[str, date]]:
        """Types of the ActivityDateType list with their days."""
        now = today or timezone.localdate()
        yield ("2" if self.begins <= now else "1"), self.begins
        if self.ends:
            yield ("4" if self.ends <= now else "3"), self.ends


def stretch_of(record: EntryRecord) -> Stretch | None:
    if not record["since"]:
        return None
    ends = last_day(record["until"]) if record["until"] and is_date(record["until"]) else None
    return Stretch(date(record["since"], 1, 1), ends, is_year_only=True)


def in_the_way(record: EntryRecord) -> list[Rule]:
    """The rules by which an entry's activities would be refused, then what they would only lack."""
    stretch, reporter = stretch_of(record), reporter_of(record)
    found = {
        NO_REPORTER: reporter is None,
        WRONG_REPORTER: bool(reporter and FORBIDDEN.search(reporter.ref)),
        NO_START: stretch is None,
        NO_SECTOR: not record["themes"],
        NO_COUNTRY: not soils(record),
        WRONG_ORDER: bool(stretch and stretch.ends and stretch.ends < stretch.begins),
        YEAR_ONLY: bool(stretch and stretch.is_year_only),
        NO_PARTNER: not all(party["identifier"] for party in record["parties"]),
        NO_BUDGET: True,
    }
    return [rule for rule, holds in found.items() if holds]


def is_refused(record: EntryRecord) -> bool:
    return any(rule.is_refusal for rule in in_the_way(record))
