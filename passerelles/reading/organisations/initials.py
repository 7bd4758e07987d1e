"""Names that the acronym after them explains: "Territoires en Partage (TEP)", "Association des fleuves et deltas – AFD"."""

import re
from collections.abc import Iterator

from passerelles.reading.organisations.named import Named
from passerelles.reading.reader import Reading

FAMILY = "organisations"
_ACRONYM = re.compile(r"(?P<before>[ \n\u00a0]{1,3}(?:[(（][ \u00a0]?|[–—-][ \n\u00a0]))(?P<letters>[A-Z]{2,8})(?![\w’'])")
_WORD = re.compile(r"[a-z0-9]+")
_LITTLE = frozenset(
    ("de", "la", "le", "les", "l", "du", "des", "d", "a", "au", "aux", "en", "et", "pour", "sur", "avec", "of", "the", "and", "for", "in")
)
_LONGEST = 120  # characters of a name


def names(reading: Reading) -> Iterator[Named]:
    """Yield names whose words begin, one after the other, with the letters of the acronym that follows."""
    for acronym in _ACRONYM.finditer(reading.text):
        sentence = reading.sentence_at(acronym.start("letters"))
        floor = max(sentence.start if sentence else 0, acronym.start() - _LONGEST)
        start = _begin(reading.folded, floor, acronym.start(), acronym["letters"].lower())
        if start is not None and reading.text[start].isupper():
            heads = [cue for cue in reading.cues.within(FAMILY, start, acronym.start()) if cue.start == start]
            yield Named(start, acronym.start(), heads[0].key if heads else "other")


def _begin(folded: str, floor: int, end: int, letters: str) -> int | None:
    """Where the words begin that spell the letters, read backwards; little words may be left out."""
    left = letters
    for word in reversed(list(_WORD.finditer(folded, floor, end))):
        if word[0][0] == left[-1]:
            left = left[:-1]
        elif word[0] not in _LITTLE:
            return None
        if not left:
            return word.start()
    return None
