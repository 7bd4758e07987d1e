"""A photograph of a visit: what it shows, and what lets others see it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.visits.forms.opening import day
from passerelles.visits.forms.programme import text
from passerelles.visits.forms.words import WordsField
from passerelles.visits.models import Licence, People, Photograph, Shown, lacking

LACKING = {
    "taken_by": _("Others see it once it is said who took it."),
    "agreement": _("Others see it once it is said who agreed to it."),
    "licence": _("Everybody sees it once it has a licence."),
    "people": _("Others see it once nobody can be recognised, or those who can have agreed."),
}


class SayingForm(forms.Form):
    """What is said of a photograph that is here already."""

    caption = WordsField(label=_("What it shows"), required=False, longest=300)
    taken_by = text(_("Who took it"), 150)
    taken_on = day(_("Taken on"), required=False)
    people = forms.ChoiceField(label=_("People on it"), choices=People.choices, required=False)
    agreement = text(_("Whose agreement there is"), 300, _("Of the photographer and of those on it: who, and how it was given."))
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices, required=False)
    shown = forms.ChoiceField(label=_("Who may see it"), choices=Shown.choices, initial=Shown.VISIT)

    def __init__(self, *args: Any, photograph: Photograph | None = None, **kwargs: Any):
        if photograph:
            kwargs["initial"] = {name: getattr(photograph, name) for name in SayingForm.base_fields}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "shown" in cleaned:
            for name in lacking(cleaned):
                self.add_error(name, LACKING[name])
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SayingForm.base_fields}


class PhotographForm(SayingForm):
    """A photograph that is brought."""

    file = forms.FileField(
        label=_("Photograph"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, up to 20 MB. It is made anew: where and with what it was taken is not kept."),
    )

    field_order = ("file", *SayingForm.base_fields)
