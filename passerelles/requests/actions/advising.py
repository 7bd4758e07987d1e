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
from passerelles.requests.models import Opinion, OpinionState, Request
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import WAITING
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
    people = [of] if isinstance(of, User) else officers_of(of)
    call(f"request/{request.pk}/opinion/{asked.pk}", people, lambda reader: opinion_asked(request, asked.pk, reader, question, due))
    return asked


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
    note(opinion.request, StepKind.ADVISED, by=by, organisation=opinion.organisation)
    return opinion
