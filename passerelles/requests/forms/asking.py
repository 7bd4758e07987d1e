"""The public form: who asks, for what, when, how many, where, who pays, through whom. Also what its asker completes later."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.sorting import in_order
from passerelles.common.words import plain, unmarked
from passerelles.people.models import Group
from passerelles.register.forms.naming import settle_name
from passerelles.register.properties.doing import country_name
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.actions.asking import Said
from passerelles.requests.models import Request
from passerelles.requests.terms import FARTHEST, LANGUAGES, SIZES, Dating, Payer

LONGEST_TEXT = 10_000
SECTIONS = (
    (gettext_lazy("Who asks"), ("asker_country", "asker_name", "place", "place_is", "is_authority")),
    (gettext_lazy("Whom we answer"), ("contact_name", "contact_email", "contact_phone")),
    (gettext_lazy("What for"), ("group", "kind", "purpose", "themes")),
    (gettext_lazy("When"), ("dating", "starts", "ends", "days")),
    (gettext_lazy("How many, and who"), ("size", "head_name", "head_rank", "composition", "languages", "needs_interpreter")),
    (gettext_lazy("Where to"), ("sites", "wished")),
    (gettext_lazy("Who pays"), ("payer", "payment")),
    (gettext_lazy("Through whom, and whom else you asked"), ("through", "approved_by", "others_asked")),
)
FOLDED = ("payer", "through")  # first fields of parts that many leave open
EMPTY = ("", None, Payer.UNKNOWN.value)
NEEDED = ("asker_name", "contact_name", "contact_email", "group", "kind", "purpose", "dating")
NEEDED_TO_KEEP = ("contact_email", "group")  # of a draft: to whom its link is sent
LINES = ("asker_name", "contact_name", "contact_phone", "head_name", "payment", "through", "approved_by")
TEXTS = ("purpose", "composition", "sites", "others_asked")
LABELS = {
    "group": gettext_lazy("Which network do you ask?"),
    "kind": gettext_lazy("What do you ask for?"),
    "asker_name": gettext_lazy("Name of your organisation"),
    "contact_name": gettext_lazy("Your name"),
    "contact_email": gettext_lazy("E-mail address"),
    "contact_phone": gettext_lazy("Telephone"),
    "purpose": gettext_lazy("Purpose: what you would like to see, to show, to discuss"),
    "dating": gettext_lazy("Dates"),
    "starts": gettext_lazy("First day"),
    "ends": gettext_lazy("Last day"),
    "days": gettext_lazy("How many days, between those two"),
    "head_name": gettext_lazy("Who leads the delegation"),
    "head_rank": gettext_lazy("Rank of whoever leads"),
    "composition": gettext_lazy("Who else comes"),
    "sites": gettext_lazy("Towns, places and services you would like to visit"),
    "needs_interpreter": gettext_lazy("We need an interpreter"),
    "payer": gettext_lazy("Who pays"),
    "payment": gettext_lazy("In your words"),
    "through": gettext_lazy("Who passed your request on"),
    "approved_by": gettext_lazy("Who approved the journey on your side"),
    "others_asked": gettext_lazy("Whom else you have asked"),
}
HELP = {
    "asker_name": gettext_lazy("As it is officially called, in your language."),
    "contact_email": gettext_lazy("We send you a link that confirms your request; it is shown to nobody outside the network."),
    "dating": gettext_lazy("Unless they are flexible, the first and the last day are needed as well."),
    "days": gettext_lazy("Only where your dates are open."),
    "others_asked": gettext_lazy("Other towns, other networks: it helps us answer with one voice, and counts against nobody."),
}
SHAPES = {"starts": "date", "ends": "date", "contact_phone": "tel"}
COMPLETED = {"contact_name": "name", "contact_phone": "tel", "asker_name": "organization", "contact_email": "email"}


class AskForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes its argument in stubs only
    """A request as its asker writes it; as a draft, nothing is asked for but an address."""

    asker_country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Your city, province or region"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("In characters, pinyin or French: 徐州, Xuzhou. We show you which place we understood."),
    )
    place_is = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Which one do you mean?"))
    is_authority = forms.BooleanField(
        label=gettext_lazy("We are the authority of this place itself: its government, its council, its foreign affairs office"),
        required=False,
    )
    themes = forms.MultipleChoiceField(label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    size = forms.IntegerField(label=gettext_lazy("Number of participants"), required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages you can work in"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Request
        fields = (
            *("group", "kind", "asker_name", "asker_country", "contact_name", "contact_email", "contact_phone", "purpose", "themes"),
            *("dating", "starts", "ends", "days", "size", "head_name", "head_rank", "composition", "sites", "languages"),
            *("needs_interpreter", "payer", "payment", "through", "approved_by", "others_asked"),
        )
        labels = LABELS
        help_texts = HELP

    needed: ClassVar[tuple[str, ...]] = NEEDED
    titles: ClassVar[Mapping[str, Any]] = {}  # of parts that are called otherwise, by their first fields

    def __init__(self, *args: Any, is_draft: bool = False, without: Iterable[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        needed = NEEDED_TO_KEEP if is_draft else self.needed
        for name, field in self.fields.items():
            field.required = name in needed
            if name in self.needed:
                field.label = f"{field.label} *"
            field.widget.attrs.pop("maxlength", None)  # too long is said, and nothing cut
        self.fields["themes"].choices = _themes()  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["asker_country"].choices = _countries()  # type: ignore[attr-defined]  # a ChoiceField
        if self.instance.pk is None:
            self.initial["asker_country"] = self.initial.get("asker_country") or _countries()[0][0]
        self._shape()
        self._offer_groups(Group.objects.from_the_top())
        for name in without:
            del self.fields[name]

    def _shape(self) -> None:
        for name, shape in SHAPES.items():
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d") if shape == "date" else forms.TextInput()
            self.fields[name].widget.input_type = shape
        for name, completed in COMPLETED.items():
            self.fields[name].widget.attrs["autocomplete"] = completed
        for name in TEXTS:
            self.fields[name].widget.attrs["rows"] = 6 if name == "purpose" else 3

    def _offer_groups(self, groups: Any) -> None:
        field: Any = self.fields["group"]
        field.queryset, field.empty_label = groups, None
        if len(groups) == 1:
            field.initial, field.widget = groups[0], forms.HiddenInput()

    @property
    def sections(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """The form in parts that each have a title; what is hidden goes with its part. Some are folded while nothing is in them."""
        for title, names in SECTIONS:
            fields = [self[name] for name in names if name in self.fields]
            if any(not field.is_hidden for field in fields):
                is_folded = names[0] in FOLDED and not any(field.errors or field.value() not in EMPTY for field in fields)
                yield str(self.titles.get(names[0], title)), fields, is_folded

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in (*LINES, *TEXTS):
            self._hold(name, said)
        self._check_size(said.get("size"))
        self._check_dates(said)
        if said.get("place"):
            unknown = _("We know no place of this name. Write its usual name, or leave this field empty.")
            settle_name(self, "place", country=said.get("asker_country") or "", unknown=unknown)
        return said

    def _hold(self, name: str, said: dict[str, Any]) -> None:
        """Keep what was written, as text: without characters that hide or turn what stands beside them."""
        if name not in said:
            return
        said[name] = plain(said[name]) if name in LINES else _text(said[name])
        if len(said[name]) > LONGEST_TEXT:
            self.add_error(name, _("Please write less than %(number)d characters here.") % {"number": LONGEST_TEXT})
        elif self.fields[name].required and not said[name]:
            self.add_error(name, self.fields[name].error_messages["required"])

    def _check_size(self, size: int | None) -> None:
        if size is not None and size not in SIZES:
            self.add_error(
                "size", _("A delegation has between %(least)d and %(most)d participants.") % {"least": SIZES[0], "most": SIZES[-1]}
            )

    def _check_dates(self, said: dict[str, Any]) -> None:
        starts, ends, today = said.get("starts"), said.get("ends"), timezone.localdate()
        for name, day in (("starts", starts), ("ends", ends)):
            if day and day < today:
                self.add_error(name, _("This day is over."))
            elif day and day > today + FARTHEST:
                self.add_error(name, _("This day is more than five years ahead."))
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day is before the first."))
        elif starts and ends and (said.get("days") or 0) > (ends - starts).days + 1:
            self.add_error("days", _("There are fewer days than that between your two dates."))
        self._check_dating(said.get("dating"), starts, ends, said.get("days"))

    def _check_dating(self, dating: str | None, starts: date | None, ends: date | None, days: int | None) -> None:
        if not self.fields["dating"].required or dating == Dating.FLEXIBLE:
            return
        wanted = {"starts": starts, "ends": ends} | ({"days": days} if dating == Dating.WINDOW else {})
        for name, value in wanted.items():
            if not value and name not in self.errors:
                self.add_error(name, _("Needed for these dates; or choose “flexible”."))

    def said(self) -> Said:
        """What was written, as columns; choices that a draft leaves open stay as they were."""
        columns = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        columns = {name: value for name, value in columns.items() if value or name not in ("kind", "dating", "head_rank", "payer")}
        return Said(columns, self.cleaned_data.get("place_is") or "", bool(self.cleaned_data.get("is_authority")))


def written(asked: Request) -> dict[str, Any]:
    """What a form shows of a request beyond its columns: the place by name."""
    place = asked.asker_place
    return {"place": str(place.wording) if place else "", "place_is": place.key if place else "", "is_authority": bool(asked.asker_id)}


def _text(words: str) -> str:
    return "\n".join(unmarked(line).rstrip() for line in words.splitlines()).strip()


def _themes() -> list[tuple[str, str]]:
    return in_order(((term, str(name)) for term, name in THEME_NAMES.items()), lambda pair: pair[1])


def _countries() -> list[tuple[str, str]]:
    """Partners' countries first: they ask most."""
    sides = Group.objects.sides()
    codes = dict.fromkeys([*(partner for _home, partner in sides), *(home for home, _partner in sides)])
    return [*((code, country_name(code)) for code in codes), ("", _("another country"))]
