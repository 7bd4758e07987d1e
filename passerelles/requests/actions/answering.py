"""Writing to people of what was decided: in the decision's own transaction, so that no letter tells of what did not happen."""

from collections.abc import Callable, Iterable

from passerelles.common.mailing import SUBJECT, write
from passerelles.people.models import Membership, Organisation, Role, User
from passerelles.requests.letters import Answer, Draft, draft_of
from passerelles.requests.models import Letter, Request, Step


def answer(request: Request, step: Step, said: Answer, *, by: User) -> list[Letter]:
    """Write to whoever asked, and to the askers of requests that were joined to it; keep each letter as it was sent."""
    return [_sent(each, step, draft_of(each, said, str(by))) for each in askers_of(request)]


def askers_of(request: Request) -> list[Request]:
    """Return the requests that one answer goes to: one for each address."""
    known = {request.contact_email.lower(): request}
    for joined in request.joined.select_related("group", "asker").order_by("pk"):
        known.setdefault(joined.contact_email.lower(), joined)
    return list(known.values())


def _sent(request: Request, step: Step, draft: Draft) -> Letter:
    kept = Letter.objects.create(
        request=request,
        step=step,
        language=draft.language,
        to=request.contact_email,
        subject=draft.subject[:SUBJECT],
        body=draft.body,
        at=step.at,
    )
    if kept.to:
        write(f"request/{request.pk}/letter/{kept.pk}", to=kept.to, subject=kept.subject, body=kept.body, language=kept.language)
    return kept


def officers_of(organisation: Organisation) -> list[User]:
    """Return who speaks for an organisation today."""
    held = Membership.objects.filter(role=Role.OFFICER, organisation=organisation, user__is_active=True).in_force()
    return [each.user for each in held.select_related("user").order_by("pk")]


def call(key: str, people: Iterable[User], said: Callable[[User], Draft]) -> None:
    """Write to people of the network, each in their language, once for what `key` names."""
    for reader in people:
        draft = said(reader)
        write(f"{key}/{reader.pk}", to=reader.email, subject=draft.subject, body=draft.body, language=draft.language)
