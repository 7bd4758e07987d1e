"""Opening a visit: from a request, whose hosts are offered, or by hand."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from passerelles.common.sorting import in_order
from passerelles.common.words import plain
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.register.naming import authority_named, key_of_body
from passerelles.requests.describing import dates_of
from passerelles.requests.models import Request
from passerelles.requests.terms import SIZES
from passerelles.visits.actions.opening import sides_between
from passerelles.visits.framing import dated, frame_of, offered, receiving, span_of, what_is_asked
from passerelles.visits.models import Direction, Visit
from passerelles.visits.stages import VisitStage

YEARS = range(1970, 2100)


def check_year(said: date) -> None:
    """Refuse a year that was not typed to its end: nothing can be reckoned from the first days there are, nor from the last."""
    if said.year not in YEARS:
        raise forms.ValidationError(_("Please check the year: %(year)d."), "year", {"year": said.year})


def day(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[check_year], **kwargs)


class MoveForm(forms.Form):
    """Why a visit is moved, and the stage it was seen at."""

    words = forms.CharField(max_length=500, required=False)
    seen = forms.ChoiceField(choices=VisitStage.choices, required=False)


class DaysForm(forms.Form):
    """When it is, and who receives."""

    hosts = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Who receives"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One visit for all of them."),
    )
    starts = day(pgettext_lazy("the first day", "From"))
    ends = day(pgettext_lazy("the last day", "To"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


class RequestedForm(DaysForm):
    """The visit of a request: its hosts that accepted, and its days, those of the requests joined to it included."""

    def __init__(self, *args: Any, request: Request, **kwargs: Any):
        hosts, requests = receiving(request), dated(request)
        kwargs["initial"] = {"hosts": hosts, **span_of(requests)}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hosts"]
        field.queryset = hosts
        said = list(dict.fromkeys(dates_of(each) for each in requests))
        if len(said) > 1:
            self.fields["ends"].help_text = _("The requests say different days: %(days)s.") % {"days": " · ".join(said)}


class ChangeForm(DaysForm):
    """Other days, hosts or another number for a visit that has not taken place; to begin with, what stands, or what its request asks."""

    size = forms.IntegerField(label=gettext_lazy("How many people"), min_value=SIZES[0], max_value=SIZES[-1], required=False)
    words = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False)
    seen = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)

    field_order = ("starts", "ends", "hosts", "size", "words", "seen")

    def __init__(self, *args: Any, visit: Visit, as_asked: bool = False, **kwargs: Any):
        held = [host.organisation_id for host in visit.hosts.all()]
        kwargs["initial"] = {"hosts": held, "starts": visit.starts, "ends": visit.ends, "size": visit.size, "seen": frame_of(visit).mark}
        if as_asked and visit.request:
            kwargs["initial"] |= what_is_asked(visit.request)
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hosts"]
        field.queryset, self.held = offered(visit), held

    def clean_hosts(self) -> list[Organisation]:
        """Those who receive already in the order they stand in, the first of which leads; then who is added."""
        chosen: Any = self.cleaned_data["hosts"]
        return sorted(chosen, key=lambda host: self.held.index(host.pk) if host.pk in self.held else len(self.held))


class HandForm(DaysForm):
    """A visit that no request came before. Who travels is named: an authority where the name is one's, else a body of that name."""

    group = forms.ModelChoiceField(Group.objects.none(), label=gettext_lazy("Group"), empty_label=None)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices)
    visitor = forms.CharField(
        label=gettext_lazy("Who travels"),
        max_length=200,
        help_text=gettext_lazy("A city, a province, a region; or the name of another body."),
    )
    visitor_is = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Which one do you mean?"))
    other_host = forms.CharField(label=gettext_lazy("or another host, by its name"), max_length=200, required=False)
    other_host_is = forms.CharField(required=False, widget=forms.HiddenInput, label=gettext_lazy("Which one do you mean?"))
    size = forms.IntegerField(label=gettext_lazy("How many people"), min_value=SIZES[0], max_value=SIZES[-1], required=False)

    field_order = ("group", "direction", "visitor", "visitor_is", "hosts", "other_host", "other_host_is", "starts", "ends", "size")

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any):
        who = standing(user)
        members = Organisation.objects.filter(groups__in=who.brings).distinct()
        kwargs["initial"] = {"hosts": members.filter(pk__in=who.speaks_for)}
        super().__init__(*args, **kwargs)
        group, hosts = cast(Any, self.fields["group"]), cast(Any, self.fields["hosts"])
        group.queryset, hosts.queryset = Group.objects.filter(pk__in=who.brings), members
        homes = set(group.queryset.values_list("home", flat=True))
        named = in_order(members, lambda each: each.wording.text)
        hosts.choices = [(each.pk, each.wording.text) for each in sorted(named, key=lambda each: each.country not in homes)]
        hosts.required = False
        for name in ("visitor", "other_host"):
            self.fields[name].widget.attrs |= {"list": "places", "autocomplete": "off", "data-country": ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("group"):
            travels, receives = sides_between(cleaned["group"], cleaned.get("direction") or Direction.IN)
            self._settle("visitor", travels)
            self._settle("other_host", receives)
        if not cleaned.get("hosts") and not cleaned.get("other_host"):
            self.add_error("hosts", _("Somebody must receive it: say who."))
        return cleaned

    def _settle(self, name: str, country: str) -> None:
        """Find which authority a name is; where it is several, ask; else it is a body that is called so."""
        said = self.cleaned_data[name] = plain(self.cleaned_data.get(name) or "")
        chosen = self.cleaned_data.get(f"{name}_is") or ""
        found = authority_named(said, country=country) if said else None
        if found is None or not found.is_known:
            self.cleaned_data[f"{name}_is"] = key_of_body(said) if said else ""
            return
        offered = [*((each.key, each.label) for each in found.suggestions), (key_of_body(said), _("another body of this name"))]
        key = self.cleaned_data[f"{name}_is"] = chosen if chosen in dict(offered) else found.key
        if not key:
            self.fields[f"{name}_is"].widget = forms.RadioSelect(choices=offered)
            self.add_error(f"{name}_is", _("Several places are called so."))
