"""Commitments: written by one side, offered to the other, agreed by both, done with a proof; and being reminded of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.refusing import Refused
from passerelles.people.models import Role, User
from passerelles.people.queries import standing
from passerelles.visits.actions.telling import mail, tell_delegation, users_of
from passerelles.visits.models import COMMITMENT_MOVES, Commitment, CommitmentState, Side, Visit
from passerelles.visits.rights import Act, check_may
from passerelles.visits.stages import VisitStage

REMINDED = (30, 7, 0, -14)  # days before it is due; then two weeks after
MISSED = 30  # days after the last of them, for a machine that did not run meanwhile: what is older was said, or nobody cares


def sides_of(user: User, visit: Visit) -> set[Side]:
    """Return which sides of a visit somebody speaks for; a coordinator for their own country's."""
    who = standing(user)
    found = {Side.HOST} if {host.organisation_id for host in visit.hosts.all()} & who.speaks_for else set()
    found |= {Side.VISITOR} if visit.visitor_id in who.speaks_for else set()
    if visit.group_id in who.coordinates and not found:
        found = {Side.HOST if visit.soil == visit.group.home else Side.VISITOR}
    return found


@transaction.atomic
def commit(visit: Visit, said: Mapping[str, Any], *, by: User) -> Commitment:
    """Write down what was promised; whoever offers it to the other side has agreed to it."""
    check_may(by, Act.READ, visit)
    side = min(_sides(by, visit))
    if said["owner"].pk not in {visit.visitor_id, *(host.organisation_id for host in visit.hosts.all())}:
        raise Refused(_("Only those who travel or receive can promise something."))
    made = Commitment.objects.create(visit=visit, side=side, written_by=by, **said)
    if made.is_offered:
        agree(made, by=by)
    return made


def _sides(by: User, visit: Visit) -> set[Side]:
    sides = sides_of(by, visit)
    if not sides:
        raise Refused(_("This is for others to decide."))
    return sides


AGREED = {Side.HOST: "host_agreed_at", Side.VISITOR: "visitor_agreed_at"}


@transaction.atomic
def agree(commitment: Commitment, *, by: User) -> None:
    """Say for one's own side that this was promised, once; who wrote it offers it to the other side by this."""
    sides = _sides(by, commitment.visit)
    if not commitment.is_offered and commitment.side not in sides:
        raise Refused(_("This is for others to decide."))
    now = timezone.now()
    agreed = {column: Coalesce(column, Value(now)) for side, column in AGREED.items() if side in sides}
    Commitment.objects.filter(pk=commitment.pk).update(is_offered=True, changed_at=now, **agreed)
    commitment.refresh_from_db()
    if not commitment.visitor_agreed_at:
        tell_delegation(commitment.visit, f"commitment/{commitment.pk}/offered", lambda: _offered(commitment), by=by)


@transaction.atomic
def agree_by_link(commitment: Commitment) -> None:
    """Say for who travels that an offered commitment was promised, once: whoever holds the delegation's link (whoever calls asked)."""
    now = timezone.now()
    offered = Commitment.objects.filter(pk=commitment.pk, is_offered=True).exclude(visit__stage=VisitStage.CANCELLED)
    if not offered.update(changed_at=now, visitor_agreed_at=Coalesce("visitor_agreed_at", Value(now))):
        raise Refused(_("This commitment was changed meanwhile. Nothing was done; look at it again."))


@transaction.atomic
def settle(commitment: Commitment, to: CommitmentState, *, by: User, proof: str = "") -> None:
    """Say that a commitment is done, with its proof, or dropped, or open again."""
    sides = _sides(by, commitment.visit)
    if not commitment.is_offered and commitment.side not in sides:
        raise Refused(_("This is for others to decide."))
    if to not in COMMITMENT_MOVES[CommitmentState(commitment.state)]:
        raise Refused(_("This commitment is “%(now)s” already.") % {"now": commitment.get_state_display()})
    if to == CommitmentState.DONE and not proof.strip():
        raise Refused(_("Say by what one sees that it was done."))
    rows = Commitment.objects.filter(pk=commitment.pk, state=commitment.state)
    if not rows.update(state=to, proof=proof.strip(), changed_at=timezone.now()):
        raise Refused(_("This commitment was changed meanwhile. Nothing was done; look at it again."))
    commitment.refresh_from_db()


@transaction.atomic
def remind(today: date | None = None) -> int:
    """Write to the officers of whoever promised something that is due; each mail once, however often this is asked. Return for how many
    commitments.
    """
    today = today or timezone.localdate()
    first, last = today + timedelta(days=REMINDED[-1] - MISSED), today + timedelta(days=REMINDED[0])
    due = Commitment.objects.filter(state=CommitmentState.OPEN, due__range=(first, last)).select_related("visit__group", "owner")
    reminded = 0
    for commitment in due:
        mark = _mark((commitment.due - today).days) if commitment.due else None
        if mark is not None:
            _remind(commitment, mark)
            reminded += 1
    return reminded


def _mark(left: int) -> int | None:
    """The last of the days to be reminded on that has come."""
    return min((days for days in REMINDED if left <= days), default=None)


def _remind(commitment: Commitment, mark: int) -> None:
    for someone in users_of(Q(role=Role.OFFICER, organisation=commitment.owner_id)):
        if Commitment.objects.visible_to(someone).filter(pk=commitment.pk).exists():
            key = f"commitment/{commitment.pk}/{commitment.due}/{mark}"
            mail(someone, key, commitment.visit, lambda: _said(commitment))


def _said(commitment: Commitment) -> str:
    said = {"what": commitment.wording.text, "who": commitment.owner.wording.text, "day": said_date(str(commitment.due))}
    return _("A commitment of %(who)s is due on %(day)s: %(what)s") % said


def _offered(commitment: Commitment) -> str:
    said = {"who": commitment.owner.wording.text, "what": commitment.wording.text}
    return _("A commitment is to be agreed (%(who)s): %(what)s") % said
