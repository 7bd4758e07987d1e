"""The sentences behind facts, as marginalia show them: quoted only from documents that the visitor may see."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from passerelles.common.words import tongue
from passerelles.library.models import Document, SourceKind, visible_to
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Evidence

BESIDE = 260  # characters of the sentence shown on each side of the words
LONGEST_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class Quoted:
    """One place where a fact is said. Without `document` it is one of the network's: no quote, no name, no date."""

    document: Document | None = None
    before: str = ""
    words: str = ""
    after: str = ""
    context: tuple[str, ...] = ()
    lang: str = ""
    page: int | None = None
    gone_since: str = ""

    @property
    def is_declaration(self) -> bool:
        return self.document is not None and self.document.source.kind == SourceKind.DECLARATION

    @property
    def is_estimate(self) -> bool:
        """Whether a coordination estimates it."""
        return self.document is not None and self.document.source.is_estimate

    @property
    def is_of_coordination(self) -> bool:
        """Whether it is a coordination's word: signed for the group, by no organisation."""
        return self.is_declaration and self.document is not None and self.document.source.organisation_id is None


HIDDEN = Quoted()


def spoken(passage: str, document: str) -> str:
    """The language of words: their passage's, where it is not known their document's."""
    return passage or document


def language_of(claim: Claim) -> str:
    """The language of the words that say it first, where it is known. Its evidence is at hand, with passages and documents."""
    passages = (evidence.passage for evidence in claim.evidence.all())
    return next((tongue(lang) for passage in passages if (lang := spoken(passage.language, passage.document.language))), "")


def documents_behind(claims: Iterable[Claim], user: Visitor, *, with_text: bool = True) -> dict[int, Document]:
    """The documents that claims are said in, those a visitor may see, by number; one query for all. Without their texts for who only
    names them.
    """
    keys = {evidence.passage.document_id for claim in claims for evidence in claim.evidence.all()}
    wanted = [
        "title",
        "name",
        "published",
        "language",
        "version",
        "is_current",
        "source__kind",
        "source__key",
        "source__address",
        "source__organisation__name",
    ]
    wanted += ["text"] if with_text else []
    # A declaration is read beside the facts that were accepted of it, and nowhere else by those outside its group.
    visible = Document.objects.filter(pk__in=keys).filter(visible_to(user) | Q(source__kind=SourceKind.DECLARATION))
    visible = visible.select_related("source__organisation").only(*wanted)
    return {document.pk: document for document in visible}


def quotes(claims: Iterable[Claim], documents: Mapping[int, Document]) -> list[Quoted]:
    """Where claims are said, each words once, the youngest document first; at most one line for all that is hidden."""
    found: dict[tuple[object, ...], Quoted] = {}
    for claim in claims:
        for evidence in claim.evidence.all():
            document = documents.get(evidence.passage.document_id)
            quoted = _quoted(evidence, document, claim) if document else HIDDEN
            said = (claim.source_id, quoted.before, quoted.words) if document else ()
            if said not in found or _is_newer(quoted, found[said]):
                found[said] = quoted
    return sorted(found.values(), key=lambda quoted: quoted.document.published if quoted.document else "", reverse=True)


def _is_newer(quoted: Quoted, other: Quoted) -> bool:
    """Of versions of one document that say the same, the last is shown."""
    return bool(quoted.document and other.document and quoted.document.version > other.document.version)


def _quoted(evidence: Evidence, document: Document, claim: Claim) -> Quoted:
    passage, text = evidence.passage, document.text
    start, end = max(passage.start, evidence.start - BESIDE), min(max(passage.end, evidence.end), evidence.end + BESIDE)
    before, after = text[start : evidence.start], text[evidence.end : end]
    return Quoted(
        document=document,
        before=("… " if start > passage.start else "") + before,
        words=text[evidence.start : evidence.end],
        after=after + (" …" if end < passage.end else ""),
        context=tuple(_context(evidence, document, start, end)),
        lang=spoken(passage.language, document.language),
        page=passage.page,
        gone_since=claim.gone_since.isoformat() if claim.gone_since else "",
    )


def _context(evidence: Evidence, document: Document, start: int, end: int) -> Iterator[str]:
    """What else is needed to understand the words: a heading, a column's title, an earlier sentence."""
    for first, last in evidence.context:
        if not (start <= first and last <= end):
            text = " ".join(document.text[first:last].split())
            yield text if len(text) <= LONGEST_CONTEXT else text[:LONGEST_CONTEXT] + "…"
