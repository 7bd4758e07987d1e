"""What a query comes to: as typed; where nothing has it, with its typing errors corrected; and then as much of it as something has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from passerelles.common.finding.asking import MOST_WORDS, Asked, Expression, Knows, Term, all_of, knows_nothing, run_of
from passerelles.common.finding.candidates import Candidates, Rows, candidates, is_any, matching
from passerelles.common.finding.kinds import kinds
from passerelles.common.finding.spelling import corrected
from passerelles.common.finding.words import pairs, words_in

LONGEST_NAME = 6  # Chinese characters
COUNTED = 500  # rows: more are as many
LOOKED_AT = 40  # Chinese characters of a query that names are looked for among: each may cost a question to the database
STARTS = 4  # words from which others are added
# What a question is put in, and names nothing that it asks for: left out first.
FRENCH = "chercher connaitre existe existent faire fait font liste savoir travaille travaillent travailler trouver veux voudrais"
ENGLISH = "find know list show tell there want work working works"
QUESTION = frozenset(f"{FRENCH} {ENGLISH}".split())


@dataclass(frozen=True, slots=True)
class Meant:
    """A query as it was understood, with what it finds."""

    asked: Asked
    found: Candidates
    corrected: str = ""  # what was looked for instead
    without: tuple[str, ...] = ()  # words that are not in what was found


def meant(asked: Asked, rows: Rows, narrow: Sequence[Expression], knows: Knows = knows_nothing) -> Meant:
    """Look among `rows` for what somebody asks, or may have meant."""
    found = candidates(rows, asked, narrow)
    if found.rows or not asked.terms:
        return Meant(asked, found)
    instead = corrected(asked, rows, narrow, knows)
    better = Asked.of(instead, knows) if instead else asked
    found = candidates(rows, better, narrow) if instead else found
    if found.rows:
        return Meant(better, found, instead)
    part, without = nearest(better, rows, narrow)
    if instead and _words(part) <= _words(asked):
        instead = ""  # no corrected word is in what was found: the query is told as it was typed
        part, without = nearest(asked, rows, narrow)
    return Meant(part, candidates(rows, part, narrow), instead, without) if part.terms else Meant(asked, found)


def _words(asked: Asked) -> set[str]:
    return {word.plain for term in asked.terms for word in words_in(asked.text[term.start : term.end])}


def nearest(asked: Asked, rows: Rows, narrow: Sequence[Expression]) -> tuple[Asked, tuple[str, ...]]:
    """Return the most words of a query that some row has, and those it leaves out: the most places, then the most of what names what is
    asked for, then of all; of as many, what names something, and what is rare.
    """
    terms = list(islice(_parts(asked, rows), MOST_WORDS))
    common = {term: _commonness(term, rows) for term in terms} if len(terms) > 1 else {}
    order = sorted((term for term, (*_, number) in common.items() if number), key=common.__getitem__)
    kept: list[Term] = []
    for first in order[:STARTS]:
        if len(kept) < min(len(order), len(terms) - 1):  # all of them no row has
            kept = max(kept, _together([first, *order], rows, narrow), key=_told)
    left = [asked.text[term.start : term.end] for term in terms if term not in kept]
    return Asked(asked.text, tuple(term for term in terms if term in kept)), (*left, *_beyond(asked, terms))


def _told(terms: Sequence[Term]) -> tuple[int, int, int]:
    return sum(term.is_place for term in terms), sum(term.word not in QUESTION for term in terms), len(terms)


def _beyond(asked: Asked, terms: Sequence[Term]) -> Iterator[str]:
    """What stands after the last words that were looked for."""
    end = terms[-1].end if terms else 0
    return (asked.text[max(term.start, end) : term.end] for term in asked.required if term.end > end)


def _together(order: Sequence[Term], rows: Rows, narrow: Sequence[Expression]) -> list[Term]:
    """Terms that some row has together: each that goes with those before it."""
    kept: list[Term] = []
    for term in order:
        if term not in kept and is_any(matching(rows, [all_of(each.loose for each in (*kept, term)), *narrow])):
            kept.append(term)
    return kept


def _commonness(term: Term, rows: Rows) -> tuple[bool, bool, bool, int]:
    """What tells words apart, the first to be kept first."""
    number = len(matching(rows, [term.loose]).values_list("pk", flat=True)[:COUNTED])
    names_something = number > 0 and (term.is_place or _names_something(term, rows))
    return not term.is_place, term.word in QUESTION, not names_something, number


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
    for term in asked.required:
        run = "" if term.word or term.is_place else "".join(word.plain for word in words_in(asked.text[term.start : term.end]))
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
