"""What hosts say: their own answer, one that a coordinator notes for a host that nobody speaks for here, a question and its reply.

Each is a step of the request's history, and those concerned are told by mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import plain
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.requests.actions.answering import officers_of
from passerelles.requests.actions.hosting import change_host, keep_at
from passerelles.requests.actions.moving import check_may, note
from passerelles.requests.models import Heard, Host, Request, Step
from passerelles.requests.queries.answering import unspoken_for
from passerelles.requests.rights import Act
from passerelles.requests.stages import WAITING, HostState, Stage
from passerelles.requests.telling import tell, tell_coordinators
from passerelles.requests.terms import Means, StepKind


@dataclass(frozen=True, slots=True)
class Source:
    """Who of a host said something, how, and on which day."""

    said_by: str
    means: Means
    on: date


@transaction.atomic
def answer_as_host(host: Host, accepts: bool, words: str = "", *, by: User) -> Host:
    """Say for an organisation that it receives, or that it cannot. An organisation that receives may still say that it cannot any more."""
    _check_speaks(host, by)
    _answered(host, accepts, words, by)
    return host


@transaction.atomic
def answer_for_host(host: Host, accepts: bool, words: str = "", *, source: Source, by: User) -> Host:
    """Note what somebody of a host said elsewhere: for coordinators, and only of a host that nobody speaks for here."""
    check_may(by, Act.DECIDE, host.request)
    if not unspoken_for([host.organisation_id]):
        raise Refused(_("%(host)s has its own officers here: they answer for it.") % {"host": host.organisation})
    said_by = plain(source.said_by)[:150]
    if not said_by or source.on > timezone.localdate():
        raise Refused(_("Say who of the host said it, and on which day."))
    step = _answered(host, accepts, words, by)
    Heard.objects.create(step=step, said_by=said_by, means=source.means, on=source.on)
    return host


def _check_speaks(host: Host, by: User) -> None:
    check_may(by, Act.ANSWER, host.request)
    if host.organisation_id not in standing(by).speaks_for:
        raise Refused(_("This is for others to decide."))


def _answered(host: Host, accepts: bool, words: str, by: User) -> Step:
    """Change a host as it answers, note it, and tell the coordinators."""
    if host.request.stage not in WAITING and (accepts or host.request.stage != Stage.ACCEPTED):
        raise Refused(_("This request waits for no answer any more."))
    keep_at(host.request)
    to = HostState.ACCEPTED if accepts else HostState.DECLINED
    change_host(host, to, words=words[:1000], answered_at=timezone.now(), answered_by=by)
    step = note(host.request, StepKind.ANSWERED, by=by, organisation=host.organisation, reason=words)
    tell_coordinators(host.request, step, _sentence(host), words=words, by=by)
    return step


def _sentence(host: Host) -> Callable[[], str]:
    """What a host's answer is in a few words, where an accepted request has lost its last host, too."""
    if host.state == HostState.ACCEPTED:
        return lambda: _("%(host)s receives") % {"host": host.organisation}
    if host.request.stage == Stage.ACCEPTED and not Host.objects.filter(request=host.request_id, state=HostState.ACCEPTED).exists():
        return lambda: _("%(host)s cannot receive any more, and nobody else does: open this request again") % {"host": host.organisation}
    return lambda: _("%(host)s cannot receive") % {"host": host.organisation}


@transaction.atomic
def ask_as_host(host: Host, question: str, *, by: User) -> Step:
    """Ask the coordinators something before a host answers; it stays asked."""
    _check_speaks(host, by)
    if not question.strip():
        raise Refused(_("Say what you need to know."))
    _check_waits(host.request)
    step = note(host.request, StepKind.HOST_ASKED, by=by, organisation=host.organisation, reason=question[:1000])
    tell_coordinators(host.request, step, lambda: _("%(host)s has a question") % {"host": host.organisation}, words=question, by=by)
    return step


@transaction.atomic
def reply_to_host(host: Host, words: str, *, by: User) -> Step:
    """Reply to a host's question: its officers are told."""
    check_may(by, Act.DECIDE, host.request)
    if not words.strip():
        raise Refused(_("Say what the host should know."))
    _check_waits(host.request)
    step = note(host.request, StepKind.HOST_TOLD, by=by, organisation=host.organisation, reason=words[:1000])
    people = officers_of(host.organisation)
    tell(host.request, f"step/{step.pk}", people, lambda: _("Your question about a request is answered"), words=words, by=by)
    return step


def _check_waits(request: Request) -> None:
    if request.stage not in WAITING:
        raise Refused(_("This request waits for no answer any more."))
    keep_at(request)
