"""Who may do what with a visit: one table of standpoints and acts, as requests have theirs (docs/decisions/0090)."""

from enum import StrEnum

from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.people.queries import Visitor, standing
from passerelles.visits.models import Direction, Paper, Photograph, Visit


class Act(StrEnum):
    SEE = "see"  # its line: who goes to whom, when; commitments that both sides agreed to
    READ = "read"  # the dossier: programme, participants, report
    EDIT = "edit"  # the programme, the participants, the report
    NAME = "name"  # say who travels: the delegation's own people
    CONFIRM = "confirm"  # move it from stage to stage
    PRIVATE = "private"  # e-mail addresses, telephones, passports, diets' reasons, costs, staff time, gifts
    ATTACH = "attach"  # photographs and papers: add them, say who may see one's own
    GUARD = "guard"  # what a host keeps to itself: the look at its sites and devices, papers for hosts alone


class Standpoint(StrEnum):
    COORDINATOR = "coordinator"  # of the visit's group
    HOST = "host"  # speaks for an organisation that receives it
    TRAVELLER = "traveller"  # speaks for who travels, where a member goes abroad: the dossier is theirs
    VISITOR = "visitor"  # speaks for who travels, where a delegation is received
    MEMBER = "member"  # speaks for a member of the group that is not concerned
    OBSERVER = "observer"  # of the group
    STRANGER = "stranger"


RIGHTS: dict[Standpoint, frozenset[Act]] = {
    Standpoint.COORDINATOR: frozenset(Act) - {Act.GUARD},
    Standpoint.HOST: frozenset(Act),
    Standpoint.TRAVELLER: frozenset(Act) - {Act.GUARD},
    Standpoint.VISITOR: frozenset({Act.SEE, Act.READ, Act.NAME, Act.ATTACH}),
    Standpoint.MEMBER: frozenset({Act.SEE}),
    Standpoint.OBSERVER: frozenset({Act.SEE}),
    Standpoint.STRANGER: frozenset(),
}


def standpoints_of(user: Visitor, visit: Visit) -> set[Standpoint]:
    """Return from where somebody looks at a visit (its hosts fetched): several at once, a stranger where there is none."""
    who = standing(user)
    travels = visit.visitor_id in who.speaks_for
    found = {
        Standpoint.COORDINATOR: visit.group_id in who.coordinates,
        Standpoint.HOST: bool({host.organisation_id for host in visit.hosts.all()} & who.speaks_for),
        Standpoint.TRAVELLER: travels and visit.direction == Direction.OUT,
        Standpoint.VISITOR: travels and visit.direction == Direction.IN,
        Standpoint.OBSERVER: visit.group_id in who.observes,
        Standpoint.MEMBER: visit.group_id in who.reads and bool(who.speaks_for),
    }
    return {standpoint for standpoint, holds in found.items() if holds} or {Standpoint.STRANGER}


def acts_of(user: Visitor, visit: Visit) -> frozenset[Act]:
    """Return all that somebody may do with a visit."""
    return frozenset().union(*(RIGHTS[standpoint] for standpoint in standpoints_of(user, visit)))


def may(user: Visitor, act: Act, visit: Visit) -> bool:
    return act in acts_of(user, visit)


def check_may(user: User, act: Act, visit: Visit) -> None:
    """Refuse what somebody's standpoint does not allow."""
    if not may(user, act, visit):
        raise Refused(_("This is for others to decide."))


def may_change(brought: Photograph | Paper, user: Visitor, acts: frozenset[Act]) -> bool:
    """Whether somebody who may do this with a visit changes or removes what was brought: who keeps the dossier, and each their own."""
    return Act.EDIT in acts or (Act.ATTACH in acts and brought.added_by_id == user.pk)
