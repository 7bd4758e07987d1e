"""Opinions on a request: asked of an organisation or of a person, with a day by which they are wished for; given once each."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, User
from passerelles.people.queries import standing
from passerelles.requests.actions.answering import call, officers_of
from passerelles.requests.actions.hosting import keep_at
from passerelles.requests.actions.moving import check_may, note
from passerelles.requests.letters import opinion_asked
from passerelles.requests.models import Opinion, OpinionState, Request, Step
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import WAITING
from passerelles.requests.telling import send, tell_coordinators
from passerelles.requests.terms import StepKind


@transaction.atomic
def ask_opinion(request: Request, of: Organisation | User, *, by: User, question: str = "", due: date | None = None) -> Opinion:
    """Ask an opinion of an organisation, whose officers are told, or of a person who may see the request. Each is asked once."""
    check_may(by, Act.DECIDE, request)
    if due and due < timezone.localdate():
        raise Refused(_("The day by which an answer is wished for is past."))
    if request.stage not in WAITING:
        raise Refused(_("This request waits for no answer any more."))
    if isinstance(of, User) and not may(of, Act.SEE, request):
        raise Refused(_("%(who)s may not see this request.") % {"who": of})
    keep_at(request)
    whom = {"adviser": of} if isinstance(of, User) else {"organisation": of}
    said = {"asked_by": by, "question": question[:500], "due": due}
    asked, is_new = Opinion.objects.get_or_create(request=request, **whom, defaults=said)
    if not is_new:
        raise Refused(_("%(who)s is asked already.") % {"who": of})
    person = str(of) if isinstance(of, User) else ""
    note(request, StepKind.CONSULTED, by=by, organisation=asked.organisation, reason=": ".join(filter(None, (person, question))))
    people = advisers_of(asked)
    call(f"request/{request.pk}/opinion/{asked.pk}", people, lambda reader: opinion_asked(request, asked.pk, reader, question, due), by=by)
    return asked


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
    if state not in OpinionState or state == OpinionState.ASKED:
        raise Refused(_("Say whether it is favourable, unfavourable, or none."))
    if Request.objects.filter(pk=opinion.request_id).exclude(purged_at=None).exists():
        raise Refused(_("This request waits for no answer any more."))
    now = timezone.now()
    rows = Opinion.objects.filter(pk=opinion.pk, state=OpinionState.ASKED)
    if not rows.update(state=state, words=words, given_by=by, given_at=now):
        raise Refused(_("This opinion was given meanwhile. Nothing was done; look at it again."))
    opinion.state, opinion.words, opinion.given_by, opinion.given_at = state, words, by, now
    step = note(opinion.request, StepKind.ADVISED, by=by, organisation=opinion.organisation)
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
    said = {"who": opinion.organisation or opinion.adviser, "state": opinion.get_state_display()}
    return _("%(who)s gave an opinion: %(state)s") % said
