"""Typing errors: words that nothing has, corrected by the kept words of titles; offered only where it leads to something one may see."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from passerelles.common.finding.asking import Asked, Expression, Term
from passerelles.common.finding.candidates import Rows, matching
from passerelles.common.models import TitleWord

SHORTEST = 4  # letters: below, every word resembles another
MOST = 5  # words that one may stand for
LOOKED_AT = 40  # words that resemble it
TRIED = 12  # corrected queries


def corrected(asked: Asked, rows: Rows, narrow: Sequence[Expression]) -> str:
    """Return a query with its unknown words corrected, where somebody who may see `rows` then finds something; else nothing."""
    unknown = [term for term in asked.terms if len(term.word) >= SHORTEST and not is_known(term, rows)]
    if not unknown:
        return ""
    for words in islice(product(*(list(_resembling(term.word, rows)) for term in unknown)), TRIED):
        text = _with(asked.text, dict(zip(unknown, words, strict=True)))
        if matching(rows, [Asked.of(text).loose, *narrow]).exists():
            return text
    return ""


def is_known(term: Term, rows: Rows) -> bool:
    return matching(rows, [term.loose]).exists()


def _resembling(word: str, rows: Rows) -> Iterator[str]:
    """The kept words that a word may be meant for, the nearest first: of those that lead to something in `rows`, so that what is hidden
    does not even take another's place.
    """
    most = 1 if len(word) <= SHORTEST + 1 else 2
    kept = TitleWord.objects.filter(length__range=(len(word) - most, len(word) + most)).values_list("word", flat=True)
    near = process.extract(word, sorted(set(kept)), scorer=OSA.distance, score_cutoff=most, limit=None)
    order = sorted(near, key=lambda each: (each[1], each[0][0] != word[0], abs(len(each[0]) - len(word)), each[0]))
    seen = (found for found, _distance, _index in order[:LOOKED_AT] if matching(rows, [], heading=found).exists())
    return islice(seen, MOST)


def _with(text: str, words: Mapping[Term, str]) -> str:
    for term, word in sorted(words.items(), key=lambda item: -item[0].start):
        text = text[: term.start] + (word.capitalize() if text[term.start].isupper() else word) + text[term.end :]
    return text


def known_words(asked: Asked, rows: Rows) -> Iterator[str]:
    """Give the words of a query that something has, each as it was typed: what else to look for where nothing has all."""
    for term in asked.terms if len(asked.terms) > 1 else ():
        if is_known(term, rows):
            yield asked.text[term.start : term.end]
