"""Letting go of a document that is erased: what was only proposed from it goes, what was accepted keeps the sentence that says it."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from django.db.models import ProtectedError

from passerelles.library.models import Source
from passerelles.register.finding import forget_entry
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, Evidence
from passerelles.register.steps import step


@step()
def let_go(source: Source) -> dict[int, set[tuple[int, int]]]:
    """Forget what a source said that nobody accepted, and what was asked about it; return the sentences still needed, by document."""
    gone = Claim.objects.filter(source=source).exclude(state=ClaimState.ACCEPTED)
    entries = set(gone.values_list("entry", flat=True))
    gone.delete()
    Doubt.objects.filter(document__source=source).delete()
    _drop_empty(entries)
    needed: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for evidence in Evidence.objects.filter(passage__document__source=source).select_related("passage"):
        needed[evidence.passage.document_id] |= {(evidence.passage.start, evidence.passage.end), *map(tuple, evidence.context)}
    return dict(needed)


def _drop_empty(entries: Iterable[int]) -> None:
    """An entry of which nobody says anything any more was made from those words alone; one that was merged stays as the merge's record."""
    for entry in Entry.objects.filter(pk__in=entries, claims=None):
        forget_entry(entry)
        with suppress(ProtectedError):
            entry.delete()
