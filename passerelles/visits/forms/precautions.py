"""What a host looked at: a state and a note for each item of the list."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import Wording, wording
from passerelles.visits.models import Checked, Precaution
from passerelles.visits.precautions import items

KINDS = {"sites": _("Places"), "devices": _("Devices")}


class PrecautionsForm(forms.Form):
    def __init__(self, *args: Any, held: Mapping[str, Precaution], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.held = held
        for item in items():
            row = held.get(item.name)
            state = forms.ChoiceField(choices=Checked.choices, initial=row.state if row else Checked.OPEN, label=_("State"))
            note = forms.CharField(max_length=500, required=False, initial=row.note if row else "", label=_("Note"))
            words = wording(item.words).text
            state.widget.attrs["aria-label"] = f"{words}: {state.label}"
            note.widget.attrs |= {"aria-label": f"{words}: {note.label}", "placeholder": note.label}
            self.fields |= {f"{item.name}-state": state, f"{item.name}-note": note}

    @property
    def said(self) -> dict[str, tuple[str, str]]:
        """Item → state and note, of a form that was sent whole."""
        sent = self.cleaned_data
        return {item.name: (sent[f"{item.name}-state"], sent[f"{item.name}-note"]) for item in items()}

    @property
    def groups(self) -> Iterator[tuple[str, list[tuple[Wording, Any, Any, Precaution | None]]]]:
        """The fields by kind: what each is about, its state, its note, what was noted before."""
        for kind, name in KINDS.items():
            yield (
                str(name),
                [
                    (wording(item.words), self[f"{item.name}-state"], self[f"{item.name}-note"], self.held.get(item.name))
                    for item in items()
                    if item.kind == kind
                ],
            )
