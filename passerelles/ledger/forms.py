"""What a coordinator fills in: an estimate with its reason, or a figure read in a document with the words that say it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.library.models import Document
from passerelles.people.queries import Visitor
from passerelles.register.forms import doing
from passerelles.register.models import Entry
from passerelles.register.properties import BY_NAME
from passerelles.register.properties.doing import Movement
from passerelles.register.properties.values import invalid


class MovementForm(forms.Form):
    """A movement of the ledger."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields = {**doing.movement(), **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                cleaned["said"] = BY_NAME["movement"].parse(doing.whole(cleaned))
            except ValueError as error:
                raise invalid(error) from error
        return cleaned

    def said(self) -> Movement:
        """Return the value that was filled in."""
        value: Movement = self.cleaned_data["said"]
        return value


class EstimateForm(MovementForm):
    """An estimate: its reason is the sentence that stands behind it."""

    words = forms.CharField(
        label=_("What does the estimate stand on?"),
        help_text=_("This sentence is shown beside the figure."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReadingForm(MovementForm):
    """A figure that stands in a document: which, and in which words exactly."""

    document = forms.ModelChoiceField(Document.objects.none(), label=_("In which document?"))
    words = forms.CharField(
        label=_("Its words, exactly as they stand there"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, *args: Any, entry: Entry, user: Visitor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        seen = Document.objects.judged_by(user).current().read().brought().filter(group=entry.group)
        field: Any = self.fields["document"]
        field.queryset = seen.only("title", "name").order_by("title", "name")


FORMS = {"estimate": EstimateForm, "document": ReadingForm}
