"""Forgetting the words of what was erased: they name people, and nothing else may hold them."""

from collections.abc import Iterable

from passerelles.common.finding.candidates import numbers_by_word
from passerelles.common.finding.words import words_in
from passerelles.common.finding.writing import LONGEST, MANY, SHORTEST
from passerelles.common.models import Findable, KeptWord


def forget_words(texts: Iterable[str]) -> int:
    """Take away the kept words of some texts that no row is found by any more: their own rows are gone already. Return how many."""
    words = sorted({word.plain for text in texts for word in words_in(text) if SHORTEST <= len(word.plain) <= LONGEST})
    gone: list[str] = []
    for at in range(0, len(words), MANY):
        kept = KeptWord.objects.filter(word__in=words[at : at + MANY])
        gone += [word for word, number in numbers_by_word(kept, Findable.objects.all(), 1).items() if not number]
    return KeptWord.objects.filter(word__in=gone).delete()[0]
