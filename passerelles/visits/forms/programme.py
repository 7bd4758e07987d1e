"""A line of a programme, and somebody who takes part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.visits.forms.opening import day
from passerelles.visits.forms.words import WordsField
from passerelles.visits.models import Participant, Side, Slot, SlotKind, Visit

CLOCK = {"type": "time"}


def text(label: Any, longest: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, help_text=help_text)


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))


class SlotForm(forms.Form):
    """A line of the programme."""

    repeats = True  # one rarely adds one alone

    day = day(_("Day"))
    starts = clock(pgettext_lazy("an hour", "From"))
    ends = clock(pgettext_lazy("an hour", "To"))
    soil = forms.ChoiceField(label=_("By the clocks of"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SlotKind.choices)
    title = WordsField(label=_("Title"))
    where = WordsField(label=pgettext_lazy("in a programme", "Where"), required=False)
    address = text(_("Address"), 300)
    place = text(_("Territory"), 200, _("Its name as the register has it: travel times are reckoned from it."))
    host = text(_("Received by"), 200)
    interpreter = text(_("Interpreter"), 150)
    transport = text(_("Transport"), 200)
    participants = forms.ModelMultipleChoiceField(
        Participant.objects.none(),
        label=_("Who takes part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody named: everybody."),
    )
    notes = WordsField(label=_("Notes"), longest=2000, is_long=True, required=False)

    def __init__(self, *args: Any, visit: Visit, slot: Slot | None = None, **kwargs: Any):
        kwargs["initial"] = said_of(slot) if slot else next_of(visit)
        super().__init__(*args, **kwargs)
        soil: Any = self.fields["soil"]
        soil.choices = [(code, country_name(code)) for code in (visit.group.home, visit.group.partner)]
        people: Any = self.fields["participants"]
        people.queryset = Participant.objects.filter(visit=visit).in_order()

    def clean_place(self) -> Place | None:
        """The best known of that name, in the country of its clocks."""
        name = self.cleaned_data["place"].strip()
        if not name:
            return None
        named = Place.objects.filter(name=name) | Place.objects.filter(zh=name)
        found = named.of(self.cleaned_data.get("soil", "")).order_by("-population", "pk").first()
        if found is None:
            raise forms.ValidationError(_("The register knows no territory of this name there."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


def next_of(visit: Visit) -> dict[str, Any]:
    """What the form of a new line begins with: where the last one written ends."""
    last = Slot.objects.filter(visit=visit).order_by("pk").last()
    return {"day": last.day, "starts": last.ends, "soil": last.soil} if last else {"day": visit.starts, "soil": visit.soil}


def said_of(slot: Slot) -> dict[str, Any]:
    """What a form begins with that changes a line."""
    held = {name: getattr(slot, name) for name in SlotForm.base_fields if name not in ("place", "participants")}
    return {**held, "place": slot.place.name if slot.place else "", "participants": slot.participants.all()}


class ParticipantForm(forms.Form):
    """Somebody who takes part."""

    repeats = True
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    precedence = forms.IntegerField(label=_("Order of precedence"), min_value=1, max_value=999, initial=1)
    is_head = forms.BooleanField(label=_("Leads the delegation"), required=False)
    is_contact = forms.BooleanField(
        label=_("Whom the delegation turns to at the hosts"),
        required=False,
        help_text=_("Of the hosts: the delegation sees their name, telephone and e-mail address, from now until these are erased."),
    )
    name = forms.CharField(label=pgettext_lazy("a person", "Name"), max_length=150)
    other_name = text(_("Name in the other script"), 150)
    role = WordsField(label=_("Role"), required=False)
    organisation = text(_("Organisation"), 250)
    languages = text(_("Languages spoken"), 100)
    diet = text(
        _("What they do not eat"),
        250,
        _("From here on: only coordinators, hosts and the officers of this person’s own side see it, and it is erased after the visit."),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = text(_("Telephone"), 40)
    passport = text(_("Passport number"), 40)

    def __init__(self, *args: Any, participant: Participant | None = None, sides: Sequence[str] = Side.values, **kwargs: Any):
        if participant:
            kwargs["initial"] = {name: getattr(participant, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        side: Any = self.fields["side"]
        side.choices = [choice for choice in Side.choices if choice[0] in sides]
        if Side.HOST not in sides:
            del self.fields["is_contact"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_contact") and cleaned.get("side") == Side.VISITOR:
            self.add_error("is_contact", _("Only somebody of the hosts is the delegation’s contact."))
        return cleaned
