"""What officers fill in. A form turns strings into an identity and values; it never saves and never asks who may."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.sorting import in_order
from passerelles.common.words import plain, tongue
from passerelles.library.actions import masked
from passerelles.people.models import Group, Organisation
from passerelles.register import keys
from passerelles.register.actions import Identity, masked_value
from passerelles.register.forms import doing
from passerelles.register.forms.judging import fields_of, place_key
from passerelles.register.forms.naming import settle_name
from passerelles.register.models import EntryKind
from passerelles.register.naming import authority_named, imagined, organisation_of
from passerelles.register.properties import BY_NAME, Property, Value
from passerelles.register.properties.values import Agreement, Count, Day, Label, Milestone, Text, Where, Wish, invalid
from passerelles.register.terms import LIFE, MILESTONE_STATES, THEME_NAMES, TIES

Fact = tuple[str, Value]
PARTIAL = gettext_lazy("A year, a month (2024-03) or a day (2024-03-19).")


class NamingForm(forms.Form):
    """A form in which a place is named: where the name is not certain, it asks again with suggestions to choose from."""

    named: tuple[str, ...] = ()  # fields that hold a name; what was chosen for it is in a field of that name and "_is"

    def __init__(self, *args: Any, organisation: Organisation, group: Group, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.organisation, self.group = organisation, group
        for name in self.named:
            self.fields[f"{name}_is"] = forms.CharField(required=False, widget=forms.HiddenInput, label=_("Which one do you mean?"))
            self.order_fields(
                [each for field in list(self.fields) for each in ([field, f"{field}_is"] if field in self.named else [field])]
            )
            self.fields[name].widget.attrs |= {"list": "places", "autocomplete": "off", "data-country": self.other_country}

    @property
    def other_country(self) -> str:
        """The country of the other side."""
        return self.group.partner if self.organisation.country == self.group.home else self.group.home

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("name", "description", "wants"):
            if cleaned.get(name):  # before it becomes a key, a sentence or a value
                cleaned[name] = masked(plain(cleaned[name]), tongue())
                if not cleaned[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        for name in self.named:
            if cleaned.get(name):
                unknown = _("No place of the partner's country is called so. Write its usual name in French, Chinese or pinyin.")
                settle_name(self, name, country=self.other_country, unknown=unknown)
        return cleaned

    def place(self, name: str) -> Organisation:
        """The authority that was named."""
        return organisation_of(self.cleaned_data[f"{name}_is"])

    def place_name(self, name: str) -> str:
        return str(imagined(self.cleaned_data[f"{name}_is"]).wording)

    def said(self) -> list[Fact]:
        """Return what was filled in, as values."""
        raise NotImplementedError

    def identity(self) -> Identity:
        """Return which entry it is about; places named are written as organisations now."""
        raise NotImplementedError

    def entry_name(self) -> str:
        """Return what the entry is called in the sentences, before it exists."""
        raise NotImplementedError

    def _values(self, *names: str) -> list[Fact]:
        filled = [(name, self.cleaned_data.get(name)) for name in names]
        return [(name, BY_NAME[name].parse(raw)) for name, raw in filled if raw]

    def _texts(self, *names: str) -> list[Fact]:
        filled = [(name, self.cleaned_data.get(name)) for name in names]
        return [(name, BY_NAME[name].parse({"text": raw, "lang": tongue()})) for name, raw in filled if raw]

    def _themes(self) -> list[Fact]:
        return [("theme", BY_NAME["theme"].parse(term)) for term in self.cleaned_data.get("theme", ())]


def _since() -> forms.Field:
    return forms.IntegerField(label=gettext_lazy("Since which year?"), min_value=1800, max_value=2100, required=False)


def _themes() -> forms.Field:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), choices=_named_themes, widget=forms.CheckboxSelectMultiple, required=False
    )


def _named_themes() -> list[tuple[str, str]]:
    """Asked for at each form: the order is that of the visitor's language."""
    return in_order(((term, str(name)) for term, name in THEME_NAMES.items()), lambda pair: pair[1])


