"""Whose a count is: of all that a document's network holds, or of somebody whom its sentence names or means.

A city's friendly cities, the projects of a province, who sat at a table: true counts, and no rivals of the network's. Only what
words say makes a count somebody's; where they say nothing, it is of all.
"""

import re

from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import Event, OrganisationMention, PlaceMention, Sentence
from passerelles.reading.nearby import near
from passerelles.reading.reader import Reading

MEETINGS = ("rencontres/assises",)  # of the whole network, wherever they take place
WORKPLACES = ("university", "school", "hospital", "museum", "firm")  # bodies whose relations are their own
_BREAK = re.compile(r"[,;:—–(，。；：（]")
_IN = re.compile(r" (?:en|au|aux|in) ([a-z]+)")
_LIST = re.compile(r"[\s\d一二三四五六七八九十、.()（）#*•-]*")


def is_of_part(reading: Reading, sentence: Sentence, what: str, start: int, end: int) -> bool:
    """Whether what is counted in text[start:end] is somebody's: a territory's, a body's, or who came together once."""
    if what == "participants":  # of an occasion, a delegation, a class
        return True
    cues = near("subjects", reading.folded, sentence.start, sentence.end)
    return (
        _names_other(reading, sentence, start, end, cues)
        or _is_meant(reading, sentence, start, cues)
        or (what == "partnerships" and _is_own_list(reading, sentence))
    )


def _names_other(reading: Reading, sentence: Sentence, start: int, end: int, cues: list[Cue]) -> bool:
    """Whether the sentence names a territory before the count, or after it in the same breath; or a workplace before it."""
    examples = [cue.start for cue in cues if cue.key == "example" and cue.start >= end]
    breath = _BREAK.search(reading.text, end, sentence.end)
    stop = min([sentence.end, *examples, *([breath.start()] if breath else [])])
    bodies = reading.within(OrganisationMention, sentence.start, start)
    return bool(_territories(reading, sentence.start, stop)) or any(body.kind in WORKPLACES for body in bodies)


def _territories(reading: Reading, start: int, end: int) -> list[PlaceMention]:
    """The territories named in a stretch, but for where a great meeting of the network that it tells of took place."""
    told = (event for event in reading.of(Event) if event.quote.start < end and event.quote.end > start)
    venues = {event.place.key for event in told if event.kind in MEETINGS and event.place}
    return [named for named in reading.within(PlaceMention, start, end) if not named.is_part and named.place.key not in venues]


def _is_meant(reading: Reading, sentence: Sentence, start: int, cues: list[Cue]) -> bool:
    """Whether words stand for a territory (全省, "elle"), or say that those counted came to something."""
    if any(cue.key == "own" and cue.start < start for cue in cues):
        return True
    if any(cue.key == "guests" and not _is_in_a_country(reading, cue.end) for cue in cues):
        return True
    opening = [cue for cue in cues if cue.key == "pronoun" and _LIST.fullmatch(reading.text, sentence.start, cue.start)]
    index = reading.index_at(sentence.start)
    before = reading.sentences[index - 1] if opening and index else None
    return before is not None and before.block == sentence.block and bool(_territories(reading, before.start, before.end))


def _is_in_a_country(reading: Reading, at: int) -> bool:
    """Whether a country follows ("étaient présentes en Chine"): they work there, and came to nothing."""
    said = _IN.match(reading.folded, at)
    return said is not None and said[1] in vocabulary("countries")


def _is_own_list(reading: Reading, sentence: Sentence) -> bool:
    """Whether partnerships are counted in what a territory writes of itself: every city and province counts its own."""
    if "pair" in reading.cues.keys("doubts", sentence.start, sentence.end):
        return False
    document = reading.document
    heads = [block for block in document.blocks[: sentence.block] if block.kind == "heading"] or list(document.blocks[:1])
    return any(_territories(reading, head.start, head.end) for head in (heads[0], heads[-1])) if heads else False
