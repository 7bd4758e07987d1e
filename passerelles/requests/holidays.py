"""Public holidays of a network's countries, in the visitor's language (docs/decisions/0092)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

NAMES = {
    "New Year's Day": _("New Year's Day"),
    "Easter Monday": _("Easter Monday"),
    "Labor Day": _("Labour Day"),
    "Ascension Day": _("Ascension Day"),
    "Victory Day": _("Victory Day (8 May)"),
    "Pentecost Monday": _("Whit Monday"),
    "Whit Monday": _("Whit Monday"),
    "National Day": _("National Day"),
    "Assumption Day": _("Assumption Day"),
    "All Saints' Day": _("All Saints' Day"),
    "Armistice Day": _("Armistice Day"),
    "Christmas Day": _("Christmas Day"),
    "Chinese New Year's Eve": _("Spring Festival"),
    "Chinese New Year (Spring Festival)": _("Spring Festival"),
    "Tomb-Sweeping Day": _("Tomb-Sweeping Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "Mid-Autumn Festival": _("Mid-Autumn Festival"),
    "Day off": _("day off for a holiday"),
}
LONGEST = 400  # days that are looked at; nobody travels longer
YEARS = range(2000, 2100)  # the moon's calendar is known for


def holidays_between(country: str, first: date, last: date) -> list[tuple[date, date, str]]:
    """Return the holidays of a country between two days, as stretches of days with one name."""
    last = min(last, first + timedelta(days=LONGEST))
    found: list[tuple[date, date, str]] = []
    for day, name in _days(country, first, last):
        if found and found[-1][2] == name and (day - found[-1][1]).days == 1:
            found[-1] = (found[-1][0], day, name)
        else:
            found.append((day, day, name))
    return found


def _days(country: str, first: date, last: date) -> Iterator[tuple[date, str]]:
    for year in range(first.year, last.year + 1):
        for day, name in _of_year(country, year) if year in YEARS else ():
            if first <= day <= last:
                yield day, str(NAMES.get(name, name))


@lru_cache(maxsize=64)
def _of_year(country: str, year: int) -> tuple[tuple[date, str], ...]:
    """A year's holidays by day; of a country the library does not know, none. "(observed)": a day off instead."""
    try:
        known = country_holidays(country, years=year, language="en_US")
    except NotImplementedError:
        return ()
    return tuple((day, name.split(" (observed)")[0].split(" (substituted")[0].split("; ")[0]) for day, name in sorted(known.items()))
