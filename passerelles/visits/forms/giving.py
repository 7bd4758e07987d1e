"""A gift, and hours of somebody's staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.people.models import Organisation
from passerelles.visits.forms.after import CURRENCIES, those_of
from passerelles.visits.forms.programme import text
from passerelles.visits.forms.words import WordsField
from passerelles.visits.models import Gift, Sharing, Side, Slot, Visit


class GiftForm(forms.Form):
    side = forms.ChoiceField(label=_("Who gives"), choices=[(Side.HOST, _("the hosts")), (Side.VISITOR, _("the delegation"))])
    what = WordsField(label=_("What is given"), help_text=_("The other side sees nothing of gifts here."))
    giver = text(_("From whom"), 200)
    receiver = text(_("To whom"), 200)
    value = forms.DecimalField(label=_("Value"), min_value=0.01, max_digits=10, decimal_places=2, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    slot = forms.ModelChoiceField(Slot.objects.none(), label=_("When"), required=False, empty_label=_("not said"))
    is_declared = forms.BooleanField(label=_("Declared by who received it"), required=False)

    def __init__(self, *args: Any, visit: Visit, gift: Gift | None = None, **kwargs: Any):
        if gift:
            kwargs["initial"] = {name: getattr(gift, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        slots: Any = self.fields["slot"]
        slots.queryset = Slot.objects.filter(visit=visit).order_by("day", "starts", "pk")

    def clean(self) -> dict[str, Any]:
        """A currency says nothing without a value."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("value") is None:
            cleaned["currency"] = ""
        elif not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return cleaned


class StaffTimeForm(forms.Form):
    role = forms.CharField(label=_("In which role"), max_length=150, help_text=_("A role, such as “interpreter” or “driver”: no name."))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Whose staff"))
    hours = forms.DecimalField(label=_("Hours"), min_value=0.25, max_value=9999, max_digits=6, decimal_places=2)
    sharing = forms.ChoiceField(label=_("Rule"), choices=Sharing.choices)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        whose: Any = self.fields["organisation"]
        whose.queryset = those_of(visit)
        rule: Any = self.fields["sharing"]
        rule.choices = [(each.value, each.of_hours) for each in Sharing]
