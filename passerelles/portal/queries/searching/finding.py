"""One query, one ranked list, of whatever a visitor may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from passerelles.common.finding import kinds
from passerelles.common.finding.asking import Asked
from passerelles.common.finding.candidates import Rows, titles
from passerelles.common.finding.cutting import Piece, excerpt, marked
from passerelles.common.finding.meaning import meant
from passerelles.common.finding.ranking import Hit, counted, ranked
from passerelles.common.listing import listed
from passerelles.common.models import Findable
from passerelles.common.words import tongue, wording
from passerelles.library.models import Visibility, visible_to
from passerelles.people.queries import Visitor
from passerelles.places.named import places_in
from passerelles.portal.queries.searching.facets import Facet, Names, all_names, dated, facets, filters_of, narrowing, said_of
from passerelles.portal.queries.searching.named import Lead, leads

A_PAGE = 20
MOST_SUGGESTED = 8
ASKED_FOR_SUGGESTIONS = 200  # rows among which the best are chosen
SHORTEST = 2  # letters that something is suggested for; of Chinese, one


@dataclass(frozen=True, slots=True)
class Result:
    """Something found, as the page shows it."""

    name: str  # of its kind
    number: int
    kind: str  # what its kind is called
    address: str
    title: tuple[Piece, ...]
    lang: str
    said: str  # what is known of it, in a line
    excerpt: tuple[Piece, ...]
    excerpt_lang: str
    others: int  # further passages of it that answer
    visibility: str  # who sees it, where that is not everybody


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of how many."""

    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Search:
    """What the page of a search shows."""

    text: str
    results: list[Result] = field(default_factory=list)
    total: int = 0
    is_more: bool = False  # there is more than what was counted
    facets: list[Facet] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    corrected: str = ""  # what was looked for instead
    without: str = ""  # words that are not in what was found
    pages: Pages = Pages(1, 1)
    leads: list[Lead] = field(default_factory=list)  # partnerships that its words name, where they are not among the results shown

    @property
    def is_asked(self) -> bool:
        return bool(self.text or self.filters)


def findable(user: Visitor) -> Rows:
    """What somebody may see of all that can be found: search has no other door."""
    return Findable.objects.filter(visible_to(user, owner="owner"))


def search(said: QueryDict, user: Visitor) -> Search:
    """Look for what a query says; where nothing has it, for what it may have meant."""
    filters, asked = filters_of(said), Asked.of(said.get("q", ""), places_in)
    understood = meant(asked, findable(user), narrowing(filters), places_in)
    hits = ranked(understood.found, understood.asked, tongue())
    pages = _pages(said.get("page", ""), len(hits))
    counts = counted(understood.found.rows, dated())
    names = all_names(counts, filters)
    shown = hits[(pages.number - 1) * A_PAGE : pages.number * A_PAGE]
    is_whole = not filters and pages.number == 1  # whoever narrows or goes on looks for something else
    return Search(
        text=asked.text,
        results=list(_results(shown, understood.asked, names)),
        total=len(hits),
        is_more=understood.found.is_cut,
        facets=facets(counts, names, filters, said),
        filters=filters,
        corrected=understood.corrected,
        without=listed(understood.without),
        pages=pages,
        leads=leads(understood.asked.text, findable(user), {(hit.best.kind, hit.best.object_id) for hit in shown}) if is_whole else [],
    )


def _pages(said: str, number: int) -> Pages:
    count = max(-(-number // A_PAGE), 1)
    asked = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1
    return Pages(min(max(asked, 1), count), count)


def _results(hits: Sequence[Hit], asked: Asked, names: Names) -> Iterable[Result]:
    rows = Findable.objects.defer("heading", "tokens").in_bulk([hit.best.pk for hit in hits])
    known = kinds()
    for hit in hits:
        row = rows.get(hit.best.pk)
        if row and row.kind in known:  # a kind whose app was taken away is found no more
            yield _result(hit, row, asked, known[row.kind], names)


def _result(hit: Hit, row: Findable, asked: Asked, kind: Any, names: Names) -> Result:
    title, lang = wording(row.title), row.language or wording(row.title).lang
    return Result(
        name=row.kind,
        number=row.object_id,
        kind=str(kind.title),
        address=kind.address(row.object_id, row.place),
        title=marked(title.text, asked),
        lang=title.lang,
        said=said_of(dated()(row.facets), names),
        excerpt=_quoted(row.text, asked, is_readable=lang == tongue()),
        excerpt_lang=lang,
        others=hit.others,
        visibility="" if row.visibility == Visibility.PUBLIC else str(Visibility(row.visibility).label),
    )


def _quoted(text: str, asked: Asked, *, is_readable: bool) -> tuple[Piece, ...]:
    """The words looked for as a text has them. Where it was found by others (its title, its theme), its beginning for who reads its
    language, and nothing for who does not.
    """
    pieces = excerpt(text, asked).pieces
    return pieces if is_readable or any(piece.is_found for piece in pieces) else ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody may be typing the title of."""

    title: tuple[Piece, ...]
    lang: str
    kind: str
    address: str


def suggest(text: str, user: Visitor) -> list[Suggestion]:
    """Return what is called as somebody begins to type, of what they may see."""
    asked = Asked.of(text, is_unfinished=True)
    if not asked.terms or (len(asked.text) < SHORTEST and asked.text.isascii()):
        return []
    found = titles(findable(user), asked, ASKED_FOR_SUGGESTIONS)
    hits = ranked(found, asked, tongue())[:MOST_SUGGESTED]
    return [Suggestion(each.title, each.lang, each.kind, each.address) for each in _results(hits, asked, all_names({}, {}))]
