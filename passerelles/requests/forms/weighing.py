"""The weights of a group's suggestions, and its shares of the criteria, as forms; and the request on which they are tried."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.common.listing import in_a_row
from passerelles.common.words import wording
from passerelles.requests.criteria import with_shares
from passerelles.requests.criteria.table import MOST_SHARE
from passerelles.requests.describing import dates_of, title_of
from passerelles.requests.explaining import WEIGHED
from passerelles.requests.models import Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.shares import Criteria
from passerelles.requests.suggesting import Weights
from passerelles.requests.suggesting.weights import MOST, OWN

TITLES: Mapping[str, Promise] = {
    "reasons": _("What speaks for it"),
    "ties": _("A tie with the asker itself"),
    "against": _("What speaks against it"),
}
MOST_EXAMPLES = 50


class ExampleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django’s class takes its argument in stubs only
    def label_from_instance(self, obj: Any) -> str:
        return in_a_row([title_of(obj), dates_of(obj)])


def _example(examples: RequestQuerySet) -> ExampleField:
    shown = Request.objects.filter(pk__in=[each.pk for each in examples[:MOST_EXAMPLES]])
    choices = shown.select_related("asker").order_by("-pk")
    return ExampleField(choices, label=_("Tried on this request"), required=False, empty_label=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One weight: its field, what it is by default, and whether the group's is another."""

    field: forms.BoundField
    default: float
    is_own: bool


class WeightsForm(forms.Form):
    """One whole number for each weight (`reasons-near`); `changes` are all of them, by table and name."""

    def __init__(self, held: Weights, default: Weights, examples: RequestQuerySet, data: Any = None, first: Request | None = None):
        self.held, self.default = held, default
        super().__init__(data, initial={"example": first})
        for table in OWN:
            for name, worth in getattr(held, table).items():
                self.fields[f"{table}-{name}"] = self._field(table, name, worth)
        self.fields["example"] = _example(examples)

    def _field(self, table: str, name: str, worth: float) -> forms.IntegerField:
        return forms.IntegerField(label=str(WEIGHED[table, name]), min_value=0, max_value=MOST, initial=round(worth))

    def sections(self) -> Iterator[tuple[Promise, Sequence[Row]]]:
        for table, title in TITLES.items():
            yield title, [self._row(table, name) for name in getattr(self.held, table)]

    def _row(self, table: str, name: str) -> Row:
        worth, default = getattr(self.held, table)[name], getattr(self.default, table)[name]
        return Row(self[f"{table}-{name}"], default, worth != default)

    def changes(self) -> dict[str, dict[str, float]]:
        return {table: {name: self.cleaned_data[f"{table}-{name}"] for name in getattr(self.held, table)} for table in OWN}


class SharesForm(forms.Form):
    """One whole number for each criterion."""

    def __init__(self, held: Criteria, default: Criteria, examples: RequestQuerySet, data: Any = None, first: Request | None = None):
        self.held, self.default = held, default
        super().__init__(data, initial={"example": first})
        for each in held:
            label = wording(each.name).text
            self.fields[each.key] = forms.IntegerField(label=label, min_value=0, max_value=MOST_SHARE, initial=each.share)
        self.fields["example"] = _example(examples)

    def rows(self) -> list[Row]:
        pairs = zip(self.held, self.default, strict=True)
        return [Row(self[held.key], default.share, held.share != default.share) for held, default in pairs]

    def changes(self) -> dict[str, int]:
        return {each.key: self.cleaned_data[each.key] for each in self.held}

    def tried(self) -> Criteria:
        return with_shares(self.changes())
