"""Judging: each verdict adds, none overwrites, and each can be undone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.models import Document, Visibility
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions.choosing import ask_which_stand, check_may_judge, contradicted, lower
from passerelles.register.actions.doubting import reopen, settle
from passerelles.register.actions.following import follow
from passerelles.register.actions.proposing import PassageSpan, propose, rivals_of
from passerelles.register.models import Claim, ClaimState, Doubt, DoubtState, Entry, Verdict, VerdictKind
from passerelles.register.projecting import project_all
from passerelles.register.properties import Value
from passerelles.register.steps import step
from passerelles.register.verdicts import IMPORTED, note, note_all

ABOUT_PARTIES = ("place", "name", "partner")  # the doubts that the right pair answers


@step()
def accept(claim: Claim, *, by: User, stands: bool | None = None, reason: str = "", batch: str = "") -> Claim:
    """Accept what a source says. `stands`: whether it is the one shown, where accepted claims disagree on a single value."""
    check_may_judge(claim, by)
    batch = batch or uuid4().hex
    has_rivals = bool(stands and rivals_of(claim))
    if has_rivals:
        lower(claim, by=by, batch=batch)
    after = {"state": ClaimState.ACCEPTED, "stands": has_rivals}
    note(claim, VerdictKind.ACCEPT, after, by=by, reason=reason, batch=batch)
    _show([claim.entry])
    return claim


@step()
def reject(claim: Claim, *, by: User, reason: str = "", batch: str = "") -> Claim:
    """Reject what a source says; an entry whose last proposal is rejected is not public and in no list."""
    check_may_judge(claim, by)
    note(claim, VerdictKind.REJECT, {"state": ClaimState.REJECTED, "stands": False}, by=by, reason=reason, batch=batch)
    _show([claim.entry])
    return claim


@step()
def publish_fact(claim: Claim, *, by: User) -> Claim:
    """Publish an accepted fact, not its source: the page then says "from a document of the network", without quote."""
    check_may_judge(claim, by)
    if claim.state != ClaimState.ACCEPTED:
        raise Refused(_("Only an accepted fact can be published."))
    if claim.visibility == Visibility.PUBLIC:
        raise Refused(_("This fact is public already."))
    note(claim, VerdictKind.OPEN, {"visibility": Visibility.PUBLIC, "is_opened": True}, by=by)
    _show([claim.entry])
    return claim


@step()
def correct(claim: Claim, value: Value, *, by: User, entry: Entry | None = None, reason: str = "") -> Claim:
    """Say what the same words really mean: the claim is rejected, and a second one accepted on its words (of another entry, if need be)."""
    check_may_judge(claim, by)
    entry, batch = entry or claim.entry, uuid4().hex
    if entry == claim.entry and value.canonical() == claim.canonical:
        raise Refused(_("This is what it says already."))
    right = _on_the_same_words(claim, value, entry)
    if claim.state != ClaimState.REJECTED:
        reject(claim, by=by, reason=reason, batch=batch)
    if right.state != ClaimState.ACCEPTED:
        accept(right, by=by, reason=reason, batch=batch, stands=True)
    return right


def _on_the_same_words(claim: Claim, value: Value, entry: Entry) -> Claim:
    """Return the claim that the same words make with another value, or of another entry; unjudged, it is nobody's proposal."""
    said = Claim.objects.filter(entry=entry, name=claim.name, canonical=value.canonical(), source=claim.source)
    before = said.values_list("state", flat=True).first()
    for each in claim.evidence.select_related("passage", "reading__document__source"):
        span = PassageSpan(each.passage, each.start, each.end, each.context, each.origin)
        propose(entry, claim.name, value, span=span, reading=each.reading)
    if before is None:
        said.update(state=ClaimState.WITHDRAWN, visibility=claim.visibility, is_opened=claim.is_opened)
    elif before == ClaimState.WITHDRAWN:  # undoing the correction must leave it so
        said.update(state=ClaimState.WITHDRAWN)
    return said.select_related("entry__survivor").get()


@step()
def correct_parties(entry: Entry, right: Entry, document: Document, *, by: User) -> list[Claim]:
    """Move what a document says of a wrongly read pair to the right one: rejected where it is, accepted, same words, on the other."""
    if entry == right:
        raise Refused(_("This is the pair it says already."))
    batch = uuid4().hex
    open_to = (ClaimState.PROPOSED, ClaimState.ACCEPTED)
    claims = list(
        Claim.objects.filter(entry=entry, state__in=open_to).from_document(document).select_related("entry__survivor").order_by("pk")
    )
    if not claims:
        raise Refused(_("This document says nothing more of this pair."))
    moved = [_move(claim, right, by, batch) for claim in claims]
    _answer_by(right, claims, document, batch, by)
    _show([entry, right])
    return moved


def _move(claim: Claim, right: Entry, by: User, batch: str) -> Claim:
    check_may_judge(claim, by)
    other = _on_the_same_words(claim, claim.value, right)
    note(claim, VerdictKind.REJECT, {"state": ClaimState.REJECTED, "stands": False}, by=by, batch=batch)
    if other.state != ClaimState.ACCEPTED:
        note(other, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by, batch=batch)
    return other


def _answer_by(right: Entry, claims: list[Claim], document: Document, batch: str, by: User) -> None:
    """The right pair answers what was doubtful of the wrong one: with the step's time, so that undoing it asks again."""
    at = Verdict.objects.filter(batch=batch).order_by("-pk")[0].at
    doubts = Doubt.objects.open().filter(document=document, about__in=ABOUT_PARTIES, claims__in=claims)
    names = " – ".join(str(party.organisation) for party in right.parties.select_related("organisation"))
    closed = {"state": DoubtState.ANSWERED, "answer": names[:500], "answered_by": by, "answered_at": at}
    Doubt.objects.filter(pk__in=list(doubts.values_list("pk", flat=True))).update(**closed)
    settle(claims)


