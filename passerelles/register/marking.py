"""What the register marks on a document's page: accepted facts for whoever sees their entry, proposals and doubts for who judges."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from passerelles.common.words import wording
from passerelles.library.laying import Mark
from passerelles.library.models import Document
from passerelles.library.queries import may_judge
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, Evidence


def marks(document: Document, user: Visitor) -> list[Mark]:
    """Return the words of a document that a visitor may know the meaning of."""
    judges = may_judge(document, user)
    shown = [*_facts(document, user), *(_questions(document) if judges else ())]
    return [*shown, *(_proposals(document) if judges else ())]


def _facts(document: Document, user: Visitor) -> Iterator[Mark]:
    told = list(_said_in(document).filter(claim__in=Claim.objects.accepted().visible_to(user)))
    roots = {evidence.claim.entry.survivor_id or evidence.claim.entry_id for evidence in told}
    entries = Entry.objects.visible_to(user).in_bulk(roots) if roots else {}
    for evidence in told:
        entry = entries.get(evidence.claim.entry.survivor_id or evidence.claim.entry_id)
        if entry:
            yield Mark(evidence.start, evidence.end, f"{entry} · {evidence.claim.label}", reverse("entry", args=[entry.pk]))


def _proposals(document: Document) -> Iterator[Mark]:
    desk = reverse("desk_document", args=[document.pk])
    for evidence in _said_in(document).filter(claim__state=ClaimState.PROPOSED, claim__is_beside_verdict=False):
        yield Mark(evidence.start, evidence.end, f"{evidence.claim.entry} · {evidence.claim.label}", desk, "proposal")


def _questions(document: Document) -> Iterator[Mark]:
    desk = reverse("desk_document", args=[document.pk])
    for doubt in Doubt.objects.filter(document=document).open():
        if doubt.start < doubt.end:
            yield Mark(doubt.start, doubt.end, wording(doubt.reason).text, desk, "doubt")


def _said_in(document: Document) -> QuerySet[Evidence]:
    return Evidence.objects.filter(passage__document=document).select_related("claim__entry", "claim__source").order_by("start", "pk")
