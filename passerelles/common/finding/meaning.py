"""What a query comes to: as typed; where nothing has it, with its typing errors corrected; and then as much of it as something has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelles.common.finding.asking import MOST_WORDS, Asked, Expression, Term, all_of, run_of
from passerelles.common.finding.candidates import Candidates, Rows, candidates, matching
from passerelles.common.finding.kinds import kinds
from passerelles.common.finding.spelling import corrected
from passerelles.common.finding.words import pairs, words_in

LONGEST_NAME = 6  # Chinese characters
COUNTED = 500  # rows: more are as many


@dataclass(frozen=True, slots=True)
class Meant:
    """A query as it was understood, with what it finds."""

    asked: Asked
    found: Candidates
    corrected: str = ""  # what was looked for instead
    without: tuple[str, ...] = ()  # words that are not in what was found


def meant(asked: Asked, rows: Rows, narrow: Sequence[Expression]) -> Meant:
    """Look among `rows` for what somebody asks, or may have meant."""
    found = candidates(rows, asked, narrow)
    if found.rows or not asked.terms:
        return Meant(asked, found)
    instead = corrected(asked, rows, narrow)
    better = Asked.of(instead) if instead else asked
    found = candidates(rows, better, narrow) if instead else found
    if found.rows:
        return Meant(better, found, instead)
    part, without = nearest(better, rows, narrow)
    return Meant(part, candidates(rows, part, narrow), instead, without) if part.terms else Meant(asked, found)


def nearest(asked: Asked, rows: Rows, narrow: Sequence[Expression]) -> tuple[Asked, tuple[str, ...]]:
    """Return as much of a query as some row has, and the words it leaves out. What names something is kept first, then what is rare."""
    terms = [part for term in asked.terms for part in _apart(term, asked.text, rows)][:MOST_WORDS]
    kept: list[Term] = []
    for term in sorted(terms, key=lambda term: _commonness(term, rows)) if len(terms) > 1 else ():
        if matching(rows, [all_of(each.loose for each in (*kept, term)), *narrow]).exists():
            kept.append(term)
    without = tuple(asked.text[term.start : term.end] for term in terms if term not in kept)
    return Asked(asked.text, tuple(term for term in terms if term in kept)), without


def _commonness(term: Term, rows: Rows) -> tuple[bool, int]:
    is_name = matching(_named(rows), [], heading=term.exact).exists()
    return not is_name, len(matching(rows, [term.loose]).values_list("pk", flat=True)[:COUNTED])


def _named(rows: Rows) -> Rows:
    """Those whose titles are names: not passages, which are called by their document's title."""
    return rows.filter(kind__in=[kind.name for kind in kinds().values() if kind.prior])


def _apart(term: Term, text: str, rows: Rows) -> Iterator[Term]:
    """A word as it is; of a run of Chinese, the names that somebody may see, and what stands between them."""
    run = "" if term.word else "".join(word.plain for word in words_in(text[term.start : term.end]))
    names = list(_names(run, rows))
    if not names:
        yield term
        return
    at = 0
    for start, end in [*names, (len(run), len(run))]:
        yield from (run_of(run[first:last], term.start + first) for first, last in ((at, start), (start, end)) if last - first > 1)
        at = end


def _names(run: str, rows: Rows) -> Iterator[tuple[int, int]]:
    """Where the longest names stand in a run of Chinese, one after the other."""
    at = 0
    while at < len(run) - 1:
        end = at + 1
        while end < min(at + LONGEST_NAME, len(run)) and matching(rows, [], heading=all_of(pairs(run[at : end + 1]))).exists():
            end += 1
        if end - at > 1:
            yield at, end
        at = end
