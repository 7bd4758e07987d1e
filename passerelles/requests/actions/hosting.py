"""Asking organisations whether they receive."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, User
from passerelles.register.naming import organisation_of
from passerelles.requests.actions.answering import call, officers_of
from passerelles.requests.actions.moving import check_may, move, note
from passerelles.requests.letters import host_asked
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.rights import Act
from passerelles.requests.stages import HOST_MOVES, HostState, Stage
from passerelles.requests.terms import StepKind


@transaction.atomic
def ask_hosts(
    request: Request, organisations: Sequence[Organisation], *, by: User, department: str = "", due: date | None = None
) -> list[Host]:
    """Ask organisations whether they receive: each is told by mail. Refuses, as a whole, where one of them cannot be asked now."""
    check_may(by, Act.DECIDE, request)
    if not organisations:
        raise Refused(_("Choose at least one host."))
    if due and due < timezone.localdate():
        raise Refused(_("The day by which an answer is wished for is past."))
    organisations = met(organisations)
    first = _offered(request, organisations[0], by)
    hosts = [_ask(request, each, department, due) for each in organisations]
    steps = [first, *(note(request, StepKind.OFFERED, by=by, organisation=each) for each in organisations[1:])]
    for host, step in zip(hosts, steps, strict=True):
        _call_officers(host, step, by)
    return hosts


def met(organisations: Sequence[Organisation]) -> list[Organisation]:
    """Return organisations as rows: one that the network meets now (register.naming.imagined) is written."""
    return [each if each.pk else organisation_of(each.key) for each in organisations]


def _offered(request: Request, first: Organisation, by: User) -> Step:
    if request.stage != Stage.OFFERED:
        return move(request, Stage.OFFERED, StepKind.OFFERED, by=by, organisation=first)
    keep_at(request)
    return note(request, StepKind.OFFERED, by=by, organisation=first)


def keep_at(request: Request) -> None:
    """Refuse where a request has left the stage it was seen at."""
    if not Request.objects.filter(pk=request.pk, stage=request.stage).update(changed_at=timezone.now()):
        raise Refused(_("This request was changed meanwhile. Nothing was done; look at it again."))


def _ask(request: Request, organisation: Organisation, department: str, due: date | None) -> Host:
    host, _made = Host.objects.get_or_create(request=request, organisation=organisation)
    return change_host(host, HostState.ASKED, department=department, due=due, asked_at=timezone.now(), words="", answered_at=None)


def change_host(host: Host, to: HostState, **changes: object) -> Host:
    """Move a host from the state it was seen in; refuses where the rules have no such move or somebody was quicker."""
    before = HostState(host.state)
    rows = Host.objects.filter(pk=host.pk, state=before)
    if to not in HOST_MOVES[before] or not rows.update(state=to, **changes):
        host.refresh_from_db()
        raise Refused(_("%(host)s is now: %(state)s. Nothing was done.") % {"host": host.organisation, "state": host.get_state_display()})
    for name, value in {**changes, "state": to}.items():
        setattr(host, name, value)
    return host


def _call_officers(host: Host, step: Step, by: User) -> None:
    people = officers_of(host.organisation)
    call(
        f"request/{host.request_id}/step/{step.pk}",
        people,
        lambda reader: host_asked(host.request, host.organisation, reader, host.department, host.due),
        by=by,
    )
