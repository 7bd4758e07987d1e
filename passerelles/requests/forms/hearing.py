"""What is filled in when a coordinator notes what a host said elsewhere, and when they reply to a host's question."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from passerelles.requests.actions.hearing import Source
from passerelles.requests.terms import Means


class HeardForm(forms.Form):
    """An answer that came by telephone or by letter: who gave it, how, when."""

    accepts = forms.TypedChoiceField(
        label=gettext_lazy("Their answer"),
        choices=[("yes", pgettext_lazy("a host", "They receive")), ("no", pgettext_lazy("a host", "They cannot"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    said_by = forms.CharField(label=gettext_lazy("Who said it"), max_length=150, help_text=gettext_lazy("Name and function."))
    means = forms.ChoiceField(label=gettext_lazy("How"), choices=Means)
    on = forms.DateField(label=gettext_lazy("On which day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    words = forms.CharField(label=gettext_lazy("In their words"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is yet to come."))
        return self.cleaned_data["on"]

    def source(self) -> Source:
        said = self.cleaned_data
        return Source(said["said_by"], Means(said["means"]), said["on"])


class ReplyForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Your reply"), max_length=1000, widget=forms.Textarea({"rows": 4}))
