"""Which language a block is in: the share of Chinese characters, then the little words of French and English.

Short blocks say too little and take their neighbour's language; the document's is the one most of its text is in.
"""

import re
from collections import Counter
from collections.abc import Sequence

from passerelles.reading.formats.wordlists import words_of
from passerelles.reading.model import Language

_SAMPLE = 300  # characters of a block that are looked at: more would cost, and tell nothing more
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_FRENCH = words_of(
    "le la les l de du des d un une et en à au aux dans pour par sur avec est sont été être qui que qu dont ce cette ces se s il elle "
    "ils elles nous vous notre nos leur leurs son sa ses ne pas plus ou où entre depuis lors ainsi afin mais comme n c j y"
)
_ENGLISH = words_of(
    "the of and to in for is are was were with by from at as that this these has have had its their his her he she it they we our "
    "be been will would which who not but an or into between since during also more than about after"
)


def languages_of(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[Language], Language]:
    """Return the language of each stretch of the text, and the one most of the text is in."""
    guesses: list[Language | None] = []
    weights: Counter[Language] = Counter()
    hints = {"fr": 0, "en": 0}
    for start, end in spans:
        guess, french, english = _guess(text[start : min(end, start + _SAMPLE)])
        guesses.append(guess)
        hints["fr"] += french
        hints["en"] += english
        if guess:
            weights[guess] += (end - start) * (3 if guess == "zh" else 1)  # a Chinese character says as much as three letters
    fallback: Language = "en" if hints["en"] > hints["fr"] else "fr"
    main = weights.most_common(1)[0][0] if weights else fallback
    return _filled(guesses, main), main


def _guess(sample: str) -> tuple[Language | None, int, int]:
    """Return a language, or None for want of evidence, with the numbers of different French and English little words."""
    # "Montpellier - 成都" is not Chinese yet; "武汉 Wuhan" is.
    if not sample.isascii() and (han := len(_HAN.findall(sample))) and han * 4 >= len(sample) - sample.count(" "):
        return "zh", 0, 0
    # replace, not translate: this runs on every block, and translate takes twenty times as long
    words = sample.lower().replace("’", " ").replace("'", " ").replace("-", " ").split()
    french, english = len(_FRENCH.intersection(words)), len(_ENGLISH.intersection(words))
    if abs(french - english) < 2:
        return None, french, english
    return ("fr" if french > english else "en"), french, english


def _filled(guesses: Sequence[Language | None], main: Language) -> list[Language]:
    """Give each stretch without evidence the language of the one before it, the first ones that of the one after."""
    last = next((guess for guess in guesses if guess), main)
    filled: list[Language] = []
    for guess in guesses:
        last = guess or last
        filled.append(last)
    return filled
