"""What a query comes to: as typed; where nothing has it, with its typing errors corrected; and then as much of it as something has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from passerelles.common.finding.asking import MOST_WORDS, Asked, Expression, Term, all_of, run_of
from passerelles.common.finding.candidates import Candidates, Rows, candidates, is_any, matching
from passerelles.common.finding.kinds import kinds
from passerelles.common.finding.spelling import corrected
from passerelles.common.finding.words import pairs, words_in

LONGEST_NAME = 6  # Chinese characters
COUNTED = 500  # rows: more are as many
LOOKED_AT = 40  # Chinese characters of a query that names are looked for among: each may cost a question to the database
STARTS = 4  # words from which others are added


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
    """Return the most words of a query that some row has, and those it leaves out; of as many, what names something, and what is rare."""
    terms = list(islice(_parts(asked, rows), MOST_WORDS))
    common = {term: _commonness(term, rows) for term in terms} if len(terms) > 1 else {}
    order = sorted((term for term, (_, number) in common.items() if number), key=common.__getitem__)
    kept: list[Term] = []
    for first in order[:STARTS]:
        if len(kept) < min(len(order), len(terms) - 1):  # all of them no row has
            kept = max(kept, _together([first, *order], rows, narrow), key=len)
    left = [asked.text[term.start : term.end] for term in terms if term not in kept]
    return Asked(asked.text, tuple(term for term in terms if term in kept)), (*left, *_beyond(asked, terms))


def _beyond(asked: Asked, terms: Sequence[Term]) -> Iterator[str]:
    """What stands after the last words that were looked for."""
    end = terms[-1].end if terms else 0
    return (asked.text[max(term.start, end) : term.end] for term in asked.terms if term.end > end)


def _together(order: Sequence[Term], rows: Rows, narrow: Sequence[Expression]) -> list[Term]:
    """Terms that some row has together: each that goes with those before it."""
    kept: list[Term] = []
    for term in order:
        if term not in kept and is_any(matching(rows, [all_of(each.loose for each in (*kept, term)), *narrow])):
            kept.append(term)
    return kept


def _commonness(term: Term, rows: Rows) -> tuple[bool, int]:
    number = len(matching(rows, [term.loose]).values_list("pk", flat=True)[:COUNTED])
    return not (number > 0 and _names_something(term, rows)), number


def _names_something(term: Term, rows: Rows) -> bool:
    """Whether a title that is a name has it: not a passage's, which is called by its document. Among the first that have it: where none of
    so many is a name, PostgreSQL would go through the whole table for one.
    """
    known = kinds()
    found = matching(rows, [], heading=term.exact).values_list("kind", flat=True)[:COUNTED]
    return any(kind in known and known[kind].prior for kind in found)


def _parts(asked: Asked, rows: Rows) -> Iterator[Term]:
    """Words as they are; of runs of Chinese, the names that somebody may see, and what stands between them."""
    left = LOOKED_AT
    for term in asked.terms:
        run = "" if term.word else "".join(word.plain for word in words_in(asked.text[term.start : term.end]))
        yield from _apart(term, run, list(_names(run[:left], rows)))
        left = max(left - len(run), 0)


def _apart(term: Term, run: str, names: Sequence[tuple[int, int]]) -> Iterator[Term]:
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
        while end < min(at + LONGEST_NAME, len(run)) and is_any(matching(rows, [], heading=all_of(pairs(run[at : end + 1])))):
            end += 1
        if end - at > 1:
            yield at, end
        at = end
