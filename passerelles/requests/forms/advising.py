"""What is filled in to ask an opinion, and to give one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.people.models import Organisation
from passerelles.requests.models import OpinionState

MOST = 4000  # characters of an opinion


class AskOpinionForm(forms.Form):
    of = forms.ModelChoiceField(Organisation.objects.none(), label=_("Of whom"))
    question = forms.CharField(label=_("What you ask"), max_length=500, required=False)
    due = forms.DateField(label=_("Answer wished for by"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        advisers = Organisation.objects.exclude(kind="authority") | Organisation.objects.filter(memberships__isnull=False)
        self.fields["of"].queryset = advisers.distinct().order_by("key")  # type: ignore[attr-defined]  # it is a ModelChoiceField


class GiveOpinionForm(forms.Form):
    state = forms.TypedChoiceField(
        label=_("Your opinion"),
        choices=[(state.value, state.label) for state in OpinionState if state != OpinionState.ASKED],
        coerce=OpinionState,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In your words"), max_length=MOST, required=False, widget=forms.Textarea({"rows": 5}))
