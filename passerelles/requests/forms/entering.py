"""An officer's quick entry: the public form with little that is needed, and a letter that may fill it in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.listing import listed
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import organisations_of, standing
from passerelles.register.naming import imagined, label_of_key
from passerelles.requests.forms.asking import AskForm
from passerelles.requests.rights import may_wish
from passerelles.requests.sites import named_in
from passerelles.requests.terms import FARTHEST

LABELS = {  # of whom somebody else speaks
    "group": gettext_lazy("Which network is asked"),
    "kind": gettext_lazy("What they ask for"),
    "payment": gettext_lazy("What they say of who pays"),
    "asker_name": gettext_lazy("Name of the organisation that asks"),
    "place": gettext_lazy("Its city, province or region"),
    "is_authority": gettext_lazy("It is the authority of this place itself: its government, its council, its foreign affairs office"),
    "contact_name": gettext_lazy("Name of whoever wrote"),
    "languages": gettext_lazy("Languages they can work in"),
    "needs_interpreter": gettext_lazy("They need an interpreter"),
    "sites": gettext_lazy("Towns, places and services they would like to visit"),
    "purpose": gettext_lazy("Purpose: what they would like to see, to show, to discuss"),
    "approved_by": gettext_lazy("Who approved the journey on their side"),
    "others_asked": gettext_lazy("Whom else they have asked"),
    "through": gettext_lazy("Who passed the request on"),
}
TITLES = {
    "contact_name": gettext_lazy("How they can be answered"),
    "through": gettext_lazy("Through whom, and whom else they asked"),
}
UNEXPLAINED = ("asker_name", "contact_email", "others_asked")  # what helps an asker alone


class EntryForm(AskForm):
    """What is known of a request that came otherwise."""

    needed: ClassVar[tuple[str, ...]] = ("asker_name", "group", "kind", "dating")
    titles: ClassVar[Mapping[str, Any]] = TITLES
    host = forms.ModelChoiceField(label=gettext_lazy("It was addressed to"), queryset=Organisation.objects.none(), required=False)
    received = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
        help_text=gettext_lazy("The day the letter, mail or call reached you: delays are counted from it."),
    )
    wished = forms.MultipleChoiceField(
        label=gettext_lazy("Named among the sites wanted: wished for as hosts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody is asked yet. Whoever speaks for those you tick reads the whole request."),
    )
    letter = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].label = LABELS[name] + (" *" if name in self.needed else "")
        for name in UNEXPLAINED:
            self.fields[name].help_text = ""
        self._offer_groups(groups_of(user))
        own = organisations_of(user)
        host: Any = self.fields["host"]
        host.queryset = Organisation.objects.filter(pk__in=[each.pk for each in own])
        host.empty_label = _("the network")
        host.initial = own[0] if own else None
        self._offer_wished(user)
        self.fields["received"].widget.attrs["max"] = timezone.localdate().isoformat()

    def _offer_wished(self, user: User) -> None:
        """The towns that the sites name: to tick for who coordinates, to know of for others, who mark none but their own."""
        group = self._asked()
        named = {key: label_of_key(key) for key in named_in(self._written("sites"), self._other_side(group))}
        wished: Any = self.fields["wished"]
        wished.choices = list(named.items())
        if not named or not may_wish(user, group):
            del self.fields["wished"]
        if named and not may_wish(user, group):
            words = _("Named in it: %(places)s. Suggestions mark them for those who decide.")
            self.fields["sites"].help_text = words % {"places": listed(named.values())}

    def _asked(self) -> Group | None:
        """The group that is asked."""
        group = self._written("group")
        return Group.objects.filter(pk=group).first() if group.isdecimal() and len(group) < 16 else None

    def _other_side(self, group: Group | None) -> str:
        """The country that is asked."""
        country = self._written("asker_country")
        sides = [(group.home, group.partner)] if group else Group.objects.sides()
        return next((home if country != home else partner for home, partner in sides), "")

    def _written(self, name: str) -> str:
        """What stands in a field, sent or to begin with; a bound field made now would keep the words of its help."""
        value = self.data.get(name) if self.is_bound else self.get_initial_for_field(self.fields[name], name)
        return str(getattr(value, "pk", value) or "")

    def clean_wished(self) -> list[Organisation]:
        return [imagined(key) for key in self.cleaned_data["wished"]]

    def clean_received(self) -> date:
        """Today, where no day is said."""
        today = timezone.localdate()
        day: date = self.cleaned_data["received"] or today
        if day > today:
            raise forms.ValidationError(_("This day is yet to come."))
        if day < today - FARTHEST:
            raise forms.ValidationError(_("This day is more than five years ago."))
        return day


class LetterForm(forms.Form):
    """A letter to read before anything is entered."""

    letter = forms.FileField(label=gettext_lazy("Letter, mail or document"))
    group = forms.ModelChoiceField(label=gettext_lazy("Group"), queryset=Group.objects.none(), empty_label=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = groups_of(user)
        if len(field.queryset) == 1:
            field.initial, field.widget = field.queryset[0], forms.HiddenInput()


def groups_of(user: User) -> Any:
    """Groups somebody brings papers to."""
    return Group.objects.from_the_top().filter(pk__in=standing(user).brings)
