"""Asks the engine for a bounded number of rows; which of them come first is decided in `ranking`, the same for every engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import connection
from django.db.models import QuerySet

from passerelles.common.finding.asking import Asked, Expression, for_postgresql, for_sqlite
from passerelles.common.finding.words import facet_token
from passerelles.common.models import Findable

MOST = 1_000  # rows that are ranked and counted: of more, it is only said that there are more
INDEX = "common_findable_index"
Rows = QuerySet[Findable]
COLUMNS = ("pk", "kind", "object_id", "part", "heading", "facets", "weight")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that answers, as far as ranking and counting need it."""

    pk: int
    kind: str
    object_id: int
    part: int
    heading: str
    facets: Mapping[str, list[str]]
    weight: int
    is_exact: bool = True  # has every word as it was asked for, not only its stem


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found; `is_cut` where there is more."""

    rows: list[Candidate] = field(default_factory=list)
    is_cut: bool = False


def matching(rows: Rows, asked: Sequence[Expression], *, heading: Expression | None = None) -> Rows:
    """Narrow rows (those that somebody may see) to what the engine finds by all of some expressions and, in titles, by one more.

    In the order they were first written, as they come out of the index: the engine stops when there are enough. (`extra` joins FTS5's
    table to the rows one by one; a condition `IN (SELECT …)` would collect all it finds first.)
    """
    in_heading = [heading] if heading else []
    if connection.vendor == "sqlite":
        parts = [*(f"heading : {for_sqlite(each)}" for each in in_heading), *map(for_sqlite, asked)]
        where = [f"{INDEX} MATCH %s", f"{INDEX}.rowid = common_findable.id"]
        return rows.extra(tables=[INDEX], where=where, params=[" AND ".join(parts)], order_by=[f"{INDEX}.rowid"])  # noqa: S610
    where = [f"common_findable.{name} @@ %s::tsquery" for name in (*["heading_index"] * len(in_heading), *["whole_index"] * len(asked))]
    return rows.extra(where=where, params=[for_postgresql(each) for each in (*in_heading, *asked)]).order_by("pk")  # noqa: S610


def candidates(rows: Rows, asked: Asked, filters: Mapping[str, str] | None = None) -> Candidates:
    """Return at most `MOST` rows that answer: all of them, else those whose titles do first, then those that have the very words."""
    facets = [facet_token(name, value) for name, value in (filters or {}).items()]
    if not asked.terms:
        found = _taken(matching(rows, facets)) if facets else []
        return Candidates(found[:MOST], len(found) > MOST)
    found = _taken(matching(rows, [asked.loose, *facets]))
    if len(found) <= MOST:
        return Candidates(_with_exactness(rows, found, asked, facets))
    in_titles = _taken(matching(rows, facets, heading=asked.loose))
    exact = _taken(matching(rows, [asked.exact, *facets])) if len(in_titles) < MOST and asked.exact != asked.loose else []
    merged: dict[int, Candidate] = {}
    for row in (*in_titles, *exact, *(replace(row, is_exact=False) for row in found)):
        merged.setdefault(row.pk, row)
    return Candidates(list(merged.values())[:MOST], True)


def titles(rows: Rows, asked: Asked, most: int) -> Candidates:
    """Return rows whose titles answer, for suggestions while somebody types."""
    found = _taken(matching(rows, [], heading=asked.exact), most)
    return Candidates(found[:most], len(found) > most)


def _taken(rows: Rows, most: int = MOST) -> list[Candidate]:
    return [Candidate(*columns) for columns in rows.values_list(*COLUMNS)[: most + 1]]


def _with_exactness(rows: Rows, found: list[Candidate], asked: Asked, facets: Sequence[Expression]) -> list[Candidate]:
    """Note which rows have the words themselves."""
    if not found or asked.exact == asked.loose:
        return found
    exact = set(matching(rows, [asked.exact, *facets]).values_list("pk", flat=True)[: MOST + 1])
    return [row if row.pk in exact else replace(row, is_exact=False) for row in found]
