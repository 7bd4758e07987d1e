"""Which of the rows that answer come first, and what they are filed under: the same for every database, over a thousand rows at most.

A row's score is a matter of microseconds: needles looked for in its heading, one pattern for its names.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p

from passerelles.common.finding.asking import EMPTY, Asked, Holds, holding
from passerelles.common.finding.candidates import Candidate, Candidates
from passerelles.common.finding.kinds import kinds
from passerelles.common.finding.words import stems, words_in

# What counts for how much. Found with `passerelles/portal/tests/relevance.toml` in hand; see docs/decisions/0061.
IN_TITLE = 4.0  # all words in the title or another name; by a stem alone, three quarters of it
WHOLE_NAME = 1.5  # the words are all there is of a name; of a longer title, half of it at most
VERY_WORDS = 0.5  # the words themselves, not others of their stem
PRIOR = 0.6  # an authority before a partnership before a document
WEIGHT = 0.4  # how much there is to it
BY_STEM = 0.75
WISHED = 0.5  # in the title, each word that need not be found: Métropole de Lyon before Lyon


Facets = Mapping[str, Sequence[str]]  # name → values


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that answers: its best row, and how many other rows of it do."""

    best: Candidate
    others: int


def ranked(found: Candidates, asked: Asked, lang: str) -> list[Hit]:
    """Return the objects of the rows found, the best first; of rows of one object that are as good, one in the reader's language."""
    score = _scoring(asked, found)
    rows = sorted(found.rows, key=lambda row: (-score(row), row.kind, row.object_id, row.language != lang, row.part))
    best: dict[tuple[str, int], Candidate] = {}
    for row in rows:
        best.setdefault((row.kind, row.object_id), row)
    numbers = Counter((row.kind, row.object_id) for row in rows)
    return [Hit(row, numbers[key] - 1) for key, row in best.items()]


def _scoring(asked: Asked, found: Candidates) -> Callable[[Candidate], float]:
    priors = defaultdict(float, {name: PRIOR * kind.prior for name, kind in kinds().items()})
    terms = [(holding(term.exact), holding(term.loose)) for term in asked.required]
    wished = [holding(term.loose) for term in asked.terms if term not in asked.required]
    is_whole = _whole_name(asked)

    def score(row: Candidate) -> float:
        held = priors[row.kind] + _weight(row.weight) + (VERY_WORDS if row.pk in found.exact else 0)
        if not row.heading or not terms:
            return held
        line = f"| {row.heading} |"
        share = sum(1 if exact(line) else BY_STEM if loose(line) else 0 for exact, loose in terms) / len(terms)
        if not share:
            return held
        whole = 1.0 if is_whole(line) else len(terms) / (row.heading.partition("|")[0].count(" ") + 2)
        return round(held + share * (IN_TITLE + WHOLE_NAME * whole) + WISHED * sum(holds(line) for holds in wished), 6)

    return score


@cache
def _weight(weight: int) -> float:
    return WEIGHT * log1p(weight) / 7


def _whole_name(asked: Asked) -> Holds:
    """Return whether one of a heading's names is made of words that were asked for and of no other."""
    empty = (word.plain for word in words_in(asked.text) if word.plain in EMPTY)  # Métropole de Lyon
    known = {
        *asked.tokens,
        *(token for word in empty for token in (word, *stems(word))),
        *(char for token in asked.tokens if not token[0].isascii() for char in token),
    }
    among = "|".join(map(re.escape, sorted(known))) or "(?!)"
    pattern = re.compile(rf"\| (?:(?:{among}) )+\|")  # begins with a sign, which is quickly looked for
    return lambda line: pattern.search(line) is not None


def counted(rows: Sequence[Candidate], today: Callable[[Facets], Facets]) -> dict[str, Counter[str]]:
    """Return how many objects there are under each value of each facet (`today` says what of them depends on the day), and of each kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    filed = json.loads(f"[{','.join(row.facets for row in rows)}]")
    objects: dict[tuple[str, int], list[Facets]] = defaultdict(list)
    for row, facets in zip(rows, filed, strict=True):
        objects[row.kind, row.object_id].append(today(facets))
    alone: dict[str, list[str]] = defaultdict(list)
    for (kind, _number), group in objects.items():
        alone["kind"].append(kind)
        for name, values in _together(group).items():
            alone[name].extend(values)
    for name, values in alone.items():
        counts[name].update(values)
    return counts


def _together(facets: list[Facets]) -> Mapping[str, Iterable[str]]:
    """What an object is filed under by any of its rows, each value once."""
    if len(facets) == 1:
        return facets[0]
    union: dict[str, set[str]] = defaultdict(set)
    for each in facets:
        for name, values in each.items():
            union[name].update(values)
    return union