def _words(label: Any, **how: Any) -> forms.Field:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **how)


class PartnershipForm(NamingForm):
    """A tie of one's organisation with an authority of the other country."""

    named = ("partner",)
    partner = forms.CharField(
        label=gettext_lazy("With which authority?"), max_length=120, help_text=gettext_lazy("A city, a province, a région…")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What ties you?"), choices=list(TIES.items()))
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=list(LIFE.items()), initial="active")
    since = _since()
    theme = _themes()

    def identity(self) -> Identity:
        pair = [self.organisation, self.place("partner")]
        if self.organisation.country != self.group.home:
            pair.reverse()
        return Identity(EntryKind.PARTNERSHIP, keys.partnership(*pair), pair)

    def entry_name(self) -> str:
        pair = [str(self.organisation), str(self.place_name("partner"))]
        return " – ".join(pair if self.organisation.country == self.group.home else pair[::-1])

    def said(self) -> list[Fact]:
        return [*self._values("kind", "state", "since"), *self._themes()]


class ProjectForm(NamingForm):
    """An action with an authority of the other country: its title and period."""

    named = ("partner",)
    name = forms.CharField(label=gettext_lazy("Title of the project"), max_length=300)
    partner = forms.CharField(label=gettext_lazy("With which authority?"), max_length=120)
    since = _since()
    until = forms.CharField(label=gettext_lazy("Until"), max_length=10, required=False, help_text=PARTIAL)
    theme = _themes()
    description = _words(gettext_lazy("In a few words"), required=False)

    def clean_until(self) -> str:
        return _partial(self.cleaned_data["until"])

    def identity(self) -> Identity:
        parties = [self.organisation, self.place("partner")]
        title = self.cleaned_data["name"]
        return Identity(EntryKind.PROJECT, keys.project(title, parties), parties, {tongue(): title})

    def entry_name(self) -> str:
        return str(self.cleaned_data["name"])

    def said(self) -> list[Fact]:
        return [*self._texts("name"), *self._values("since", "until"), *self._themes(), *self._texts("description")]


class OfficeForm(NamingForm):
    """A representation office in the other country."""

    named = ("city",)
    city = forms.CharField(label=gettext_lazy("In which city?"), max_length=120)
    since = _since()

    def identity(self) -> Identity:
        where = self.cleaned_data["city_is"]
        return Identity(EntryKind.OFFICE, keys.office(self.organisation, where), [self.organisation])

    def entry_name(self) -> str:
        return _("office of %(owner)s in %(place)s") % {"owner": self.organisation, "place": self.place_name("city")}

    def said(self) -> list[Fact]:
        where = BY_NAME["place"].parse(self.cleaned_data["city_is"])
        return [("state", BY_NAME["state"].parse("active")), ("place", where), *self._values("since")]


class PracticeForm(NamingForm):
    """A good practice or an expertise of one's organisation."""

    name = forms.CharField(label=gettext_lazy("Name of the practice or expertise"), max_length=200)
    since = _since()
    theme = _themes()
    description = _words(gettext_lazy("In a few words"), required=False)

    def identity(self) -> Identity:
        name = self.cleaned_data["name"]
        return Identity(EntryKind.PRACTICE, keys.practice(self.organisation, name), [self.organisation], {tongue(): name})

    def entry_name(self) -> str:
        return str(self.cleaned_data["name"])

    def said(self) -> list[Fact]:
        return [*self._texts("name"), *self._values("since"), *self._themes(), *self._texts("description")]


class WishForm(NamingForm):
    """What one's organisation looks for."""

    named = ("where",)
    wants = _words(gettext_lazy("What do you look for?"))
    where = forms.CharField(label=gettext_lazy("Where? (if it matters)"), max_length=120, required=False)

    def identity(self) -> Identity:
        return Identity(EntryKind.NETWORK, keys.network(self.organisation), [self.organisation])

    def entry_name(self) -> str:
        return str(self.organisation)

    def said(self) -> list[Fact]:
        return [("wish", BY_NAME["wish"].parse({"wants": self.cleaned_data["wants"], "place": self.cleaned_data.get("where_is") or ""}))]