@step()
def accept_undisputed(document: Document, *, by: User, entry: Entry | None = None) -> list[Claim]:
    """Accept every proposal of a document (on one entry, if given) that no doubt hangs on and nothing contradicts, as one step."""
    if document.group_id not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can judge this."))
    clear = undisputed(document, by, entry)
    note_all(clear, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by, batch=uuid4().hex)
    project_all(claim.entry for claim in clear)  # nothing that is accepted here disagrees, so that nothing is to be asked
    return clear


def undisputed(document: Document, by: User, entry: Entry | None = None) -> list[Claim]:
    """Return the proposals of a document that nothing speaks against, of the groups somebody coordinates."""
    proposed = Claim.objects.from_document(document).proposed().filter(group__in=standing(by).coordinates)
    claims = list(proposed.select_related("entry__survivor", "entry__group").order_by("pk"))
    if entry:
        claims = [claim for claim in claims if claim.entry_id == entry.pk]
    against = contradicted(claims)
    return [claim for claim in claims if not claim.is_disputed and claim.pk not in against]


def _show(entries: Iterable[Entry]) -> None:
    """Ask what must be chosen of entries, and write what the public sees of them."""
    entries = list(entries)
    ask_which_stand(entries)
    project_all(entries)


@step()
def undo(*, by: User, document: Document | None = None) -> list[Claim]:
    """Undo somebody's last step (in a document): every verdict of it, or the doubt it closed, exactly.

    Refused where somebody has judged one of its claims since.
    """
    last = _last_verdict(by, document)
    doubt = _last_doubt(by, document)
    if doubt and doubt.answered_at and (last is None or doubt.answered_at > last.at):
        reopen(doubt, by=by)
        return list(doubt.claims.select_related("entry__survivor"))
    if last is None:
        raise Refused(_("There is nothing to undo."))
    return _undo_step(last, by)


def _last_verdict(by: User, document: Document | None) -> Verdict | None:
    mine = Verdict.objects.filter(by=by, undone_at=None).exclude(kind=VerdictKind.UNDO)
    mine = mine.exclude(batch__startswith=IMPORTED)  # an import is undone as a whole, on its own page
    if document:
        mine = mine.filter(Q(claim__evidence__passage__document=document) | Q(claim__doubts__document=document))
    return mine.order_by("-pk").first()


def _last_doubt(by: User, document: Document | None) -> Doubt | None:
    mine = Doubt.objects.filter(answered_by=by).exclude(state=DoubtState.OPEN)
    return (mine.filter(document=document) if document else mine).order_by("-answered_at").first()


def _undo_step(last: Verdict, by: User) -> list[Claim]:
    step = Verdict.objects.filter(batch=last.batch, by=by, undone_at=None) if last.batch else Verdict.objects.filter(pk=last.pk)
    verdicts = list(step.select_related("claim__entry__survivor").order_by("-pk"))
    for claim in (verdict.claim for verdict in verdicts):
        check_may_judge(claim, by)
    _check_nothing_since(verdicts)
    for verdict in verdicts:
        _restore(verdict)
    _note_undone(verdicts, by)
    for doubt in Doubt.objects.filter(answered_by=by, answered_at__in={verdict.at for verdict in verdicts}):
        reopen(doubt, by=by)
    claims = Claim.objects.filter(pk__in=[verdict.claim_id for verdict in verdicts]).select_related("entry__survivor")
    settle(claims)  # a doubt may have been asked or answered since
    _show([claim.entry for claim in claims])
    return list(claims.all())


def _check_nothing_since(verdicts: list[Verdict]) -> None:
    """Refuse where a claim of the step has a later verdict that stands."""
    standing_ones = Verdict.objects.filter(claim__in=[verdict.claim_id for verdict in verdicts], undone_at=None).exclude(
        kind=VerdictKind.UNDO
    )
    latest = dict(standing_ones.values_list("claim").annotate(latest=Max("pk")).order_by())
    mine = {verdict.pk for verdict in verdicts}
    if not set(latest.values()) <= mine:
        raise Refused(_("Somebody has judged this meanwhile: look at it again."))


def _restore(verdict: Verdict) -> None:
    """Write a claim's judged columns as they were before a verdict; who sees it follows its documents as they are now."""
    before = {name: held for name, held in verdict.before.items() if name not in ("visibility", "is_opened")}
    judged_at = before.pop("judged_at")
    judged_by = before.pop("judged_by")
    Claim.objects.filter(pk=verdict.claim_id).update(
        **before, judged_by=judged_by, judged_at=datetime.fromisoformat(judged_at) if judged_at else None
    )
    if verdict.kind == VerdictKind.OPEN:
        Claim.objects.filter(pk=verdict.claim_id).update(is_opened=False)
        follow(Claim.objects.get(pk=verdict.claim_id))


def _note_undone(verdicts: list[Verdict], by: User) -> None:
    now = timezone.now()
    Verdict.objects.filter(pk__in=[verdict.pk for verdict in verdicts]).update(undone_at=now)
    claims = dict.fromkeys(verdict.claim for verdict in verdicts)
    Verdict.objects.bulk_create(Verdict(claim=claim, kind=VerdictKind.UNDO, before={}, by=by, undone_at=now) for claim in claims)
