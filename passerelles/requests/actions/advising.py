"""Opinions on a request: asked of an organisation or of a person, with a day by which they are wished for; given once each."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.templatetags.common import colon
from passerelles.people.models import Organisation, User
from passerelles.people.queries import standing
from passerelles.requests.actions.answering import call, officers_of, post
from passerelles.requests.actions.hosting import keep_at
from passerelles.requests.actions.moving import check_may, note
from passerelles.requests.letters import address_of, opinion_asked
from passerelles.requests.models import Opinion, OpinionState, Request, Step
from passerelles.requests.queries.opinions import advisable, token_of
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import WAITING
from passerelles.requests.telling import send, tell_coordinators
from passerelles.requests.terms import StepKind


@dataclass(frozen=True, slots=True)
class Outsider:
    """An organisation that is not in the register: by name, and where it is written to, in which language."""

    name: str
    email: str
    language: str = "fr"

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def ask_opinion(request: Request, of: Organisation | User | Outsider, *, by: User, question: str = "", due: date | None = None) -> Opinion:
    """Ask an opinion of an organisation, whose officers are told, of a person who may see the request, or of who is not in the register
    and answers by the link of a mail. Each is asked once.
    """
    check_may(by, Act.DECIDE, request)
    if due and due < timezone.localdate():
        raise Refused(_("The day by which an answer is wished for is past."))
    if request.stage not in WAITING:
        raise Refused(_("This request waits for no answer any more."))
    _check_may_be_asked(of, request)
    keep_at(request)
    whom, more = _columns(of)
    said = {"asked_by": by, "question": question[:500], "due": due, **more}
    asked, is_new = Opinion.objects.get_or_create(request=request, **whom, defaults=said)
    if not is_new:
        raise Refused(_("%(who)s is asked already.") % {"who": of})
    named = "" if asked.organisation else asked.who
    note(request, StepKind.CONSULTED, by=by, organisation=asked.organisation, reason=colon().join(filter(None, (named, question))))
    _call(asked, by)
    return asked


def _check_may_be_asked(of: Organisation | User | Outsider, request: Request) -> None:
    if isinstance(of, User) and not may(of, Act.SEE, request):
        raise Refused(_("%(who)s may not see this request.") % {"who": of})
    if isinstance(of, Organisation) and not advisable(request).filter(pk=of.pk).exists():
        raise Refused(_("%(who)s is not asked for an opinion: nobody speaks for it, or it asks or answers itself.") % {"who": of})
    if isinstance(of, Outsider) and not (of.name and _is_address(of.email)):
        raise Refused(_("Give the organisation’s name and its e-mail address."))


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _columns(of: Organisation | User | Outsider) -> tuple[dict[str, Any], dict[str, Any]]:
    """By what it is found whether somebody was asked, and what else is kept of them."""
    if isinstance(of, Outsider):
        return {"email": of.email.lower()}, {"outsider": of.name[:200], "language": of.language}
    return ({"adviser": of} if isinstance(of, User) else {"organisation": of}), {}


def _call(asked: Opinion, by: User) -> None:
    key, page = f"request/{asked.request_id}/opinion/{asked.pk}", partial(address_of, "request_opinion", asked.request_id, asked.pk)
    said = asked.question, asked.due
    call(key, advisers_of(asked), lambda reader: opinion_asked(asked.request, reader.language, page, *said), by=by)
    write_outside(asked, key)


def write_outside(asked: Opinion, key: str) -> None:
    """Write to an outsider, where one is asked: with the link by which they answer, in the language they were asked in."""
    if asked.email:
        page = partial(address_of, "opinion_by_link", token_of(asked))
        draft = opinion_asked(asked.request, asked.language, page, asked.question, asked.due)
        post(f"{key}/outside", asked.email, draft, asked.asked_by)


def advisers_of(opinion: Opinion) -> list[User]:
    """Return who is asked for an opinion and may give it today."""
    asked = [opinion.adviser] if opinion.adviser else officers_of(opinion.organisation) if opinion.organisation else []
    return [each for each in asked if each.is_active and may_give(each, opinion)]


def may_give(user: User, opinion: Opinion) -> bool:
    """Who was asked, while they may see the request; who speaks for the organisation that was; who decides, to note what came by letter."""
    if opinion.organisation_id in standing(user).speaks_for:
        return True
    return may(user, Act.SEE if opinion.adviser_id == user.pk else Act.DECIDE, opinion.request)


@transaction.atomic
def give_opinion(opinion: Opinion, state: OpinionState, words: str = "", *, by: User) -> Opinion:
    """Give an opinion, or say that there is none. It stays as it was given."""
    if not may_give(by, opinion):
        raise Refused(_("This is for others to decide."))
    return _give(opinion, state, words, by)


@transaction.atomic
def give_opinion_by_link(opinion: Opinion, state: OpinionState, words: str = "") -> Opinion:
    """Give an opinion for who opened the link of their mail (whoever calls asked), while the request waits for an answer."""
    if not Request.objects.filter(pk=opinion.request_id, stage__in=WAITING).exists():
        raise Refused(_("This request waits for no answer any more."))
    return _give(opinion, state, words, None)


def _give(opinion: Opinion, state: OpinionState, words: str, by: User | None) -> Opinion:
    if state not in OpinionState or state == OpinionState.ASKED:
        raise Refused(_("Say whether it is favourable, unfavourable, or none."))
    if Request.objects.filter(pk=opinion.request_id).exclude(purged_at=None).exists():
        raise Refused(_("This request waits for no answer any more."))
    now = timezone.now()
    rows = Opinion.objects.filter(pk=opinion.pk, state=OpinionState.ASKED)
    if not rows.update(state=state, words=words, given_by=by, given_at=now):
        raise Refused(_("This opinion was given meanwhile. Nothing was done; look at it again."))
    opinion.state, opinion.words, opinion.given_by, opinion.given_at = state, words, by, now
    step = note(opinion.request, StepKind.ADVISED, by=by, organisation=opinion.organisation, reason=opinion.outsider)
    _tell_given(opinion, step)
    return opinion


def _tell_given(opinion: Opinion, step: Step) -> None:
    """Tell the coordinators; and whoever was asked, where somebody else noted it for them."""
    tell_coordinators(opinion.request, step, lambda: _given(opinion), words=opinion.words, by=step.by)
    asked = advisers_of(opinion)
    for each in asked if step.by not in asked else ():
        say, page = lambda: _("Your opinion was noted for you"), "request_opinion"
        send(opinion.request, f"step/{step.pk}", each, say, page=page, which=opinion.pk)


def _given(opinion: Opinion) -> str:
    said = {"who": opinion.who, "state": opinion.get_state_display()}
    return _("%(who)s gave an opinion: %(state)s") % said
