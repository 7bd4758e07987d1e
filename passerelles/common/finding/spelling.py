"""Typing errors: words that nothing has, corrected by the kept words of names; offered only where they lead to something one may see."""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from passerelles.common.finding.asking import Asked, Expression, Knows, Term
from passerelles.common.finding.candidates import Rows, is_any, matching, numbers_by_word
from passerelles.common.models import KeptWord

SHORTEST = 4  # letters: below, every word resembles another
LONG = 8  # letters: of a shorter word with two errors the first letter is right (presse is not Grasse, nor heure œuvre)
MOST = 5  # words that one may stand for
COUNTED = 200  # rows that a word is found in: more are as many
TRIED = 12  # corrected queries


def corrected(asked: Asked, rows: Rows, narrow: Sequence[Expression], knows: Knows) -> str:
    """Return a query with its unknown words corrected: so that somebody who may see `rows` finds something, else by the nearest words
    alone; nothing where no word is nearer to what they may see. A place that is known is no typing error, whether anything has it or not.
    """
    unknown = [term for term in asked.required if len(term.word) >= SHORTEST and not is_any(matching(rows, [term.loose]))]
    meant = {term: words for term in unknown if (words := _resembling(term.word, rows))}
    texts = [_with(asked.text, dict(zip(meant, words, strict=True))) for words in islice(product(*meant.values()), TRIED) if meant]
    finding = (text for text in texts if is_any(matching(rows, [Asked.of(text, knows).loose, *narrow])))
    return next(finding, texts[0] if texts else "")


def _resembling(word: str, rows: Rows) -> list[str]:
    """The kept words that a word may be meant for, the nearest first, of as near ones those that much is found by: of those that lead to
    something in `rows`, so that what is hidden does not even take another's place.
    """
    most = 1 if len(word) <= SHORTEST + 1 else 2
    kept = KeptWord.objects.filter(length__range=(len(word) - most, len(word) + most)).values_list("word", flat=True)
    near = process.extract(word, sorted(set(kept)), scorer=OSA.distance, score_cutoff=most, limit=None)
    near = [each for each in near if each[1] < 2 or each[0][0] == word[0] or len(word) >= LONG]
    numbers = numbers_by_word(KeptWord.objects.filter(word__in=[found for found, *_ in near]), rows, COUNTED)
    order = ((distance, found[0] != word[0], -numbers[found], found) for found, distance, _index in near if numbers.get(found))
    return [found for *_, found in sorted(order)[:MOST]]


def _with(text: str, words: Mapping[Term, str]) -> str:
    for term, word in sorted(words.items(), key=lambda item: -item[0].start):
        text = text[: term.start] + (word.capitalize() if text[term.start].isupper() else word) + text[term.end :]
    return text
