"""What a coordinator decides of a request: each decision moves it, tells its asker why by letter, and happens once or not at all."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, User
from passerelles.requests.actions.answering import answer
from passerelles.requests.actions.hosting import change_host
from passerelles.requests.actions.moving import check_may, move
from passerelles.requests.choices import LEADS_TO, REOPENABLE
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.letters import Answer
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.rights import Act
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import StepKind

STAGES = {
    StepKind.ACCEPTED: LEADS_TO["accept"],
    StepKind.REDIRECTED: LEADS_TO["redirect"],
    StepKind.DECLINED: LEADS_TO["decline"],
    StepKind.ASKED_MORE: LEADS_TO["ask_more"],
}
OPEN = (HostState.WANTED, HostState.ASKED)  # hosts that have not answered


@transaction.atomic
def accept(request: Request, hosts: Iterable[Host], *, by: User, reason: str = "") -> Step:
    """Accept a request with the hosts that said yes, as one programme; the others are asked no more."""
    hosts = list(hosts)
    if not hosts:
        raise Refused(_("Choose at least one host that receives."))
    said = Answer(StepKind.ACCEPTED, reason=reason, hosts=[host.organisation for host in hosts])
    step = _decide(request, said, by=by)
    keys = [host.pk for host in hosts]
    # written again as it is: a host that says no at this very moment waits for this decision, or this one is refused
    if Host.objects.filter(request=request, pk__in=keys, state=HostState.ACCEPTED).update(state=HostState.ACCEPTED) != len(set(keys)):
        raise Refused(_("A request is accepted with hosts that said that they receive."))
    _leave(request)
    return step


@transaction.atomic
def redirect(request: Request, *, to: Sequence[Organisation], by: User, criterion: str, reason: str) -> Step:
    """Name other doors to the asker, with the criterion that decided; hosts that have not answered are asked no more."""
    if not to:
        raise Refused(_("Name at least one other door."))
    check_criterion(criterion)
    step = _decide(request, Answer(StepKind.REDIRECTED, criterion, reason, to), by=by)
    _leave(request, apart_from=to)
    for organisation in to:
        host, _made = Host.objects.get_or_create(request=request, organisation=organisation)
        if host.state == HostState.DECLINED:
            raise Refused(_("%(host)s said that it cannot.") % {"host": organisation})
    return step


@transaction.atomic
def ask_more(request: Request, question: str, *, by: User) -> Step:
    """Ask the asker what is missing; the request waits for them."""
    if not question.strip():
        raise Refused(_("Say what you need to know."))
    return _decide(request, Answer(StepKind.ASKED_MORE, reason=question), by=by)


@transaction.atomic
def decline(request: Request, *, by: User, criterion: str, reason: str = "", other_door: str = "") -> Step:
    """Decline with the criterion that decided, and another door where there is one."""
    check_criterion(criterion)
    step = _decide(request, Answer(StepKind.DECLINED, criterion, reason, door=other_door), by=by)
    _leave(request)
    return step


@transaction.atomic
def reopen(request: Request, *, by: User, reason: str = "") -> Step:
    """Take a decision back: the request waits again. Its asker is told with the next answer."""
    check_may(by, Act.DECIDE, request)
    if request.stage not in REOPENABLE:
        raise Refused(_("This request is not closed."))
    return move(request, Stage.RECEIVED, StepKind.REOPENED, by=by, reason=reason)


def check_criterion(key: str) -> None:
    if key not in CRITERIA:
        raise Refused(_("Choose the criterion that decided."))


def _decide(request: Request, said: Answer, *, by: User) -> Step:
    """Move a request as an answer says, and write it to its asker."""
    check_may(by, Act.DECIDE, request)
    told: dict[str, Any] = {"criterion": said.criterion, "reason": "\n".join(filter(None, (said.reason, said.door)))}
    step = move(request, STAGES[said.kind], said.kind, by=by, **told)
    answer(request, step, said, by=by)
    return step


def _leave(request: Request, apart_from: Sequence[Organisation] = ()) -> None:
    """Take the question back from hosts that have not answered."""
    for host in Host.objects.filter(request=request, state__in=OPEN).exclude(organisation__in=apart_from).select_related("organisation"):
        change_host(host, HostState.LEFT)
