"""Who may do what with a request: one table of standpoints and acts (docs/decisions/0090)."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import Attachment, Host, Request, RequestQuerySet
from passerelles.requests.stages import ADDED_TO, CONCERNED


class Act(StrEnum):
    SEE = "see"  # its line: who asks, where, when, for what, what was answered, by whom
    READ = "read"  # the whole file: contacts, letters, attachments, opinions
    DECIDE = "decide"  # accept, redirect, join, ask for more, decline, ask hosts and opinions
    ANSWER = "answer"  # for a host
    ADVISE = "advise"  # give an opinion; those who are asked for one may, too
    AMEND = "amend"  # change, complete, withdraw: the asker's


class Standpoint(StrEnum):
    COORDINATOR = "coordinator"  # of the group it is asked of
    HOST = "host"  # speaks for an organisation that is asked, receives, or was wished for
    ASKER = "asker"  # speaks for the organisation that asks
    ENTERER = "enterer"  # entered it for its asker, and still brings papers to the group
    MEMBER = "member"  # speaks for a member of the group that is not concerned
    OBSERVER = "observer"  # of the group
    STRANGER = "stranger"


RIGHTS: dict[Standpoint, frozenset[Act]] = {
    Standpoint.COORDINATOR: frozenset({Act.SEE, Act.READ, Act.DECIDE, Act.ADVISE}),
    Standpoint.HOST: frozenset({Act.SEE, Act.READ, Act.ANSWER, Act.ADVISE}),
    Standpoint.ASKER: frozenset({Act.SEE, Act.READ, Act.AMEND}),
    Standpoint.ENTERER: frozenset({Act.SEE, Act.READ, Act.AMEND}),
    Standpoint.MEMBER: frozenset({Act.SEE}),
    Standpoint.OBSERVER: frozenset({Act.SEE, Act.ADVISE}),
    Standpoint.STRANGER: frozenset(),
}


def standpoints_of(user: Visitor, request: Request) -> set[Standpoint]:
    """Return from where somebody looks at a request (its hosts fetched): several at once, a stranger where there is none."""
    if not request.is_sent:
        return {Standpoint.STRANGER}
    who = standing(user)
    hosts = {host.organisation_id for host in request.hosts.all() if host.state in CONCERNED}
    found = {
        Standpoint.COORDINATOR: request.group_id in who.coordinates,
        Standpoint.HOST: bool(hosts & who.speaks_for),
        Standpoint.ASKER: request.asker_id in who.speaks_for,
        Standpoint.ENTERER: bool(request.entered_by_id) and request.entered_by_id == user.pk and request.group_id in who.brings,
        Standpoint.OBSERVER: request.group_id in who.observes,
        Standpoint.MEMBER: request.group_id in who.reads and bool(who.speaks_for),
    }
    return {standpoint for standpoint, holds in found.items() if holds} or {Standpoint.STRANGER}


def acts_of(user: Visitor, request: Request) -> frozenset[Act]:
    """Return all that somebody may do with a request."""
    return frozenset().union(*(RIGHTS[standpoint] for standpoint in standpoints_of(user, request)))


def may(user: Visitor, act: Act, request: Request) -> bool:
    return act in acts_of(user, request)


def readable(user: Visitor, group: int) -> RequestQuerySet:
    """Return the requests of a group, given by id, of which `may(user, Act.READ, …)` holds: asked of the database."""
    who, of_group = standing(user), Request.objects.sent().filter(group=group)
    if group in who.coordinates:
        return of_group
    hosts = Host.objects.filter(request=OuterRef("pk"), organisation__in=who.speaks_for, state__in=CONCERNED)
    entered = Q(entered_by=user.pk) if user.pk and group in who.brings else Q(pk=None)
    return of_group.filter(Q(asker__in=who.speaks_for) | Exists(hosts) | entered)


def may_see_weights(user: Visitor, group: Group) -> bool:
    """What suggestions go by is no secret within a group: whoever reads its papers may see it."""
    return group.pk in standing(user).reads


def may_set_weights(user: Visitor, group: Group) -> bool:
    return group.pk in standing(user).coordinates


def may_wish(user: Visitor, group: Group | None) -> bool:
    """Who coordinates a group marks authorities as wished for by who asks it."""
    return group is not None and group.pk in standing(user).coordinates


def may_remove(user: Visitor | None, attachment: Attachment, request: Request) -> bool:
    """A file is removed by whoever added it (none: the asker, by the mailed link), while the request is not decided.

    An officer who entered the request removes what came with it; who may no longer read the file removes nothing.
    """
    if request.stage not in ADDED_TO:
        return False
    if user is None:
        return attachment.added_by_id is None
    return user.pk in (attachment.added_by_id, request.entered_by_id) and may(user, Act.READ, request)
