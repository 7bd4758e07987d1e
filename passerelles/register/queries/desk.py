"""What waits at the desk: documents with proposals or doubts left, versions to publish, and what officers declared."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from passerelles.library.models import Document, DocumentQuerySet, SourceKind
from passerelles.people.models import User
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, ClaimState, Doubt, Evidence

PAGE = 20
DECLARATIONS = 50
VERSIONS = 50
Groups = Collection[int] | None  # by id, with those below them; none: all that somebody coordinates


@dataclass(frozen=True, slots=True)
class Change:
    """How a document's claims differ from those of the version before: how many are new, said again, said no longer."""

    new: int = 0
    same: int = 0
    gone: int = 0


@dataclass(slots=True)
class Left:
    """A document of the queue, and what is left to judge of it."""

    document: Document
    proposals: int = 0
    disputed: int = 0
    doubts: int = 0
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, and whether another follows."""

    rows: Sequence[Left]
    page: int
    has_next: bool


def queue(user: User, *, groups: Groups = None, page: int = 1) -> Queue:
    """Return the documents with something left to judge, newest first. As many queries for one as for many."""
    listed = waiting(user, groups).brought()
    found = list(listed[(page - 1) * PAGE : page * PAGE + 1])
    return Queue(_left(found[:PAGE]), page, len(found) > PAGE)


def declarations(user: User, *, groups: Groups = None) -> list[Left]:
    """Return what officers declared or contest and nobody has judged yet, newest first."""
    said = waiting(user, groups).filter(source__kind=SourceKind.DECLARATION).select_related("source__organisation", "brought_by")
    return _left(said[:DECLARATIONS])


def to_publish(user: User, *, groups: Groups = None) -> list[Document]:
    """Return the new versions that wait for a coordinator to publish them, of each source the last one, newest first."""
    found = _of(groups, unpublished(user))
    return list(found.defer("text", "blocks", "notes").select_related("group", "brought_by").order_by("-brought_at", "-pk")[:VERSIONS])


def unpublished(user: Visitor) -> DocumentQuerySet:
    """The last version of each source that waits for somebody to publish it."""
    found = Document.objects.judged_by(user).unpublished()
    return found.exclude(Exists(found.filter(source=OuterRef("source"), version__gt=OuterRef("version"))))


def waiting(user: Visitor, groups: Groups = None) -> DocumentQuerySet:
    """The documents and declarations with something left to judge, newest first."""
    proposed = Evidence.objects.filter(claim__state=ClaimState.PROPOSED, claim__is_beside_verdict=False)
    something = Q(pk__in=proposed.values("passage__document")) | Q(pk__in=Doubt.objects.open().values("document"))
    found = Document.objects.judged_by(user).read().filter(something)
    found = found.filter(Q(is_current=True) | Q(source__kind=SourceKind.DECLARATION))
    return _of(groups, found).defer("blocks", "notes").select_related("source", "group").order_by("-brought_at", "-pk")


def _of(groups: Groups, documents: DocumentQuerySet) -> DocumentQuerySet:
    return documents if groups is None else documents.filter(group__in=groups)


def _left(documents: Iterable[Document]) -> list[Left]:
    rows = {document.pk: Left(document) for document in documents}
    for pk, proposals, disputed in _proposed_of(rows):
        rows[pk].proposals, rows[pk].disputed = proposals, disputed
    for pk, doubts in Doubt.objects.open().filter(document__in=rows).values_list("document").annotate(n=Count("pk")):
        rows[pk].doubts = doubts
    for pk, change in changes(row.document for row in rows.values()).items():
        rows[pk].change = change
    return list(rows.values())


def _proposed_of(documents: Collection[int]) -> Iterable[tuple[int, int, int]]:
    proposed = Claim.objects.proposed().filter(evidence__passage__document__in=documents)
    counts = {"n": Count("pk", distinct=True), "m": Count("pk", distinct=True, filter=Q(is_disputed=True))}
    return proposed.values_list("evidence__passage__document").annotate(**counts).order_by()


def left_of(document: Document) -> Left:
    """Return what is left to judge of one document."""
    return _left([document])[0]


def changes(documents: Iterable[Document]) -> dict[int, Change]:
    """Return what each document says that the version before did not, and the other way round; nothing for a first version."""
    versions = {each.source_id: each for each in documents if each.version > 1 and each.source.kind != SourceKind.DECLARATION}
    if not versions:
        return {}
    number = "evidence__passage__document__version"
    claims = Claim.objects.filter(source__in=versions).annotate(first=Min(number), last=Max(number))
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source, first, last, state, gone_since in claims.values_list("source", "first", "last", "state", "gone_since"):
        if what := _changed(versions[source].version, first, last, bool(gone_since) or state == ClaimState.WITHDRAWN):
            found[versions[source].pk][what] += 1
    return {document.pk: Change(**found[document.pk]) for document in versions.values()}


def _changed(version: int, first: int, last: int, is_gone: bool) -> str:
    if last < version:
        return "gone" if is_gone else ""
    return "new" if first == version else "same"
