"""Writing a visit's programme and its list of participants."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.listing import in_a_row
from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.terms import SIZES
from passerelles.visits.actions.holding import keep_named, keep_open
from passerelles.visits.actions.telling import touch
from passerelles.visits.models import Participant, Side, Slot, Visit
from passerelles.visits.rights import Act, check_may, may
from passerelles.visits.stages import VisitStage

MOST_LINES = 500  # of a programme: more is a mistake


def check_may_edit(visit: Visit, by: User) -> None:
    check_may(by, Act.EDIT, visit)
    if visit.stage == VisitStage.CLOSED:
        raise Refused(_("The visit is closed."))


def check_may_name(visit: Visit, by: User, *sides: str) -> None:
    """Who keeps the dossier names everybody; who travels, the delegation's own people."""
    may_name = may(by, Act.NAME, visit) and set(sides) <= {Side.VISITOR}
    check_may(by, Act.NAME if may_name else Act.EDIT, visit)
    if visit.stage == VisitStage.CLOSED:
        raise Refused(_("The visit is closed."))


@transaction.atomic
def write_slot(visit: Visit, said: Mapping[str, Any], *, by: User, slot: Slot | None = None) -> Slot:
    """Add a line to a programme, or say a line of it anew."""
    check_may_edit(visit, by)
    if slot is None and Slot.objects.filter(visit=visit).count() >= MOST_LINES:
        raise Refused(_("A programme has no more than %(most)d lines.") % {"most": MOST_LINES})
    keep_named(visit, said, slot, "interpreter")
    is_new, slot = slot is None, slot or Slot(visit=visit)
    columns = {name: value for name, value in said.items() if name != "participants"}
    for name, value in columns.items():
        setattr(slot, name, value)
    slot.save()
    slot.participants.set(said.get("participants", ()))
    touch(visit, _added(slot) if is_new else _changed(slot), by=by)
    return slot


def _added(slot: Slot) -> Callable[[], str]:
    return lambda: _("Added to the programme: %(line)s.") % {"line": line_of(slot)}


def _changed(slot: Slot) -> Callable[[], str]:
    return lambda: _("The programme changed: %(line)s.") % {"line": line_of(slot)}


def line_of(slot: Slot) -> str:
    """A line of a programme in a few words: its day, its hours, its title."""
    return in_a_row([said_date(slot.day.isoformat()), f"{slot.starts:%H:%M}–{slot.ends:%H:%M}", slot.wording.text])


@transaction.atomic
def remove_slot(slot: Slot, *, by: User) -> None:
    check_may_edit(slot.visit, by)
    slot.delete()
    touch(slot.visit, lambda: _("Taken out of the programme: %(line)s.") % {"line": line_of(slot)}, by=by)


@transaction.atomic
def write_participant(visit: Visit, said: Mapping[str, Any], *, by: User, participant: Participant | None = None) -> Participant:
    """Add somebody to those who take part, or say anew who they are. One leads each side."""
    check_may_name(visit, by, said.get("side", Side.VISITOR), *([participant.side] if participant else []))
    keep_open(visit)
    if participant is None and Participant.objects.filter(visit=visit).count() >= SIZES[-1]:
        raise Refused(_("A visit has no more than %(most)d participants.") % {"most": SIZES[-1]})
    participant = participant or Participant(visit=visit)
    for name, value in said.items():
        setattr(participant, name, value)
    if participant.is_contact and participant.side != Side.HOST:
        raise Refused(_("Only somebody of the hosts is the delegation’s contact."))
    participant.save()
    if participant.is_head:
        Participant.objects.filter(visit=visit, side=participant.side, is_head=True).exclude(pk=participant.pk).update(is_head=False)
    touch(visit, _said_people, by=by)
    return participant


@transaction.atomic
def remove_participant(participant: Participant, *, by: User) -> None:
    check_may_name(participant.visit, by, participant.side)
    participant.delete()
    touch(participant.visit, _said_people, by=by)


def _said_people() -> str:
    return _("The list of participants changed.")
