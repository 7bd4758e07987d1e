"""Opening a visit: from a request, whose hosts are offered, or by hand."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import plain
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState
from passerelles.requests.terms import SIZES
from passerelles.visits.actions import Travelling
from passerelles.visits.models import Direction
from passerelles.visits.stages import VisitStage


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class MoveForm(forms.Form):
    """Why a visit is moved, and the stage it was seen at."""

    words = forms.CharField(max_length=500, required=False)
    seen = forms.ChoiceField(choices=VisitStage.choices, required=False)


class DaysForm(forms.Form):
    """When it is, and who receives."""

    hosts = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Who receives"), widget=forms.CheckboxSelectMultiple, help_text=_("One visit for all of them.")
    )
    starts = day(_("From"))
    ends = day(_("To"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


class RequestedForm(DaysForm):
    """The visit of a request: its hosts that accepted, those of the requests joined to it included."""

    travelling = None

    def __init__(self, *args: Any, request: Request, **kwargs: Any):
        accepted = Q(asked__state=HostState.ACCEPTED) & (Q(asked__request=request) | Q(asked__request__joined_to=request))
        hosts = Organisation.objects.filter(accepted).distinct().order_by("key")
        kwargs["initial"] = {"hosts": hosts, "starts": request.starts, "ends": request.ends}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hosts"]
        field.queryset = hosts


class HandForm(DaysForm):
    """A visit that no request came before."""

    group = forms.ModelChoiceField(Group.objects.none(), label=_("Group"), empty_label=None)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    visitor = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who travels"), required=False)
    visitor_name = forms.CharField(label=_("or its name, where it is not in the list"), max_length=250, required=False)
    size = forms.IntegerField(label=_("How many people"), min_value=SIZES[0], max_value=SIZES[-1], required=False)

    field_order = ("group", "direction", "visitor", "visitor_name", "hosts", "starts", "ends", "size")

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups = standing(user).brings
        known = Organisation.objects.filter(Q(groups__in=groups) | Q(parties__entry__group__in=groups)).distinct().order_by("key")
        for name, rows in (("group", Group.objects.filter(pk__in=groups)), ("visitor", known), ("hosts", known)):
            field: Any = self.fields[name]
            field.queryset = rows

    def clean_visitor_name(self) -> str:
        return plain(self.cleaned_data["visitor_name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("visitor") and not cleaned.get("visitor_name"):
            self.add_error("visitor", _("Say who travels."))
        return cleaned

    @property
    def travelling(self) -> Travelling:
        said = self.cleaned_data
        return Travelling(said["group"], said["visitor"], said["visitor_name"], said["direction"], said["size"])
