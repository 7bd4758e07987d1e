"""Says an event in the document's words: its name, its sentence, its place."""

import re

from passerelles.reading.events.dating import Dated
from passerelles.reading.events.triggers import SERIES
from passerelles.reading.gazetteer import Place
from passerelles.reading.model import Moment, PlaceMention, Sentence, Span
from passerelles.reading.reader import Reading

_LONGEST_NAME = 110
_LONGEST_QUOTE = 400
# A name ends where the sentence goes on.
_NAME_END = re.compile(
    r"[,;:.!?()«»•|]|\n(?=\s*(?:[A-ZÀÉØ•\d-]|$))|\n\s*\n| - | – | — |\*\*|,| "
    r"(?:s'est|s’est|a été|ont été|aura|auront|se tiend|se sont|s'étai|s’étai|"
    r"ont|est|sont|sera|seront|qui|que|où|dont|"
    r"était|a |avait|"
    r"was|is|were|will|has|have|which|that|took|sur le thème)"
)
_CLAUSE = re.compile(r"[，。；,;：:！？!?\n]")
_IN = re.compile(r"(?:^|[^a-z])(?:a|au|aux|en|in|at|dans|de|du|d|of) (?:la |le |l |the )?(?:ville de |city of )?$|[在于到至访赴抵]$")
_DANGLING = re.compile(r"\s+(?:(?:de )?(?:fin|début)|puis|le|la|les|du|de|des|en|à|au|aux|on|in|at|of|the|et|and|d'|l')$")
_DETERMINER = re.compile(r"^(?:ces?|cet|cette|[Ll]es?|[Ll]a|[Ll]['’]|[Tt]he|this|these)\s+(?=\S{3})")
_HOURS = re.compile(
    r"^[\s/|:–-]*\d{1,2} ?(?:h|:) ?(?:\d\d)?(?: ?(?:à|-|–|/) ?\d{1,2} ?(?:h|:) ?(?:\d\d)?)?[\s/|:–-]+"
)  # of an agenda's line
_TRIM = " \t\n\u3000*,.;:–—-«»“”\"'/|，。、"


def name_of(reading: Reading, sentence: Sentence, dated: Dated) -> str:
    """The words that name an event: its noun with what follows, or for an act the clause that tells it."""
    trigger = dated.trigger
    if sentence.language == "zh" and any(char >= "\u4e00" for char in reading.text[trigger.start : trigger.end]):
        return _chinese_name(reading, sentence, dated)
    limit = min(sentence.end, trigger.end + _LONGEST_NAME)
    stop = _NAME_END.search(reading.text, trigger.end, limit)
    end = stop.start() if stop else limit
    for moment in reading.within(Moment, trigger.end, end):
        end = min(end, moment.quote.start)
    start = trigger.name_start
    if trigger.kind == "signature" or (end - trigger.start < 12 and trigger.kind != SERIES):
        start = min(start, _clause_start(reading, sentence, trigger.start))
    return _tidy(reading.text[start:end])


def _chinese_name(reading: Reading, sentence: Sentence, dated: Dated) -> str:
    trigger = dated.trigger
    start = trigger.name_start if trigger.ordinal else _clause_start(reading, sentence, trigger.start)
    stop = _CLAUSE.search(reading.text, trigger.end, sentence.end)
    end = min(stop.start() if stop else sentence.end, trigger.end + 24)
    for moment in reading.within(Moment, start, trigger.start):
        start = moment.quote.end
    return _tidy(reading.text[start:end])


def _clause_start(reading: Reading, sentence: Sentence, at: int) -> int:
    marks = [mark.end() for mark in _CLAUSE.finditer(reading.text, max(sentence.start, at - 80), at)]
    return marks[-1] if marks else max(sentence.start, at - 80)


def _tidy(words: str) -> str:
    """One line, without the blanks, marks and dangling prepositions at its ends."""
    line = _HOURS.sub("", " ".join(words.split())).strip(_TRIM)
    line = _DETERMINER.sub("", line)
    return _DANGLING.sub("", line).strip(_TRIM)[:_LONGEST_NAME]


def quote_of(reading: Reading, sentence: Sentence, dated: Dated) -> Span:
    """The sentence, or of a very long one the part that holds trigger and date."""
    if sentence.end - sentence.start <= _LONGEST_QUOTE:
        return reading.document.span(sentence.start, sentence.end)
    ends = [dated.trigger.start, dated.trigger.end]
    if dated.moment and sentence.start <= dated.moment.quote.start < sentence.end:
        ends += [dated.moment.quote.start, dated.moment.quote.end]
    start, end = min(ends), max(ends)
    spare = max(0, _LONGEST_QUOTE - (end - start)) // 2
    left, right = max(sentence.start, start - spare), min(sentence.end, end + spare)
    first = _CLAUSE.search(reading.text, left, start) if left > sentence.start else None
    return reading.document.span(first.end() if first else left, right)


def place_of(reading: Reading, sentence: Sentence, dated: Dated) -> Place | None:
    """The place named nearest to the event's words, one "in" which it is before one that is only named."""
    best: tuple[int, Place] | None = None
    anchor = dated.moment.quote.start if dated.moment and sentence.start <= dated.moment.quote.start < sentence.end else dated.trigger.start
    for mention in reading.within(PlaceMention, sentence.start, sentence.end):
        at = mention.quote.start
        if mention.is_part or mention.place.level == "country":
            continue
        is_in = _IN.search(reading.folded[max(sentence.start, at - 16) : at])
        distance = min(abs(at - anchor), abs(at - dated.trigger.end)) + (0 if is_in else 80)
        if best is None or distance < best[0]:
            best = (distance, mention.place)
    return best[1] if best else None
