"""A paper of a visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.requests.files import FORMATS, said_formats
from passerelles.visits.models import PaperKind, Readers
from passerelles.visits.rights import Act


class PaperForm(forms.Form):
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in FORMATS)}))
    kind = forms.ChoiceField(label=_("What it is"), choices=PaperKind.choices)
    readers = forms.ChoiceField(
        label=_("Who may see it"), choices=Readers.choices, help_text=_("It is erased with the visit’s personal data.")
    )

    def __init__(self, *args: Any, acts: frozenset[Act], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Up to 10 MB: %(formats)s.") % {"formats": said_formats()}
        readers: Any = self.fields["readers"]
        readers.choices = [(value, label) for value, label in Readers.choices if value == Readers.BOTH or Act.GUARD in acts]
