"""Writing to people of what was decided: in the decision's own transaction, so that no letter tells of what did not happen."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from passerelles.common.mailing import SUBJECT, write
from passerelles.people.models import Membership, Organisation, Role, User
from passerelles.requests.letters import Answer, Draft, draft_of
from passerelles.requests.models import Host, Letter, Request, Step
from passerelles.requests.queries.answering import ANSWERABLE
from passerelles.requests.queries.asking import token_for
from passerelles.requests.telling import Words, tell
from passerelles.requests.terms import StepKind


def answer(request: Request, step: Step, said: Answer, *, by: User) -> list[Letter]:
    """Write to whoever asked, and to the askers of requests that were joined to it; keep each letter as it was sent."""
    return [_sent(each, step, said, by) for each in askers_of(request)]


def askers_of(request: Request) -> list[Request]:
    """Return the requests that one answer goes to: one for each address."""
    known = {request.contact_email.lower(): request}
    for joined in request.joined.select_related("group", "asker").order_by("pk"):
        known.setdefault(joined.contact_email.lower(), joined)
    return list(known.values())


def _sent(request: Request, step: Step, said: Answer, by: User) -> Letter:
    kept = _kept(request, step, draft_of(request, said, str(by)))
    if kept.to:
        mailed = draft_of(request, said, str(by), token_for(request))
        post(f"request/{request.pk}/letter/{kept.pk}", kept.to, mailed, by)
    return kept


def _kept(request: Request, step: Step, draft: Draft) -> Letter:
    """The copy that others read as well: without the address of its asker's page."""
    kept: Letter = Letter.objects.create(
        request=request,
        step=step,
        language=draft.language,
        to=request.contact_email,
        subject=draft.subject[:SUBJECT],
        body=draft.body,
        at=step.at,
    )
    return kept


def post(key: str, to: str, draft: Draft, by: User) -> None:
    """Mail a letter; an answer to it reaches who signs."""
    write(key, to=to, subject=draft.subject, body=draft.body, language=draft.language, reply_to=by.email)


def officers_of(organisation: Organisation) -> list[User]:
    """Return who speaks for an organisation today."""
    held = Membership.objects.filter(role=Role.OFFICER, organisation=organisation, user__is_active=True).in_force()
    return [each.user for each in held.select_related("user").order_by("pk")]


def call(key: str, people: Iterable[User], said: Callable[[User], Draft], *, by: User) -> None:
    """Write to people of the network, each in their language, once for what `key` names; an answer reaches who calls."""
    for reader in people:
        post(f"{key}/{reader.pk}", reader.email, said(reader), by)


# What hosts that are asked, or receive, are told of what becomes of a request.
TOLD = {
    StepKind.ACCEPTED: _("The request you receive is accepted"),
    StepKind.REDIRECTED: _("Its asker was told of another door"),
    StepKind.DECLINED: _("The request you were asked for is declined"),
    StepKind.REOPENED: _("The request you were asked for is opened again"),
    StepKind.WITHDRAWN: _("Its asker has withdrawn the request you were asked for"),
    StepKind.CHANGED: _("What is asked of you was changed"),
    StepKind.COMPLETED: _("What is asked of you was completed"),
}


def tell_hosts(step: Step, words: Words = "") -> None:
    """Tell the officers of hosts that are asked, or receive, what was done to a request."""
    hosts = Host.objects.filter(request=step.request_id, state__in=ANSWERABLE).order_by("pk")
    for host in hosts.select_related("organisation", "request__group", "request__asker"):
        tell_officers(host, step, lambda: str(TOLD[StepKind(step.kind)]), words)


def tell_officers(host: Host, step: Step, say: Callable[[], str], words: Words = "") -> None:
    """Tell who speaks for a host something of a step, whoever made it aside."""
    tell(host.request, f"step/{step.pk}", officers_of(host.organisation), say, words=words, by=step.by)
