"""Budgets as IATI takes them: one exact amount, on one soil, over a period of a year at most.

Nothing is split, rounded or added up to make one: what cannot be written as it was said is told of on the page, with the reason.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelles.common.dates import first_day, last_day
from passerelles.portal.opendata.iati.planning import is_on, said, soils, stretch_of
from passerelles.portal.opendata.records import FullEntryRecord

OF_A_PERIOD = (4, 7)  # characters of a year and of a month: a day is when an amount was voted or paid, no period
Amount = tuple[int, int | None, str]
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Budget:
    """What an activity may cost in a period."""

    begins: date
    ends: date
    value: int
    currency: str


@dataclass(frozen=True, slots=True)
class Budgets:
    """The budgets of an entry by the soil they are written on, and what kept others from being written."""

    on: dict[str, list[Budget]]
    has_any: bool
    lacks_soil: bool
    lacks_period: bool
    lacks_amount: bool  # a range, or sources that disagree


def budgets_of(record: FullEntryRecord) -> Budgets:
    told = [each["value"] for each in said(record, "budget")]
    placed = [(country, value) for country in soils(record) for value in told if is_on(value.get("soil", ""), country, record)]
    amounts: dict[tuple[str, Period | None], set[Amount]] = defaultdict(set)
    for country, value in placed:
        amounts[country, _period(value, record)].add((value["low"], value.get("high"), value["currency"]))
    written: dict[str, list[Budget]] = defaultdict(list)
    for (country, period), said_so in amounts.items():
        if period and (exact := _exact(said_so)):
            written[country].append(Budget(*period, *exact))
    return Budgets(
        on={country: sorted(each, key=lambda budget: budget.begins) for country, each in written.items()},
        has_any=bool(told),
        lacks_soil=len(placed) < len(told),
        lacks_period=any(period is None for _country, period in amounts),
        lacks_amount=any(_exact(each) is None for (_country, period), each in amounts.items() if period),
    )


def _exact(amounts: Iterable[Amount]) -> tuple[int, str] | None:
    """The one amount that all who speak of a period give to the unit."""
    found = set(amounts)
    low, high, currency = next(iter(found))
    return (low, currency) if len(found) == 1 and low == high else None


def _period(value: dict[str, Any], record: FullEntryRecord) -> Period | None:
    """The year or month it is said to be of; of the whole project, where that lasts one year at most."""
    day = value.get("date", "")
    if len(day) in OF_A_PERIOD:
        return first_day(day), last_day(day)
    stretch = stretch_of(record)
    if stretch is None or stretch.ends is None or stretch.ends.year != stretch.begins.year:
        return None
    return stretch.begins, stretch.ends
