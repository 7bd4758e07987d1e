"""What a coordinator says when opening a campaign."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.people.models import Group


class CampaignForm(forms.Form):
    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), empty_label=None)
    until = forms.DateField(label=_("Answers are welcome until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, coordinates: frozenset[int], *args: Any, **kwargs: Any):
        kwargs.setdefault("initial", {"until": timezone.localdate() + timedelta(days=45)})
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["group"]
        groups.queryset = Group.objects.filter(pk__in=coordinates).order_by("slug")
