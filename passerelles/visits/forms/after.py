"""What is filled in after a visit: its report, what was promised, what it cost."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.people.models import Organisation
from passerelles.visits.forms.opening import day
from passerelles.visits.forms.words import WordsField
from passerelles.visits.models import Sharing, Visit

LANGUAGES = [("fr", _("French")), ("zh", _("Chinese")), ("en", _("English"))]
CURRENCIES = [("EUR", "EUR"), ("CNY", "CNY")]
LONGEST_REPORT = 50_000


def those_of(visit: Visit) -> Any:
    """Who receives and who travels."""
    return Organisation.objects.filter(Q(visits_hosted__visit=visit) | Q(pk=visit.visitor_id)).distinct().order_by("key")


class ReportForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    text = forms.CharField(
        label=_("Report"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("It is kept in the library: what it says of partnerships is proposed to the register with the report as its source."),
    )


class CommitmentForm(forms.Form):
    what = WordsField(label=_("What was promised"), longest=1000, is_long=True)
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who is to do it"))
    due = day(_("By when"), required=False)
    is_offered = forms.BooleanField(
        label=_("Show it to the other side, to be agreed"),
        required=False,
        initial=True,
        help_text=_("Else it stays your own side’s affair."),
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = those_of(visit)


class ProofForm(forms.Form):
    proof = forms.CharField(label=_("By what one sees it"), max_length=2000, required=False)


class CostForm(forms.Form):
    label = forms.CharField(label=pgettext_lazy("a cost", "What for"), max_length=200)
    amount = forms.DecimalField(label=_("Amount"), min_value=0.01, max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    paid_by = forms.ModelChoiceField(Organisation.objects.none(), label=_("Paid by"))
    sharing = forms.ChoiceField(label=_("Rule"), choices=Sharing.choices)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        payer: Any = self.fields["paid_by"]
        payer.queryset = those_of(visit)
