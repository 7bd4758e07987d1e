"""Names that no gazetteer knows but that the text presents as places: "Hangzou et Xiamen", 法国埃斯曼市, 福洪镇.

A spelling with one likely reading is a mention as written and a doubt that names it; a small unit below the gazetteer's reach
(a Chinese town) is a place without code.
"""

import re
from collections.abc import Iterator, Sequence

from passerelles.reading.gazetteer import Candidate, Place
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.model import Sentence
from passerelles.reading.places.latin import BARRIER, GLUE, LEVELS
from passerelles.reading.places.sighting import Context, Sighting

# A capitalised word made of two or three pinyin syllables, possibly misspelt in the ways the French misspell them.
_SYLLABLE = (
    r"(?:[bpmfdtnlgkhjqxzcsrwy]|[zcst]h|tch|ts)?(?:iang|iong|uang|uai|uan|iao|ian|ing|ang|eng|ong|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|oe|a|e|i|o|u)"
)
_WORD = re.compile(r"\b[A-Z][a-z]{3,}(?:'[a-z]+)?\b")
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{2,3}}")
_LIKELY = 0.74  # of Gazetteer.similar: one change at most from a province's or prefecture's name
_CLEAR = 0.04  # the best must lead the next by so much, else a doubt alone
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)")


def sightings(context: Context, kept: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield unknown names that their surroundings call places; `kept` are the places found so far, in order."""
    if any(form.place.country == "CN" for sighting in kept for form in sighting.forms):
        yield from _misspelt(context, kept)


def _misspelt(context: Context, kept: Sequence[Sighting]) -> Iterator[Sighting]:
    reading = context.reading
    taken = {offset for sighting in kept for offset in range(sighting.start, sighting.end)}
    ends = {sighting.end: sighting for sighting in kept}
    starts = {sighting.start: sighting for sighting in kept}
    for word in _WORD.finditer(reading.text):
        if word.start() in taken or not _SYLLABLES.fullmatch(word.group().lower()):
            continue
        sentence = reading.sentence_at(word.start())
        if sentence is None or not _is_called_place(reading.text, reading.folded, word, starts, ends, sentence.start):
            continue
        yield from _as_written(word, context, sentence)


def _is_called_place(text: str, folded: str, word: re.Match[str], starts: dict[int, Sighting], ends: dict[int, Sighting], low: int) -> bool:
    """Whether a title, a Chinese place listed beside it or a bracket after one says that this word is a place."""
    left = folded[max(low, word.start() - 40) : word.start()]
    words = BARRIER.split(left)[-1].split()
    while words and words[-1] in GLUE:
        words.pop()
    titles = vocabulary("titles")
    for length in (2, 1):
        keys = titles.get(" ".join(words[-length:]), frozenset()) if len(words) >= length else frozenset()
        if keys & LEVELS.keys():
            return True
    before = re.search(r"(?:\s?\(|\s*,\s*|\s+et\s+|\s+and\s+|\s*[-–]\s*)$", text[max(word.start() - 8, 0) : word.start()])
    if before and (other := ends.get(word.start() - len(before.group()))) and _is_chinese(other):
        return True
    after = re.match(r"(?:\s*,\s*|\s+et\s+(?:de |d')?|\s+and\s+|\s*[-–]\s*|\s?\()", text[word.end() : word.end() + 10])
    return bool(after and (other := starts.get(word.end() + after.end())) and _is_chinese(other))


def _is_chinese(sighting: Sighting) -> bool:
    return sighting.place is not None and sighting.place.country == "CN"


def _as_written(word: re.Match[str], context: Context, sentence: Sentence) -> Iterator[Sighting]:
    candidates = [c for c in context.similar(word.group()) if c.place.level != "county" and c.score >= _LIKELY]
    if not candidates:
        return
    sighting = Sighting(word.start(), word.end(), (), sentence, score=1.0)
    sighting.doubt = f"no gazetteer knows « {word.group()} »"
    sighting.suggestions = tuple(_told(candidate) for candidate in candidates[:3])
    if len(candidates) == 1 or candidates[0].score - candidates[1].score >= _CLEAR:
        sighting.place = candidates[0].place
        sighting.favour(0.0, candidates[0].reasons[0])
    yield sighting


def _told(candidate: Candidate) -> str:
    place: Place = candidate.place
    return f"{place.name} ({place.zh or place.code})"
