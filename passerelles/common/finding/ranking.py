"""Which of the rows that answer come first: one function over their tokens, so that every database gives the same order."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log1p

from passerelles.common.finding.asking import All, Any, Asked, Expression, Prefix, Term
from passerelles.common.finding.candidates import Candidate, Candidates
from passerelles.common.finding.kinds import kinds
from passerelles.common.finding.writing import APART

# What counts for how much. Found with `passerelles/portal/tests/relevance.toml` in hand; see docs/decisions/0061.
IN_TITLE = 4.0  # all words in the title or another name; by a stem alone, three quarters of it
WHOLE_NAME = 1.5  # the words are all there is of a name
VERY_WORDS = 0.5  # the words themselves, not others of their stem
PRIOR = 0.6  # an authority before a partnership before a document
WEIGHT = 0.4  # how much there is to it
BY_STEM = 0.75


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that answers: its best row, the other rows of it that do, and what it is filed under."""

    best: Candidate
    others: int
    facets: dict[str, set[str]]


def ranked(found: Candidates, asked: Asked) -> list[Hit]:
    """Return the objects of the rows found, the best first."""
    priors = {name: kind.prior for name, kind in kinds().items()}
    rows = sorted(found.rows, key=lambda row: (-_score(row, asked, priors.get(row.kind, 0.0)), row.kind, row.object_id, row.part))
    hits: dict[tuple[str, int], Hit] = {}
    for row in rows:
        known = hits.get((row.kind, row.object_id))
        facets = known.facets if known else {"kind": {row.kind}}
        for name, values in row.facets.items():
            facets.setdefault(name, set()).update(values)
        hits[row.kind, row.object_id] = Hit(known.best if known else row, known.others + 1 if known else 0, facets)
    return list(hits.values())


def _score(row: Candidate, asked: Asked, prior: float) -> float:
    score = PRIOR * prior + WEIGHT * log1p(row.weight) / 7 + (VERY_WORDS if row.is_exact else 0)
    if row.heading and asked.terms:
        line = f" {row.heading} "
        share = sum(_share(term, line) for term in asked.terms) / len(asked.terms)
        score += IN_TITLE * share + (WHOLE_NAME * share * _coverage(row.heading, asked.tokens) if share else 0)
    return round(score, 6)


def _share(term: Term, line: str) -> float:
    if _holds(line, term.exact):
        return 1.0
    return BY_STEM if _holds(line, term.loose) else 0.0


def _holds(line: str, expression: Expression) -> bool:
    """Whether tokens of a line, each between blanks, answer an expression."""
    match expression:
        case str():
            return f" {expression} " in line
        case Prefix(start):
            return f" {start}" in line
        case All(parts):
            return all(_holds(line, part) for part in parts)
        case Any(parts):
            return any(_holds(line, part) for part in parts)


def _coverage(heading: str, asked: Iterable[str]) -> float:
    """How much of a name was asked for, of the name of which most was."""
    known = frozenset(asked) | {char for token in asked if not token[0].isascii() for char in token}
    return max(_part(name.split(), known) for name in heading.split(APART))


def _part(tokens: Sequence[str], known: frozenset[str]) -> float:
    own = [token for token in tokens if not token.endswith("~")]
    return sum(token in known for token in own) / len(own) if own else 0.0


def counted(hits: Iterable[Hit]) -> dict[str, Counter[str]]:
    """Return how many objects there are under each value of each facet."""
    counts: dict[str, Counter[str]] = {}
    for hit in hits:
        for name, values in hit.facets.items():
            counts.setdefault(name, Counter()).update(values)
    return counts
