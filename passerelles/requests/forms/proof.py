"""What tells a person from a machine, without asking anybody else: a field that people do not see, and how long writing took."""

import time
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT = "requests.form"
QUICKEST = 3  # seconds: nobody reads eight sections faster
OLDEST = 24 * 3600


class ProofForm(forms.Form):
    """Stands beside the form itself. What it refuses is said, and what was written stays."""

    website = forms.CharField(label=gettext_lazy("Leave this field empty"), required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("website"):
            raise forms.ValidationError(
                _("A field that must stay empty was filled in, perhaps by your browser. It is empty again: please send once more.")
            )
        age = _age(said.get("stamp", ""))
        if age is None or age > OLDEST:
            raise forms.ValidationError(_("This page was opened too long ago. What you wrote is still here: please send it once more."))
        if age < QUICKEST:
            raise forms.ValidationError(_("That was very quick. Please look at your request once more, then send it."))
        return said

    def stamp_to_keep(self) -> str:
        """The stamp for the page: when it was opened first, as long as that holds; a correction begins no new count."""
        held = str(self.data.get("stamp", ""))
        age = _age(held)
        if age is None:
            return stamp()
        return held if age <= OLDEST else stamp(QUICKEST)


def stamp(ago: int = 0) -> str:
    """When the form was opened, some seconds ago, signed."""
    return signing.dumps(time.time() - ago, salt=SALT)


def _age(stamp: str) -> float | None:
    try:
        return time.time() - float(signing.loads(stamp, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
