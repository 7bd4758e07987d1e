"""How people, places, days and money of a visit are said in a language: the same on pages, prints and in calendars."""

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _

from passerelles.common.words import locale_of, tongue, wording
from passerelles.visits.models import Participant, Slot

HAN = re.compile(r"[\u3400-\u9fff]")


def weekday(day: date, lang: str | None = None) -> str:
    """A day with its weekday: "lundi 10 mai 2027", "2027年5月10日星期一"."""
    return str(format_date(day, "full", locale=locale_of(lang)))


def is_chinese(name: str) -> bool:
    return bool(HAN.search(name))


def name_in(person: Participant, lang: str) -> str:
    """The name of somebody as who reads a language can read it, whichever field it was written in; else the one there is.

    None once it is erased.
    """
    names = [name for name in (person.name, person.other_name) if name]
    fitting = [name for name in names if is_chinese(name) == (lang == "zh")]
    return next(iter(fitting or names), "")


def both_names(person: Participant, lang: str | None = None) -> str:
    """The names of somebody, first the one that who reads a language can read: "Wang Demo 王示范"; none once they are erased."""
    names = dict.fromkeys(filter(None, (person.name, person.other_name)))
    return " ".join(sorted(names, key=lambda name: is_chinese(name) != (tongue(lang) == "zh")))


def where_of(slot: Slot, lang: str) -> str:
    """Where something is, with its town unless it is said already: "Restaurant, Le Havre"; the wider first in Chinese."""
    where = slot.where.get(lang) or wording(slot.where, lang).text
    town = wording(slot.place.words, lang).text if slot.place else ""
    if not town or town in where:
        return where
    return " ".join(filter(None, [town, where])) if lang == "zh" else ", ".join(filter(None, [where, town]))


def said_amount(amount: Decimal, currency: str, lang: str | None = None) -> str:
    """An amount to the cent: "3 000,00 CNY", "129,75 €"."""
    return str(format_currency(amount, currency, locale=locale_of(tongue(lang))))


def said_hours(hours: Decimal, lang: str | None = None) -> str:
    """Hours of work, in no more figures than it takes: "7.5 h", "7小时"."""
    return _("%(hours)s h") % {"hours": format_decimal(hours, locale=locale_of(lang))}
