"""What is said of entries, as statements with their evidence. Rows are read as plain tuples: a dump reads millions."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from passerelles.library.models import Document, SourceKind, visible_to
from passerelles.people.queries import Visitor
from passerelles.portal.opendata.records import DocumentRecord, EvidenceRecord, StatementRecord
from passerelles.portal.opendata.referring import DOCUMENT, document_record
from passerelles.register.models import Claim, Evidence
from passerelles.register.queries.passages import BESIDE, spoken

TEXTS = 20  # documents whose texts are held at once


class Span(NamedTuple):
    """A row of evidence."""

    claim: int
    document: int
    start: int
    end: int
    first: int  # of its passage
    last: int
    language: str
    page: int | None


HIDDEN: EvidenceRecord = {"document": None, "quote": "", "sentence": "", "language": "", "page": None}


def statements_of(roots: Mapping[int, int], user: Visitor, site: str) -> dict[int, list[StatementRecord]]:
    """Return by entry the accepted claims that a visitor may see, on it and on those merged into it."""
    told = Claim.objects.filter(entry__in=list(roots)).accepted().visible_to(user).order_by("pk")
    rows = list(told.values_list("pk", "entry_id", "name", "canonical", "stands", "judged_at", "gone_since"))
    evidence = _evidence([row[0] for row in rows], user, site)
    found: dict[int, list[StatementRecord]] = defaultdict(list)
    for pk, entry, name, canonical, stands, judged, gone in rows:
        found[roots[entry]].append(
            {
                "id": pk,
                "property": name,
                "value": json.loads(canonical),
                "state": "accepted",
                "is_chosen": stands,
                "judged": judged.date().isoformat() if judged else "",
                "no_longer_said_since": gone.isoformat() if gone else "",
                "evidence": evidence.get(pk, []),
            }
        )
    return found


def _evidence(claims: Sequence[int], user: Visitor, site: str) -> dict[int, list[EvidenceRecord]]:
    """Where claims are said, in the order it was found; all that is hidden of a claim is one line that says nothing."""
    rows = Evidence.objects.filter(claim__in=claims).order_by("pk")
    columns = ("claim", "passage__document", "start", "end", "passage__start", "passage__end", "passage__language", "passage__page")
    spans = [Span(*row) for row in rows.values_list(*columns)]
    documents = documents_seen({span.document for span in spans}, user, site)
    words = _words([span for span in spans if span.document in documents])
    found: dict[int, list[EvidenceRecord]] = defaultdict(list)
    for span in spans:
        record = words[span].told(span, documents[span.document]) if span.document in documents else HIDDEN
        if record not in found[span.claim]:
            found[span.claim].append(record)
    return found


def documents_seen(keys: set[int], user: Visitor, site: str) -> dict[int, DocumentRecord]:
    """The documents that a visitor may read facts in: those they may see, and declarations, read beside the facts accepted of them."""
    seen = visible_to(user)
    with_page = set(Document.objects.filter(seen, pk__in=keys).values_list("pk", flat=True))
    rows = Document.objects.filter(seen | Q(source__kind=SourceKind.DECLARATION), pk__in=keys).values(*DOCUMENT)
    return {row["pk"]: document_record(row, site, has_page=row["pk"] in with_page) for row in rows}


@dataclass(frozen=True, slots=True)
class Words:
    """What a document says at a place, and the sentence around it."""

    quote: str
    sentence: str

    def told(self, span: Span, document: DocumentRecord) -> EvidenceRecord:
        language = spoken(span.language, document["language"])
        return {"document": document, "quote": self.quote, "sentence": self.sentence, "language": language, "page": span.page}


def _words(spans: Sequence[Span]) -> dict[Span, Words]:
    """The words at some places. Texts are long: a few are held at once, whatever the batch quotes."""
    of_document: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        of_document[span.document].append(span)
    texts: Any = Document.objects.filter(pk__in=of_document).values_list("pk", "text").iterator(TEXTS)
    return {span: _cut(text, span) for pk, text in texts for span in of_document[pk]}


def _cut(text: str, span: Span) -> Words:
    """The words, and the sentence as far as a page would show it."""
    first, last = max(span.first, span.start - BESIDE), min(max(span.last, span.end), span.end + BESIDE)
    before, after = ("… " if first > span.first else ""), (" …" if last < span.last else "")
    return Words(text[span.start : span.end], before + text[first:last] + after)
