"""Compares a reading with what its source said before: same, new, gone."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.library.models import Reading
from passerelles.register.actions.doubting import ask
from passerelles.register.models import Claim, ClaimState, Evidence, VerdictKind
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from passerelles.register.reading.taking import Taken
from passerelles.register.verdicts import note

Count = tuple[int, int, str]  # where it stands, and its canonical value
JUDGED = (ClaimState.ACCEPTED, ClaimState.REJECTED)


def compare(reading: Reading, taken: Iterable[Taken]) -> None:
    """Withdraw what was only proposed and is no longer said, mark what was accepted, and keep a newer reader from asking again."""
    said = {claim.pk for each in taken for claim in each.claims}
    gone = Claim.objects.filter(source=reading.document.source).exclude(pk__in=said).exclude(name="confirmed")
    gone = gone.filter(state__in=(ClaimState.PROPOSED, ClaimState.ACCEPTED), gone_since=None)
    others = _counts_of_others(reading)
    for claim in gone.select_related("entry__survivor"):
        if claim.name == "count" and _is_of_others(claim, reading, others):
            _take_back(claim, reading)
        else:
            _let_go(claim, reading)
    _set_beside(reading, said)


def _counts_of_others(reading: Reading) -> set[Count]:
    """What is counted in a document and is not its network's, with where it stands."""
    found = (each for each in reading.found.get("figures", ()) if each.get("of_part"))
    return {(each["start"], each["end"], BY_NAME["count"].parse(each).canonical()) for each in found}


def _is_of_others(claim: Claim, reading: Reading, others: set[Count]) -> bool:
    """Whether a count that an earlier reader took for the network's is somebody else's wherever it is said. Taken back once: whoever
    undoes that is right."""
    said = list(claim.evidence.select_related("passage"))
    if not said or claim.verdicts.filter(kind=VerdictKind.WITHDRAW, by=None).exists():
        return False
    document = reading.document_id
    return all(each.passage.document_id == document and (each.start, each.end, claim.canonical) in others for each in said)


def _take_back(claim: Claim, reading: Reading) -> None:
    note(claim, VerdictKind.WITHDRAW, {"state": ClaimState.WITHDRAWN}, by=None, reason=f"reader {reading.reader}: not the network's")
    project(claim.entry)


def _let_go(claim: Claim, reading: Reading) -> None:
    """What is only proposed is withdrawn; a person's verdict stands as long as its words do."""
    if claim.state == ClaimState.PROPOSED:
        note(claim, VerdictKind.WITHDRAW, {"state": ClaimState.WITHDRAWN}, by=None, reason=f"reader {reading.reader}")
    elif not _are_still_there(claim, reading):
        _mark_gone(claim, reading)


def _are_still_there(claim: Claim, reading: Reading) -> bool:
    """Whether the words a claim was read in still stand in the document, whatever the reader makes of them now."""
    document = reading.document
    return any(
        each.passage.document_id == document.pk or each.quote in document.text
        for each in claim.evidence.select_related("passage__document")
    )


def _mark_gone(claim: Claim, reading: Reading) -> None:
    today = timezone.localdate()
    Claim.objects.filter(pk=claim.pk).update(gone_since=today, is_disputed=True)
    doubt = ask(
        reading.document,
        f"gone/{claim.pk}/{today}",
        "gone",
        lambda: _("The new version no longer says: %(fact)s. Does it still hold?") % {"fact": f"{claim.entry} · {claim.label}"},
        entry=claim.entry,
    )
    doubt.claims.add(claim)
    project(claim.entry)


def _set_beside(reading: Reading, said: set[int]) -> None:
    """A person's verdict on the same words and property outlives every reader: another value there is listed on request, never queued."""
    fresh = Claim.objects.filter(pk__in=said, state=ClaimState.PROPOSED, is_beside_verdict=False)
    for claim in fresh.prefetch_related("evidence"):
        if claim.definition.is_many:
            continue
        spans = [(each.start, each.end) for each in claim.evidence.all() if each.reading_id == reading.pk]
        if spans and all(_is_judged(claim, reading, start, end) for start, end in spans):
            Claim.objects.filter(pk=claim.pk).update(is_beside_verdict=True)


def _is_judged(claim: Claim, reading: Reading, start: int, end: int) -> bool:
    """Whether an earlier reading of this very document put other words for the same property here, and a person judged them."""
    earlier = Evidence.objects.filter(
        passage__document=reading.document,
        start__lt=end,
        end__gt=start,
        claim__entry=claim.entry,
        claim__name=claim.name,
        claim__state__in=JUDGED,
        claim__judged_by__isnull=False,
    )
    return earlier.exclude(claim=claim).exclude(reading=reading).exists()
