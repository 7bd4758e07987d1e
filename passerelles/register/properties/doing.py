"""The types of what is done, given and received: soils, budgets and who pays, roles, results, movements of the ledger."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django import forms
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.common.words import locale_of, tongue
from passerelles.register.properties.values import Canonical, Json, _partial, _text
from passerelles.register.terms import MEASURES, ROLES

CURRENCY = re.compile(r"[A-Z]{3}$")
MOST = 10**15  # more than any budget, and less than what a column holds


def country_of(raw: Json) -> str:
    """Return a country's code, or nothing. Raises ValueError."""
    code = str(raw or "").strip().upper()
    if code and (len(code) != 2 or code not in Locale.parse("en").territories):
        raise ValueError(_("“%(text)s” is no country's code") % {"text": code[:40]})
    return code


def country_name(code: str, lang: str | None = None) -> str:
    return str(locale_of(lang).territories.get(code, code))


def bounds(raw: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the least and the most that is said: both the same where a figure is exact, no most where it is "at least"; or neither."""
    low, high = (_whole(raw.get(name)) for name in ("low", "high"))
    if low is None and high is not None:
        low = 0
    if low is not None and high is not None and low > high:
        raise ValueError(_("the least is more than the most"))
    return low, high


def _whole(raw: Json) -> int | None:
    if raw in (None, ""):
        return None
    number = int(raw)
    if not 0 <= number <= MOST:
        raise ValueError(_("“%(text)s” is no amount") % {"text": str(raw)[:40]})
    return number


def said_bounds(low: int | None, high: int | None, unit: str = "", lang: str | None = None) -> str:
    """Return an interval in words: "40", "25–40", "at least 200"; an amount with its currency; nothing where no figure is known."""
    if low is None:
        return ""
    if high is None:
        return _("at least %(number)s") % {"number": _number(low, unit, tongue(lang))}
    if low == high:
        return _number(low, unit, tongue(lang))
    lang = tongue(lang)
    least, most = (_number(each, "", lang) for each in (low, high))
    return _number(high, unit, lang).replace(most, f"{least}–{most}")  # the currency stands where it stands beside one amount


@lru_cache(maxsize=4096)
def _number(number: int, unit: str, lang: str) -> str:
    """The same numbers stand in many cells, and writing one is not quick."""
    locale = locale_of(lang)
    if not unit:
        return str(format_decimal(number, locale=locale))
    whole = locale.currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(number, unit, format=whole, locale=locale, currency_digits=False))


def currency_of(raw: Json) -> str:
    code = str(raw or "EUR").strip().upper()
    if not CURRENCY.match(code):
        raise ValueError(_("“%(text)s” is no currency's code") % {"text": code[:40]})
    return code


def _date(raw: Json) -> str:
    return _partial(raw) if raw else ""


def _listed(*parts: str) -> str:
    return " · ".join(filter(None, parts))


class Doing(Canonical):
    """A value of several parts, whose form gives each part as the type's own name for it."""

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=1000)


@dataclass(frozen=True, slots=True)
class Soil(Canonical):
    """A country on whose soil something is done."""

    country: str

    @classmethod
    def parse(cls, raw: Json) -> "Soil":
        code = country_of(raw)
        if not code:
            raise ValueError(_("a country is needed"))
        return cls(code)

    def label(self, lang: str | None = None) -> str:
        return country_name(self.country, lang)

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=2)


@dataclass(frozen=True, slots=True)
class Budget(Doing):
    """What a project costs, whole or on one soil, in whole units of a currency."""

    low: int
    high: int | None = None
    currency: str = "EUR"
    soil: str = ""
    date: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Budget":
        low, high = bounds(raw)
        if low is None:
            raise ValueError(_("an amount is needed"))
        return cls(low, high, currency_of(raw.get("currency")), country_of(raw.get("soil")), _date(raw.get("date")))

    def label(self, lang: str | None = None) -> str:
        where = country_name(self.soil, lang) if self.soil else ""
        return _listed(said_bounds(self.low, self.high, self.currency, lang), where, said_date(self.date, lang) if self.date else "")


@dataclass(frozen=True, slots=True)
class Funding(Doing):
    """Who pays for a project, and how much where that is known: part of its budget, never added to it."""

    by: str
    low: int | None = None
    high: int | None = None
    currency: str = "EUR"

    @classmethod
    def parse(cls, raw: Json) -> "Funding":
        low, high = bounds(raw)
        return cls(_text(raw.get("by"), 300), low, high, currency_of(raw.get("currency")))

    def label(self, lang: str | None = None) -> str:
        return _listed(self.by, said_bounds(self.low, self.high, self.currency, lang))


@dataclass(frozen=True, slots=True)
class Part(Doing):
    """A partner of a project and what it does there."""

    name: str
    role: str = "partner"

    @classmethod
    def parse(cls, raw: Json) -> "Part":
        role = raw.get("role") or "partner"
        if role not in ROLES:
            raise ValueError(_("“%(text)s” is none of: %(terms)s") % {"text": str(role)[:40], "terms": listed(ROLES)})
        return cls(_text(raw.get("name"), 300), role)

    def label(self, lang: str | None = None) -> str:
        return _listed(self.name, str(ROLES[self.role]))


@dataclass(frozen=True, slots=True)
class Result(Doing):
    """Something that was brought about, where and when."""

    what: str
    soil: str = ""
    date: str = ""
    lang: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Result":
        return cls(_text(raw.get("what")), country_of(raw.get("soil")), _date(raw.get("date")), str(raw.get("lang") or ""))

    def label(self, lang: str | None = None) -> str:
        where = country_name(self.soil, lang) if self.soil else ""
        return _listed(self.what, where, said_date(self.date, lang) if self.date else "")


@dataclass(frozen=True, slots=True)
class Movement(Doing):
    """An entry of the reciprocity ledger: how much of what, on whose soil, when. A mission is on the soil it goes to."""

    measure: str
    low: int | None = None
    high: int | None = None
    unit: str = ""  # of money, its currency
    soil: str = ""
    date: str = ""
    what: str = ""
    lang: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Movement":
        measure = raw.get("measure")
        if measure not in MEASURES:
            raise ValueError(_("“%(text)s” is none of: %(terms)s") % {"text": str(measure)[:40], "terms": listed(MEASURES)})
        low, high = bounds(raw)
        what = _text(raw["what"], 500) if raw.get("what") else ""
        if low is None and not what:
            raise ValueError(_("give a figure, or say in words what is known without one"))
        unit = currency_of(raw.get("unit")) if measure == "money" else ""
        return cls(measure, low, high, unit, country_of(raw.get("soil")), _date(raw.get("date")), what, str(raw.get("lang") or ""))

    def label(self, lang: str | None = None) -> str:
        figure = said_bounds(self.low, self.high, self.unit, lang) or _("no figure")
        where = country_name(self.soil, lang) if self.soil else ""
        said = _("%(what)s: %(value)s") % {"what": MEASURES[self.measure], "value": figure}
        return _listed(said, where, said_date(self.date, lang) if self.date else "", self.what)
