"""Judging: each verdict adds, none overwrites, and each can be undone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.models import Document, Visibility
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions.doubting import ask
from passerelles.register.actions.proposing import PassageSpan, propose, rivals_of
from passerelles.register.models import Claim, ClaimState, Doubt, DoubtState, Entry, Verdict, VerdictKind
from passerelles.register.projecting import DATED, project
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.verdicts import note


def check_may_judge(claim: Claim | Doubt, by: User) -> None:
    """Refuse whoever does not coordinate the group the words come from."""
    group = claim.group_id if isinstance(claim, Claim) else claim.document.group_id
    if group not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can judge this."))


@transaction.atomic
def accept(claim: Claim, *, by: User, stands: bool | None = None, reason: str = "", batch: str = "") -> Claim:
    """Accept what a source says. `stands`: whether it is the one shown, where accepted claims disagree on a single value."""
    check_may_judge(claim, by)
    rivals = rivals_of(claim)
    if stands and rivals:
        _lower(rivals, by, batch)
    after = {"state": ClaimState.ACCEPTED, "stands": bool(stands and rivals)}
    note(claim, VerdictKind.ACCEPT, after, by=by, reason=reason, batch=batch)
    if rivals and stands is None and not any(rival.stands for rival in rivals):
        _ask_which_stands(claim, rivals)
    project(claim.entry)
    return claim


def _lower(rivals: Iterable[Claim], by: User, batch: str) -> None:
    for rival in rivals:
        if rival.stands:
            note(rival, VerdictKind.CHOOSE, {"stands": False}, by=by, batch=batch)


def _ask_which_stands(claim: Claim, rivals: list[Claim]) -> None:
    evidence = claim.evidence.select_related("passage__document").first()
    if evidence:
        ask_of = {"what": BY_NAME[claim.name].title}
        doubt = ask(
            evidence.passage.document,
            f"rival/{claim.entry.key}/{claim.name}",
            "rival",
            lambda: _("%(what)s: sources disagree. Which stands?") % ask_of,
            span=(evidence.start, evidence.end),
            entry=claim.entry,
            suggestions=sorted({claim.label, *(rival.label for rival in rivals)}),
        )
        doubt.claims.add(claim, *rivals)


@transaction.atomic
def reject(claim: Claim, *, by: User, reason: str = "", batch: str = "") -> Claim:
    """Reject what a source says; an entry whose last proposal is rejected is not public and in no list."""
    check_may_judge(claim, by)
    note(claim, VerdictKind.REJECT, {"state": ClaimState.REJECTED, "stands": False}, by=by, reason=reason, batch=batch)
    project(claim.entry)
    return claim


@transaction.atomic
def choose(claim: Claim, *, by: User, batch: str = "") -> Claim:
    """Let an accepted claim stand where accepted claims disagree; the others stay beside it."""
    check_may_judge(claim, by)
    if claim.state != ClaimState.ACCEPTED:
        raise Refused(_("Only an accepted fact can be chosen."))
    _lower(rivals_of(claim), by, batch)
    note(claim, VerdictKind.CHOOSE, {"stands": True}, by=by, batch=batch)
    Doubt.objects.filter(claims=claim, about="rival", state=DoubtState.OPEN).update(**_answered(claim.label, by))
    project(claim.entry)
    return claim


@transaction.atomic
def publish_fact(claim: Claim, *, by: User) -> Claim:
    """Publish an accepted fact, not its source: the page then says "from a document of the network", without quote."""
    check_may_judge(claim, by)
    note(claim, VerdictKind.OPEN, {"visibility": Visibility.PUBLIC, "is_opened": True}, by=by)
    project(claim.entry)
    return claim


@transaction.atomic
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
    is_new = not said.exists()
    for each in claim.evidence.select_related("passage", "reading__document__source"):
        span = PassageSpan(each.passage, each.start, each.end, each.context, each.origin)
        propose(entry, claim.name, value, span=span, reading=each.reading)
    if is_new:
        said.update(state=ClaimState.WITHDRAWN, visibility=claim.visibility, is_opened=claim.is_opened)
    return said.get()


@transaction.atomic
def correct_parties(entry: Entry, right: Entry, document: Document, *, by: User) -> list[Claim]:
    """Move what a document says of a wrongly read pair to the right one: rejected where it is, accepted, same words, on the other."""
    batch = uuid4().hex
    claims = Claim.objects.filter(entry=entry).from_document(document).exclude(state=ClaimState.REJECTED)
    moved = []
    for claim in claims:
        other = _on_the_same_words(claim, claim.value, right)
        reject(claim, by=by, batch=batch)
        if other.state != ClaimState.ACCEPTED:
            moved.append(accept(other, by=by, batch=batch))
    return moved


@transaction.atomic
def accept_undisputed(document: Document, *, by: User) -> list[Claim]:
    """Accept every proposal of a document that no doubt hangs on and nothing contradicts, as one step that is undone as one."""
    if document.group_id not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can judge this."))
    batch = uuid4().hex
    proposed = list(Claim.objects.from_document(document).proposed().filter(is_disputed=False).select_related("entry__survivor"))
    clear = [claim for claim in proposed if not _is_contradicted(claim, proposed)]
    for claim in clear:
        note(claim, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by, batch=batch)
    for entry in {claim.entry for claim in clear}:
        project(entry)
    return clear


def _is_contradicted(claim: Claim, proposed: list[Claim]) -> bool:
    """Whether another value is accepted, or proposed beside it, where only one can be true."""
    if BY_NAME[claim.name].is_many or claim.name in DATED:
        return False
    beside = [c for c in proposed if (c.entry_id, c.name) == (claim.entry_id, claim.name) and c.canonical != claim.canonical]
    return bool(beside or rivals_of(claim))


@transaction.atomic
def undo(*, by: User, document: Document | None = None) -> list[Claim]:
    """Undo somebody's last step: every verdict of it, exactly. Refused where somebody has judged one of its claims since."""
    mine = Verdict.objects.filter(by=by, undone_at=None).exclude(kind=VerdictKind.UNDO)
    if document:
        mine = mine.filter(claim__evidence__passage__document=document)
    last = mine.order_by("-pk").first()
    if last is None:
        raise Refused(_("There is nothing to undo."))
    step = Verdict.objects.filter(batch=last.batch, by=by, undone_at=None) if last.batch else Verdict.objects.filter(pk=last.pk)
    verdicts = list(step.select_related("claim__entry__survivor").order_by("-pk"))
    for verdict in verdicts:
        _take_back(verdict, by)
    for entry in {verdict.claim.entry for verdict in verdicts}:
        project(entry)
    return [verdict.claim for verdict in verdicts]


def _take_back(verdict: Verdict, by: User) -> None:
    if Verdict.objects.filter(claim=verdict.claim, pk__gt=verdict.pk, undone_at=None).exclude(kind=VerdictKind.UNDO).exists():
        raise Refused(_("Somebody has judged this meanwhile: look at it again."))
    before = dict(verdict.before)
    judged_at = before.pop("judged_at")
    judged_by = before.pop("judged_by")
    Claim.objects.filter(pk=verdict.claim_id).update(
        **before, judged_by=judged_by, judged_at=datetime.fromisoformat(judged_at) if judged_at else None
    )
    verdict.claim.refresh_from_db()
    Verdict.objects.filter(pk=verdict.pk).update(undone_at=timezone.now())
    Verdict.objects.create(claim=verdict.claim, kind=VerdictKind.UNDO, before={}, by=by, undone_at=timezone.now())


def _answered(answer: str, by: User) -> dict[str, object]:
    return {"state": DoubtState.ANSWERED, "answer": answer[:500], "answered_by": by, "answered_at": timezone.now()}
