"""Which milestones of an entry tell of one and the same visit: that of its dossier, its report, what a paper says of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from passerelles.register.models import Claim, ClaimState, Evidence
from passerelles.register.properties import BY_NAME
from passerelles.register.properties.values import Milestone

VISIT = "visit"  # the kind of occasion; and the origin of what a visit's dossier says
MONTH = len("2026-05")
Happening = tuple[str, int]


def one_visit(milestones: Sequence[tuple[int, Milestone]], claims: Iterable[Claim]) -> dict[int, Happening]:
    """Return by number of a milestone's claim which visit it tells of: those done on one day are one, and one of that month
    that names no day is the same where no other visit of the month is told.
    """
    dated = [(pk, value.date) for pk, value in milestones if value.state == "done" and len(value.date) >= MONTH]
    months = [date[:MONTH] for _pk, date in dated]
    if len(set(months)) == len(months):
        return {}  # nothing may be told twice
    visits = _visits_among(claims)
    days: dict[str, set[str]] = defaultdict(set)
    for pk, date in dated:
        if pk in visits:
            days[date[:MONTH]] |= {date} if len(date) > MONTH else set()
    return {pk: (_day(date, days[date[:MONTH]]), 0) for pk, date in dated if pk in visits}


def _day(date: str, days: set[str]) -> str:
    return next(iter(days)) if len(date) == MONTH and len(days) == 1 else date


def _visits_among(claims: Iterable[Claim]) -> set[int]:
    """The claims, their evidence fetched, that a dossier says, or a passage that was read as a visit and as nothing else."""
    said = [(claim.pk, evidence) for claim in claims for evidence in claim.evidence.all()]
    read: dict[int, set[str]] = defaultdict(set)
    rows = Evidence.objects.filter(passage__in=[evidence.passage_id for _pk, evidence in said], claim__name="occasion")
    rows = rows.filter(claim__state__in=(ClaimState.PROPOSED, ClaimState.ACCEPTED))  # not what a coordinator found wrongly read
    for passage, canonical in rows.values_list("passage", "claim__canonical"):
        read[passage].add(canonical)
    only = {BY_NAME["occasion"].parse(VISIT).canonical()}
    return {pk for pk, evidence in said if evidence.origin == VISIT or read[evidence.passage_id] == only}
