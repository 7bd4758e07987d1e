"""What an officer fills in about their organisation's capacity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.requests.actions.capacity import MOST
from passerelles.requests.models import Per


class Day(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CapacityForm(forms.Form):
    number = forms.IntegerField(label=_("Receptions that can be taken"), min_value=0, max_value=MOST)
    per = forms.ChoiceField(label=_("Period"), choices=Per.choices)
    since = Day(label=_("From the day"))
    until = Day(label=_("Until the day"), required=False, help_text=_("Empty: until you say otherwise."))
    departments = forms.CharField(label=_("Departments that receive"), max_length=300, required=False)


class ClosedForm(forms.Form):
    starts = Day(label=_("First day"))
    ends = Day(label=_("Last day"))
    why = forms.CharField(label=_("Why"), max_length=200, required=False, help_text=_("Members of your groups read it."))


FORMS: dict[str, Any] = {"capacity": CapacityForm, "closed": ClosedForm}
