"""Requests of one delegation become one joint request with one programme; every joining is undone exactly.

One of them leads: hosts are asked for it, it is answered, it has the visit. The others keep what they said, and the stage they go back to
stands in their history. Rows are taken in the order of their numbers, so that two who decide at once wait for one another, and one wins.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.actions.moving import check_may, move, note, said_by_another
from passerelles.requests.models import Host, KeptApart, Request, Step
from passerelles.requests.queries.alike import in_order, is_leadable, said_by
from passerelles.requests.rights import Act
from passerelles.requests.stages import Stage
from passerelles.requests.terms import StepKind


@transaction.atomic
def join(requests: Sequence[Request], *, by: User, reason: str = "") -> Request:
    """Make one joint request of several of one group, and return the one that leads."""
    for each in requests:
        check_may(by, Act.DECIDE, each)
    _check_one_journey(requests)
    lead = _lead_of(requests)
    for each in sorted(requests, key=lambda each: each.pk):
        if each.pk == lead.pk:
            _hold(lead)
        else:
            _follow(each, lead, by, reason)
    return lead


def _check_one_journey(requests: Sequence[Request]) -> None:
    if len({each.pk for each in requests}) < max(2, len(requests)):
        raise Refused(_("Choose at least one other request to join with."))
    if len({each.group_id for each in requests}) > 1:
        raise Refused(_("Requests of two groups cannot be joined."))


def _lead_of(requests: Sequence[Request]) -> Request:
    """The one that was accepted; else one that leads others already; else the one that came first."""
    leading = set(Request.objects.filter(joined_to__in=requests).values_list("joined_to", flat=True))
    lead = min(requests, key=lambda each: (each.stage != Stage.ACCEPTED, each.pk not in leading, each.pk))
    if not is_leadable(lead):
        raise Refused(_("A request that is “%(now)s” cannot lead a joint request.") % {"now": Stage(lead.stage).label})
    return lead


def _hold(request: Request) -> None:
    """Take a request as it was seen for the rest of this decision: who comes later waits, and is told."""
    seen = Request.objects.filter(pk=request.pk, stage=request.stage, joined_to=request.joined_to_id)
    if not seen.update(changed_at=timezone.now()):
        raise Refused(said_by_another(request))


def _follow(request: Request, lead: Request, by: User, reason: str) -> None:
    """Join one request to the one that leads, with those that it leads itself, and with its hosts."""
    move(request, Stage.JOINED, StepKind.JOINED, by=by, other=lead, reason=reason, changes={"joined_to": lead})
    note(lead, StepKind.JOINED, by=by, other=request, reason=reason)
    _bring_hosts(request, lead, by)
    for follower in Request.objects.filter(joined_to=request).order_by("pk"):
        _lead_on(follower, lead, by)


def _lead_on(follower: Request, lead: Request, by: User) -> None:
    if not Request.objects.filter(pk=follower.pk, joined_to=follower.joined_to_id).update(joined_to=lead, changed_at=timezone.now()):
        raise Refused(said_by_another(follower))
    note(follower, StepKind.JOINED, by=by, other=lead)
    note(lead, StepKind.JOINED, by=by, other=follower)


def _bring_hosts(request: Request, lead: Request, by: User) -> None:
    """Let those who were asked for a request stand as they are on the one that leads; its history says for whom it was done."""
    known = set(Host.objects.filter(request=lead).values_list("organisation", flat=True))
    for host in Host.objects.filter(request=request).exclude(organisation__in=known):
        note(lead, StepKind.JOINED, by=by, other=request, organisation=host.organisation)
        host.pk, host.request = None, lead
        Host.objects.bulk_create([host])


@transaction.atomic
def part(request: Request, *, by: User, reason: str = "") -> None:
    """Undo a joining: the request is again what it was, and so are those it led; hosts that did nothing meanwhile are its own again."""
    check_may(by, Act.DECIDE, request)
    lead, joined = request.joined_to, _joining_of(request)
    if lead is None or joined is None:
        raise Refused(_("This request is not part of a joint one."))
    for each in sorted((request, lead), key=lambda each: each.pk):
        _hold(each)
    for follower in _led_before(request, lead, joined):
        Request.objects.filter(pk=follower.pk, joined_to=lead).update(joined_to=request, changed_at=timezone.now())
        note(follower, StepKind.PARTED, by=by, other=lead)
    move(request, Stage(joined.before), StepKind.PARTED, by=by, other=lead, reason=reason, changes={"joined_to": None})
    _take_hosts_back(request, lead, joined)
    note(lead, StepKind.PARTED, by=by, other=request, reason=reason)


def _joining_of(request: Request) -> Step | None:
    """The step by which a request became part of a joint one."""
    steps = Step.objects.filter(request=request, kind=StepKind.JOINED, after=Stage.JOINED).exclude(before=Stage.JOINED)
    return steps.order_by("-pk").first()


def _led_before(request: Request, lead: Request, joined: Step) -> list[Request]:
    """Those that came to a joint request with the one that led them, and are there still."""
    came = Step.objects.filter(kind=StepKind.JOINED, before=Stage.JOINED, other=lead, pk__gt=joined.pk)
    followers = Request.objects.filter(joined_to=lead, pk__in=came.values("request")).order_by("pk")
    return [each for each in followers if (own := _joining_of(each)) and own.other_id == request.pk]


def _take_hosts_back(request: Request, lead: Request, joined: Step) -> None:
    brought = Step.objects.filter(request=lead, kind=StepKind.JOINED, other=request, organisation__isnull=False, pk__gt=joined.pk)
    own = {host.organisation_id: host for host in Host.objects.filter(request=request)}
    for host in Host.objects.filter(request=lead, organisation__in=brought.values("organisation")):
        before = own.get(host.organisation_id)
        if before and (host.state, host.words, host.department) == (before.state, before.words, before.department):
            Host.objects.filter(pk=host.pk, state=host.state).delete()


@transaction.atomic
def keep_apart(one: Request, other: Request, *, by: User, reason: str = "") -> None:
    """Say that two requests are two: they are not proposed as one again until one of them says something else."""
    first, second = in_order(one, other)
    for each in (first, second):
        check_may(by, Act.DECIDE, each)
    if first.pk == second.pk or first.pk == second.joined_to_id or second.pk == first.joined_to_id:
        raise Refused(_("These requests are joined: part them first."))
    for each in (first, second):
        _hold(each)
    said = said_by(first, second)
    if KeptApart.objects.filter(**_pair(one, other), said=said).exists():
        raise Refused(_("These two were kept apart already."))
    KeptApart.objects.filter(**_pair(one, other)).delete()
    KeptApart.objects.create(**_pair(one, other), said=said, by=by)
    note(one, StepKind.APART, by=by, other=other, reason=reason)
    note(other, StepKind.APART, by=by, other=one, reason=reason)


@transaction.atomic
def propose_again(one: Request, other: Request, *, by: User) -> None:
    """Undo a keeping apart."""
    for each in (one, other):
        check_may(by, Act.DECIDE, each)
    if not KeptApart.objects.filter(**_pair(one, other)).delete()[0]:
        raise Refused(_("These two are not kept apart."))
    for each in (one, other):
        _hold(each)
    note(one, StepKind.AGAIN, by=by, other=other)
    note(other, StepKind.AGAIN, by=by, other=one)


def _pair(one: Request, other: Request) -> dict[str, Request]:
    first, second = in_order(one, other)
    return {"first": first, "second": second}
