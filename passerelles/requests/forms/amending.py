"""What is asked, to be changed by whoever entered it, or speaks for the organisation that asks."""

from typing import Any, ClassVar

from passerelles.requests.forms.asking import AskForm, written
from passerelles.requests.models import Request
from passerelles.requests.terms import Origin

CONFIRMED = ("contact_email",)  # of a request that came by form: its link was mailed there


class AmendForm(AskForm):
    """The public form, filled in with what is asked."""

    needed: ClassVar[tuple[str, ...]] = ("asker_name", "kind", "dating")

    def __init__(self, asked: Request, *args: Any, **kwargs: Any):
        shown = Request.objects.get(pk=asked.pk)  # a form writes what it reads into the row it was given
        without = ("group", *(CONFIRMED if asked.origin == Origin.FORM else ()))
        initial = written(asked)
        super().__init__(*args, instance=shown, initial=initial, without=without, **kwargs)
        if "contact_email" in self.fields:
            self.fields["contact_email"].help_text = ""  # no link is sent from here

    def _check_dates(self, said: dict[str, Any]) -> None:
        """Days that stand as they stood are not asked for again: a journey may have begun."""
        if {"dating", "starts", "ends", "days"} & set(self.changed_data):
            super()._check_dates(said)
