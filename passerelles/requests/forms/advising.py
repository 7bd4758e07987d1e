"""What is filled in to ask an opinion, and to give one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import plain
from passerelles.people.models import Organisation
from passerelles.requests.actions.advising import Outsider
from passerelles.requests.models import OpinionState, Request
from passerelles.requests.queries.opinions import advisable, advisers_by_kind
from passerelles.requests.terms import LANGUAGES

MOST = 4000  # characters of an opinion


class AskOpinionForm(forms.Form):
    """Whom: one of the list, or who is not in the register, by name and address."""

    of = forms.ModelChoiceField(Organisation.objects.none(), label=_("Of whom"), required=False)
    name = forms.CharField(
        label=_("Or an organisation that is not in the list"),
        help_text=_("It is written to, and answers by the link of the mail: it needs no account. It reads what this page shows."),
        max_length=200,
        required=False,
    )
    email = forms.EmailField(label=_("Its e-mail address"), required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=tuple(LANGUAGES.items()), required=False, initial="fr")
    question = forms.CharField(label=_("What you ask"), max_length=500, required=False)
    due = forms.DateField(label=_("Answer wished for by"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, asked: Request, **kwargs: Any):
        super().__init__(*args, **kwargs)
        of: Any = self.fields["of"]
        of.queryset, of.choices = advisable(asked), [("", "—"), *advisers_by_kind(asked)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        outside = [said.get("name"), said.get("email")]
        if not self.errors and (bool(said.get("of")) == any(outside) or any(outside) != all(outside)):
            self.add_error(None, _("Choose somebody in the list, or give another organisation’s name and address."))
        return said

    def whom(self) -> Organisation | Outsider:
        said = self.cleaned_data
        return said["of"] or Outsider(plain(said["name"]), said["email"], said["language"] or "fr")

    def said(self) -> dict[str, Any]:
        return {"question": self.cleaned_data["question"], "due": self.cleaned_data["due"]}


class GiveOpinionForm(forms.Form):
    state = forms.TypedChoiceField(
        label=_("Your opinion"),
        choices=[(state.value, state.label) for state in OpinionState if state != OpinionState.ASKED],
        coerce=OpinionState,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("In your words"), max_length=MOST, required=False, widget=forms.Textarea({"rows": 5}))
