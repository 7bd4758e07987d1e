"""Asks the engine for a bounded number of rows; which of them come first is decided in `ranking`, the same for every engine."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from passerelles.common.finding.asking import Asked, Expression, for_postgresql, for_sqlite, holding
from passerelles.common.models import Findable, KeptWord

FEW = 200  # rows that are read at once, with their tokens: most searches find no more
MOST = 1_000  # rows that are ranked and counted: of more, it is only said that there are more
SCATTERED = 20_000  # rows: as many are gathered and sorted sooner than the first thousand of them are met in the whole table
INDEX = "common_findable_index"
Rows = QuerySet[Findable]


class Candidate(NamedTuple):
    """A row that answers, as far as ranking and counting need it."""

    pk: int
    kind: str
    object_id: int
    part: int
    heading: str
    facets: str  # as the database keeps them: a thousand are read at once
    weight: int
    language: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found; `exact` are the rows with the very words that were asked for, `is_cut` where there is more."""

    rows: list[Candidate] = field(default_factory=list)
    exact: Set[int] = frozenset()
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


def is_any(found: Rows) -> bool:
    """Whether anything was found. (Asked for one row of a hundred that it expects, PostgreSQL goes through the table instead of its
    index: to the end, where there is none.)
    """
    return found.exists() if connection.vendor == "sqlite" else bool(_from_index(found, "LIMIT 1"))


def _from_index(found: Rows, told: str) -> list[int]:
    """The numbers that PostgreSQL's index gives, before anything else is asked of them."""
    asked, params = found.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({asked}) SELECT pk FROM found {told}", params)  # noqa: S608 - of our own
        return [number for (number,) in cursor.fetchall()]


def up_to(found: Rows, number: int) -> Rows:
    """What was found as far as a row. (FTS5's table is told itself: SQLite would go through all that it finds.)"""
    column = f"{INDEX}.rowid" if connection.vendor == "sqlite" else "common_findable.id"
    return found.extra(where=[f"{column} <= %s"], params=[number])  # noqa: S610 - of our own


def numbers_by_word(words: "QuerySet[KeptWord]", rows: Rows, most: int) -> dict[str, int]:
    """Return how many rows each of some kept words is found in, `most` at most: one query, however many words there are."""
    if connection.vendor == "sqlite":
        tables, has_word = [INDEX], [f"{INDEX} MATCH '\"' || common_keptword.word || '\"'", f"{INDEX}.rowid = common_findable.id"]
    else:
        tables, has_word = [], ["common_findable.whole_index @@ quote_literal(common_keptword.word)::tsquery"]
    found = rows.extra(tables=tables, where=has_word).order_by()  # noqa: S610 - of our own
    asked, params = found.values("pk")[:most].query.sql_with_params()
    number = RawSQL(f"(SELECT COUNT(*) FROM ({asked}) found)", params)  # noqa: S608, S611 - of our own
    return dict(words.values_list("word", number))


def candidates(rows: Rows, asked: Asked, narrow: Sequence[Expression] = ()) -> Candidates:
    """Return at most `MOST` rows that answer: all of them, else those whose titles do first, then those that have the very words.

    Where there are more than a few, numbers are asked for, then the rows of those that are kept: a row costs more than its number.
    """
    if not asked.terms:
        found = _numbers(matching(rows, narrow)) if narrow else []
        return Candidates(_rows(rows, found[:MOST]), frozenset(), len(found) > MOST)
    few = list(_wide(matching(rows, [asked.loose, *narrow]), "tokens")[: FEW + 1])
    if len(few) <= FEW:
        return _few(few, asked)
    found = _beyond(matching(rows, [asked.loose, *narrow]), few[-1][0])
    exact = _exact(rows, asked, narrow, found) if asked.exact != asked.loose else found
    if len(found) <= MOST:
        return Candidates(_rows(rows, found), frozenset(exact))
    in_titles = _numbers(matching(rows, narrow, heading=asked.loose))
    kept = list(dict.fromkeys([*in_titles, *exact, *found]))[:MOST]
    return Candidates(_rows(rows, kept), frozenset(exact), True)


def _beyond(found: Rows, last: int) -> list[int]:
    """The numbers of what was found, of which the first few end at `last`. Where that says that they are thinly scattered, PostgreSQL
    gathers all of them from its index: in order, it would walk through most of the table for them.
    """
    if connection.vendor == "sqlite" or FEW * _length() > SCATTERED * last:
        return _numbers(found)
    return _from_index(found, f"ORDER BY pk LIMIT {MOST + 1}")


def _length() -> int:
    """The number of the last row: hidden ones count, since they are walked by, too."""
    return Findable.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _exact(rows: Rows, asked: Asked, narrow: Sequence[Expression], found: Sequence[int]) -> list[int]:
    """Rows with the very words: of more than `MOST`, first those of the stretch of the table in which the others were found. Only where
    these are few does all of it tell more. (PostgreSQL takes the pairs of a run of Chinese for strangers to each other, and what has them
    all for rare: it would collect a hundred thousand rows to sort out the first.)
    """
    near = _numbers(up_to(matching(rows, [asked.exact, *narrow]), found[-1]))
    return near if len(found) <= MOST or len(near) > FEW else _numbers(matching(rows, [asked.exact, *narrow]))


def _few(found: list[tuple[Any, ...]], asked: Asked) -> Candidates:
    """What one question to the database answers: of rows with their tokens, the very words need not be asked for."""
    has_words, rows = holding(asked.exact), [Candidate(*row[:-1]) for row in found]
    exact = frozenset(row.pk for row, (*_columns, tokens) in zip(rows, found, strict=True) if has_words(f" {row.heading} {tokens} "))
    return Candidates(rows, exact)


def titles(rows: Rows, asked: Asked, most: int) -> Candidates:
    """Return rows whose titles answer, for suggestions while somebody types."""
    found = list(_wide(matching(rows, [], heading=asked.exact))[: most + 1])
    return Candidates([Candidate._make(row) for row in found[:most]], frozenset(), len(found) > most)


def _numbers(rows: Rows) -> list[int]:
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def _rows(rows: Rows, numbers: Sequence[int]) -> list[Candidate]:
    """The rows of some numbers, asked for as what somebody may see once more. (The numbers are our own; as a thousand parameters, Django
    would look at each.)
    """
    among = ",".join(map(str, numbers))
    return [Candidate._make(row) for row in _wide(rows.extra(where=[f"common_findable.id IN ({among})"]))] if numbers else []  # noqa: S610


def _wide(rows: Rows, *more: str) -> "QuerySet[Findable, tuple[Any, ...]]":
    said = rows.annotate(filed=Cast("facets", TextField()))  # as text: the field would read each alone
    return said.values_list("pk", "kind", "object_id", "part", "heading", "filed", "weight", "language", *more)
