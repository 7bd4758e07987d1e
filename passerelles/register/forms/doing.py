"""The fields of what is done, given and received, for the form that declares one property of an entry."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.words import tongue
from passerelles.people.models import Group
from passerelles.register.properties.doing import MOST, country_name
from passerelles.register.terms import MEASURES, ROLES

CURRENCIES = ("EUR", "CNY", "USD")
PARTIAL = gettext_lazy("A year, a month (2024-03) or a day (2024-03-19).")
Fields = dict[str, forms.Field]


def soils() -> list[tuple[str, str]]:
    """The countries of all groups, by name in the visitor's language."""
    codes = {code for pair in Group.objects.values_list("home", "partner") for code in pair}
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def _soil(label: Any = None, *, required: bool = False) -> forms.Field:
    nowhere = [] if required else [("", _("not said"))]
    return forms.ChoiceField(label=label or _("On whose soil?"), choices=[*nowhere, *soils()], required=required)


def _bounds(*, required: bool = False) -> Fields:
    """Least and most: one figure in the first is an exact one; "at least" leaves the second empty and says so."""
    least = _("Leave it empty where no figure is known.") if not required else ""
    return {
        "low": forms.IntegerField(label=_("How many, at least?"), min_value=0, max_value=MOST, required=required, help_text=least),
        "high": forms.IntegerField(
            label=_("How many, at most?"),
            min_value=0,
            max_value=MOST,
            required=False,
            help_text=_("Leave it empty where the first figure is exact."),
        ),
        "open": forms.BooleanField(label=_("There may be more: nobody knows how many"), required=False),
    }


def _date() -> forms.Field:
    return forms.CharField(label=_("When?"), max_length=10, required=False, help_text=PARTIAL)


def _currency(label: Any = None) -> forms.Field:
    return forms.ChoiceField(label=label or _("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)


def movement() -> Fields:
    return {
        "measure": forms.ChoiceField(label=_("What is counted?"), choices=list(MEASURES.items())),
        "soil": _soil(),
        **_bounds(),
        "unit": _currency(_("Currency, of money")),
        "date": _date(),
        "what": forms.CharField(label=_("In a few words"), max_length=500, required=False),
    }


def budget() -> Fields:
    return {**_bounds(required=True), "currency": _currency(), "soil": _soil(_("Spent on whose soil?")), "date": _date()}


def funding() -> Fields:
    return {"by": forms.CharField(label=_("Who pays?"), max_length=300), **_bounds(), "currency": _currency()}


def part() -> Fields:
    return {
        "name": forms.CharField(label=_("Name of the partner"), max_length=300),
        "role": forms.ChoiceField(label=_("What does it do?"), choices=list(ROLES.items()), initial="partner"),
    }


def result() -> Fields:
    return {
        "what": forms.CharField(label=_("What was brought about?"), max_length=500),
        "soil": _soil(),
        "date": _date(),
    }


def soil() -> Fields:
    return {"value": _soil(required=True)}


FIELDS: dict[str, Callable[[], Fields]] = {
    "movement": movement,
    "budget": budget,
    "funding": funding,
    "part": part,
    "result": result,
    "soil": soil,
}


def whole(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was filled in as the types parse it: one figure alone is both the least and the most."""
    raw = {"lang": tongue(), **cleaned}
    if raw.get("high") is None and not raw.get("open"):
        raw["high"] = raw.get("low")
    elif raw.get("open"):
        raw["high"] = None
    return raw