ADDING: dict[str, type[NamingForm]] = {
    "partnership": PartnershipForm,
    "project": ProjectForm,
    "office": OfficeForm,
    "practice": PracticeForm,
    "wish": WishForm,
}


class AmendForm(forms.Form):
    """One property of an entry: the field its type gives, or several for a milestone or an agreement."""

    def __init__(self, definition: Property, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields |= FIELDS_OF.get(definition.name, lambda: _of_type(definition))()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                cleaned["said"] = masked_value(self._value(cleaned), tongue())
            except ValueError as error:
                raise invalid(error) from error
        return cleaned

    def _value(self, cleaned: dict[str, Any]) -> Value:
        if self.definition.name in doing.FIELDS and "value" not in cleaned:
            return self.definition.parse(doing.whole(cleaned))
        if self.definition.type is Milestone:
            return self.definition.parse({**cleaned, "lang": tongue()})
        if self.definition.type is Agreement:
            return self.definition.parse({**cleaned, "signatories": _lines(cleaned.get("signatories", ""))})
        if self.definition.type is Where:
            return self.definition.parse(authority_named(cleaned["place"]).key or place_key(cleaned["place"]))
        if self.definition.type is Text:
            return self.definition.parse({"text": cleaned["value"], "lang": tongue()})
        return self.definition.parse(cleaned.get("value", cleaned))

    def said(self) -> Value:
        """Return the value that was filled in."""
        value: Value = self.cleaned_data["said"]
        return value


def _of_type(definition: Property) -> dict[str, forms.Field]:
    if definition.type in (Label, Wish, Count, Where):
        return fields_of(definition.type)
    field: forms.Field = definition.type.field()
    field.label = str(definition.title)
    return {"value": field}


def _milestone() -> dict[str, forms.Field]:
    return {
        "what": forms.CharField(label=_("What happened, or is to happen?"), max_length=500),
        "date": forms.CharField(label=_("When?"), max_length=10, required=False, help_text=PARTIAL),
        "state": forms.ChoiceField(label=_("State"), choices=list(MILESTONE_STATES.items()), initial="done"),
    }


def _agreement() -> dict[str, forms.Field]:
    return {
        "title": forms.CharField(label=_("Title of the agreement"), max_length=300),
        "signed": forms.CharField(label=_("Signed on"), max_length=10, required=False, help_text=PARTIAL),
        "until": forms.CharField(label=_("Valid until"), max_length=10, required=False, help_text=PARTIAL),
        "signatories": _words(_("Signatories, one a line"), required=False),
        "resolution": forms.CharField(label=_("Council resolution (number, date)"), max_length=200, required=False),
    }


FIELDS_OF = {"milestone": _milestone, "agreement": _agreement, **doing.FIELDS}


class TextsForm(forms.Form):
    """The signed text of an agreement in each language: files, asked for when the sentence is already known."""

    def __init__(self, languages: Sequence[tuple[str, str]], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for code, name in languages:
            label = _("Signed text: %(language)s") % {"language": name}
            self.fields[tongue(code)] = forms.FileField(label=label, required=False)


class ContestForm(forms.Form):
    """What is wrong with a fact, in the officer's own words."""

    words = _words(gettext_lazy("What is wrong?"))


def _beside(names: Iterable[str], name: str) -> list[str]:
    """The fields in order, with what was chosen for a name right below it."""
    others = [each for each in names if each != f"{name}_is"]
    return [*others[: others.index(name) + 1], f"{name}_is", *others[others.index(name) + 1 :]]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _partial(text: str) -> str:
    try:
        return Day.parse(text).date if text else ""
    except ValueError as error:
        raise invalid(error) from error
