"""Noting a verdict: the one writer of a claim's judged columns, which keeps what they were before."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.register.models import Claim, Verdict, VerdictKind

IMPORTED = "import-"  # how the batches of imports begin
JUDGED = ("state", "visibility", "is_opened", "stands", "is_disputed")


def note(claim: Claim, kind: VerdictKind, after: dict[str, Any], *, by: User | None, reason: str = "", batch: str = "") -> Verdict:
    """Change a claim's judged columns and note what they were. Refused where somebody has judged it meanwhile."""
    before = _before(claim)
    unchanged = Claim.objects.filter(pk=claim.pk, state=claim.state, judged_at=claim.judged_at)
    if not unchanged.update(**after, judged_by=by, judged_at=timezone.now()):
        raise Refused(_("Somebody has judged this meanwhile: look at it again."))
    claim.refresh_from_db()
    return Verdict.objects.create(claim=claim, kind=kind, before=before, by=by, reason=reason[:500], batch=batch)


def note_all(claims: Sequence[Claim], kind: VerdictKind, after: dict[str, Any], *, by: User, batch: str, reason: str = "") -> None:
    """Change the judged columns of many claims in one step. For claims just made, or read within the step."""
    now = timezone.now()
    Verdict.objects.bulk_create(
        [Verdict(claim=claim, kind=kind, before=_before(claim), by=by, reason=reason[:500], batch=batch) for claim in claims],
        batch_size=500,
    )
    keys = [claim.pk for claim in claims]
    for at in range(0, len(keys), 500):
        Claim.objects.filter(pk__in=keys[at : at + 500]).update(**after, judged_by=by, judged_at=now)


def _before(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in JUDGED} | {"judged_by": claim.judged_by_id, "judged_at": _iso(claim)}


def _iso(claim: Claim) -> str | None:
    return claim.judged_at.isoformat() if claim.judged_at else None
