"""What a coordinator types at the desk: a right value by its property's type, the right pair, an answer."""

from collections.abc import Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.listing import listed
from passerelles.people.models import Group, Organisation
from passerelles.places.actions import gazetteer
from passerelles.reading.gazetteer import Place as Unit
from passerelles.register.actions import places_meant
from passerelles.register.forms import doing
from passerelles.register.models import Claim, Entry
from passerelles.register.properties import BY_NAME
from passerelles.register.properties.values import Agreement, Count, Label, Milestone, Text, Value, Where, Wish
from passerelles.register.terms import HEDGES, MILESTONE_STATES, WHATS


def words(label: Any) -> forms.Field:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def partial_date(label: Any) -> forms.Field:
    return forms.CharField(label=label, max_length=10, required=False, help_text=gettext_lazy("2024, 2024-03 or 2024-03-19."))


def one_of(terms: Mapping[str, Any], label: Any, *, required: bool = True) -> forms.Field:
    choices = [*([] if required else [("", "—")]), *terms.items()]
    return forms.ChoiceField(label=label, choices=choices, required=required)


def fields_of(type_: Any) -> dict[str, forms.Field]:
    """The fields that make a value of several parts; None of them is saved here."""
    made = FIELDS.get(type_)
    return made() if made else {}


FIELDS: dict[Any, Any] = {
    Text: lambda: {"text": words(_("Words"))},
    Milestone: lambda: {
        "what": words(_("What")),
        "date": partial_date(_("Date")),
        "state": one_of(MILESTONE_STATES, _("State")),
    },
    Count: lambda: {
        "number": forms.IntegerField(label=_("How many"), min_value=0),
        "what": one_of(WHATS, _("Of what")),
        "hedge": one_of(HEDGES, _("How exact"), required=False),
        "side": forms.CharField(label=_("Of which country"), max_length=20, required=False),
        "as_of": partial_date(_("As of")),
    },
    Agreement: lambda: {
        "title": forms.CharField(label=_("Title"), max_length=300),
        "signed": partial_date(_("Signed")),
        "until": partial_date(_("Valid until")),
        "resolution": forms.CharField(label=_("Council resolution"), max_length=200, required=False),
    },
    Label: lambda: {
        "name": forms.CharField(label=_("Label"), max_length=300),
        "by": forms.CharField(label=_("Given by"), max_length=200, required=False),
        "year": forms.CharField(label=_("Year"), max_length=4, required=False),
    },
    Wish: lambda: {"wants": words(_("Looks for"))},
    Where: lambda: {"place": forms.CharField(label=_("Place"), max_length=120)},
    **{BY_NAME[name].type: fields for name, fields in doing.FIELDS.items() if name != "soil"},
}


class CorrectionForm(forms.Form):
    """The right value of a claim. `value` is it, once the form is valid."""

    value: Value

    def __init__(self, data: Any, claim: Claim):
        self.claim = claim
        held = claim.value
        super().__init__(data, initial=self._initial(held))
        self.fields.update(fields_of(type(held)) or {"value": claim.definition.type.field()})
        if "value" in self.fields:
            self.fields["value"].label = claim.definition.title
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    @staticmethod
    def _initial(held: Any) -> dict[str, Any]:
        if isinstance(held, Where):
            return {"place": held.label()}
        values = asdict(held)
        is_open = values.get("low") is not None and values.get("high") is None
        return values | {"value": next(iter(values.values())), "open": is_open}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.value = self.claim.definition.parse(self._raw(cleaned))
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned

    def _raw(self, cleaned: dict[str, Any]) -> Any:
        if "value" in cleaned:
            return cleaned["value"]
        if "place" in cleaned:
            return place_key(cleaned["place"], self.claim.value)  # type: ignore[arg-type]  # only a Where is asked by its place
        if self.claim.name in doing.FIELDS:
            return doing.whole(asdict(self.claim.value) | cleaned)  # type: ignore[call-overload]  # as below
        return asdict(self.claim.value) | cleaned  # type: ignore[call-overload]  # every value is a dataclass; what is not asked stays


def place_key(words: str, was: Where | None = None) -> str:
    """The key of the one place of a name, in any of the network's countries; of several, the one of the level it was read at."""
    countries = dict.fromkeys(chain.from_iterable(Group.objects.sides()))
    found = [unit for country in countries for unit in places_meant(words, country=country)]
    alike = [unit for unit in found if was and was.key.startswith(f"{unit.country}/{unit.level}/")] or found
    if len(alike) != 1:
        raise ValueError(_none_or_many(words, alike))
    return alike[0].key


def _none_or_many(words: str, found: list[Unit]) -> str:
    if not found:
        return _("No territory is known as “%(words)s”.") % {"words": words}
    names = listed(named(unit) for unit in found[:6])
    return _("Several territories are called so: %(names)s. Which one?") % {"names": names}


def named(unit: Unit) -> str:
    """A place with what it lies in, as `places_meant` understands it again."""
    above = [gazetteer().place(key).name for key in unit.parents]
    return f"{unit.name} ({above[-1]})" if above else unit.name


def form_for(claim: Claim, data: Any) -> CorrectionForm:
    return CorrectionForm(data, claim)


class PairForm(forms.Form):
    """The right pair: each side as it was, or another place by its name. `pair` is it, once the form is valid."""

    home = forms.CharField(label=gettext_lazy("First party"), max_length=200)
    partner = forms.CharField(label=gettext_lazy("Second party"), max_length=200)

    def __init__(self, data: Any, *, entry: Entry):
        self.parties = [party.organisation for party in entry.parties.select_related("organisation__place").order_by("position")]
        super().__init__(data, initial=dict(zip(("home", "partner"), map(str, self.parties), strict=False)))
        for name, party in zip(("home", "partner"), self.parties, strict=False):
            self.fields[name].widget.attrs |= {"list": f"near-{name}", "autocomplete": "off"}
            self.fields[name].near = _near(party)  # type: ignore[attr-defined]  # shown as a list of suggestions
        self.fields["partner"].widget.attrs["autofocus"] = True

    @property
    def pair(self) -> tuple[Organisation | Unit, Organisation | Unit]:
        return self.cleaned_data["home"], self.cleaned_data["partner"]

    def clean_home(self) -> Organisation | Unit:
        return self._meant("home", 0)

    def clean_partner(self) -> Organisation | Unit:
        return self._meant("partner", 1)

    def _meant(self, name: str, position: int) -> Organisation | Unit:
        words, party = self.cleaned_data[name], self.parties[position]
        if words == str(party):
            return party
        found = list(places_meant(words, country=party.country or Group.objects.sides()[0][position]))
        alike = [unit for unit in found if party.place and unit.level == party.place.level] or found
        if len(alike) != 1:
            raise forms.ValidationError(_none_or_many(words, alike))
        return alike[0]


def _near(party: Organisation) -> list[str]:
    """Names that are easily taken for a party's: Luoyang for Liaoyang."""
    place = party.place
    if place is None:
        return []
    close = gazetteer().similar(place.name, country=place.country, limit=24)
    return [named(each.place) for each in close if each.place.level == place.level and each.place.key != place.key][:8]


class AnswerForm(forms.Form):
    """An answer to a doubt: a suggestion's button, or own words; `is_aside` sets it aside."""

    suggestion = forms.CharField(max_length=600, required=False)
    words = forms.CharField(max_length=500, required=False)
    aside = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["answer"] = cleaned.get("suggestion") or cleaned.get("words") or ""
        return cleaned
