"""What a coordinator decides of a request: each decision moves it, tells its asker why by letter, and happens once or not at all."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, User
from passerelles.requests.actions.answering import answer, tell_hosts, tell_officers
from passerelles.requests.actions.hosting import change_host, met
from passerelles.requests.actions.moving import check_may, move
from passerelles.requests.choices import LEADS_TO, REOPENABLE
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.letters import Answer, Reason, in_one
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.queries.answering import ANSWERABLE
from passerelles.requests.queries.handing import redirected
from passerelles.requests.rights import Act
from passerelles.requests.stages import HOST_MOVES, HostState, Stage
from passerelles.requests.terms import StepKind

STAGES = {
    StepKind.ACCEPTED: LEADS_TO["accept"],
    StepKind.REDIRECTED: LEADS_TO["redirect"],
    StepKind.DECLINED: LEADS_TO["decline"],
    StepKind.ASKED_MORE: LEADS_TO["ask_more"],
}
OPEN = (HostState.WANTED, HostState.NAMED, HostState.ASKED)  # hosts that have not answered


@transaction.atomic
def accept(request: Request, hosts: Iterable[Host], *, by: User, reason: Reason = "") -> Step:
    """Accept a request with hosts that said yes, as one programme; the others, be it that they said yes, are asked no more."""
    hosts = list(hosts)
    if not hosts:
        raise Refused(_("Choose at least one host that receives."))
    said = Answer(StepKind.ACCEPTED, reason=reason, hosts=[host.organisation for host in hosts])
    step = _decide(request, said, by=by)
    keys = [host.pk for host in hosts]
    # written again as it is: a host that says no at this very moment waits for this decision, or this one is refused
    if Host.objects.filter(request=request, pk__in=keys, state=HostState.ACCEPTED).update(state=HostState.ACCEPTED) != len(set(keys)):
        raise Refused(_("A request is accepted with hosts that said that they receive."))
    _leave(Host.objects.filter(request=request, state__in=(*OPEN, HostState.ACCEPTED)).exclude(pk__in=keys), step)
    tell_hosts(step)
    return step


@transaction.atomic
def redirect(request: Request, *, to: Sequence[Organisation], by: User, criterion: str, reason: Reason) -> Step:
    """Name other doors to the asker, with the criterion that decided; hosts that have not answered are asked no more."""
    if not to:
        raise Refused(_("Name at least one other door."))
    check_criterion(criterion)
    to = met(to)
    step = _decide(request, redirected(request, criterion, reason, to), by=by, noted=reason)
    _leave(Host.objects.filter(request=request, state__in=OPEN).exclude(organisation__in=to), step)
    for organisation in to:
        _name(request, organisation, step)
    tell_hosts(step)
    return step


def _name(request: Request, organisation: Organisation, step: Step) -> None:
    """Note an organisation that the asker is told of, and tell its officers."""
    host, is_new = Host.objects.get_or_create(request=request, organisation=organisation, defaults={"state": HostState.NAMED})
    if host.state == HostState.DECLINED:
        raise Refused(_("%(host)s said that it cannot.") % {"host": organisation})
    if HostState.NAMED in HOST_MOVES[HostState(host.state)]:
        change_host(host, HostState.NAMED)
    if is_new or host.state == HostState.NAMED:
        tell_officers(host, step, lambda: _("%(host)s is named to the asker as another door") % {"host": organisation})


@transaction.atomic
def ask_more(request: Request, question: Reason, *, by: User) -> Step:
    """Ask the asker what is missing; the request waits for them."""
    if not in_one(question).strip():
        raise Refused(_("Say what you need to know."))
    return _decide(request, Answer(StepKind.ASKED_MORE, reason=question), by=by)


@transaction.atomic
def decline(request: Request, *, by: User, criterion: str, reason: Reason = "", other_door: str = "") -> Step:
    """Decline with the criterion that decided, and another door where there is one."""
    check_criterion(criterion)
    step = _decide(request, Answer(StepKind.DECLINED, criterion, reason, door=other_door), by=by)
    _leave(Host.objects.filter(request=request, state__in=OPEN), step)
    tell_hosts(step)
    return step


@transaction.atomic
def reopen(request: Request, *, by: User, reason: Reason = "") -> Step:
    """Take a decision back: the request waits again, and its asker is told by letter; hosts, those named as another door too."""
    check_may(by, Act.DECIDE, request)
    if request.stage not in REOPENABLE:
        raise Refused(_("This request is not closed."))
    if request.purged_at:
        raise Refused(_("The people of this request were erased: nobody could be answered. Enter a new one."))
    _check_not_followed(request)
    step = move(request, Stage.RECEIVED, StepKind.REOPENED, by=by, reason=in_one(reason))
    answer(request, step, Answer(StepKind.REOPENED, reason=reason), by=by)
    tell_hosts(step)
    for host in Host.objects.filter(request=request, state=HostState.NAMED).select_related("organisation", "request__group"):
        tell_officers(host, step, lambda: _("The request for which you were named as another door is opened again"))
    return step


def _check_not_followed(request: Request) -> None:
    """Refuse where what followed from it stands: whoever travels has its programme. (Features above say so: settings.REOPENED_UNLESS.)"""
    for why in filter(None, (import_string(path)(request) for path in settings.REOPENED_UNLESS)):
        raise Refused(why)


def check_criterion(key: str) -> None:
    if key not in CRITERIA:
        raise Refused(_("Choose the criterion that decided."))


def _decide(request: Request, said: Answer, *, by: User, noted: Reason | None = None) -> Step:
    """Move a request as an answer says, and write it to its asker. Its words are `noted` in the history; some others, where given."""
    check_may(by, Act.DECIDE, request)
    reason = "\n".join(filter(None, (in_one(said.reason), said.door))) if noted is None else in_one(noted)
    told: dict[str, Any] = {"criterion": said.criterion, "reason": reason}
    step = move(request, STAGES[said.kind], said.kind, by=by, **told)
    answer(request, step, said, by=by)
    return step


def _leave(hosts: "QuerySet[Host]", step: Step) -> None:
    """Take the question back from hosts; those that were asked are told, before they see the request no more."""
    for host in hosts.select_related("organisation"):
        if host.state in ANSWERABLE:
            _tell_left(host, step)
        change_host(host, HostState.LEFT)


def _tell_left(host: Host, step: Step) -> None:
    tell_officers(host, step, lambda: _("%(host)s is asked no more") % {"host": host.organisation})
