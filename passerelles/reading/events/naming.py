"""Says an event in the document's words: its name, its sentence, its place."""

import re

from passerelles.reading.events.dating import Dated
from passerelles.reading.events.triggers import SERIES
from passerelles.reading.gazetteer import Place
from passerelles.reading.model import Moment, PlaceMention, Sentence, Span
from passerelles.reading.reader import Reading

_LONGEST_NAME = 110
_LONGEST_QUOTE = 400
_COMMA = 40
_BEFORE = 90  # characters that may say what a place is in an event
_BESIDE = 6  # characters between a place and its date: "Bordeaux en 2007", "Bordeaux (2007)"
_LISTED = re.compile(r"[,;，；、]| (?:et|puis|and|then) ")
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
# What says of a place that something was done there, on the folded text: "à Yichang", "en la ville de", "at the town hall of", 在宜昌.
_SEAT = (
    r"(?:ville|cite|mairie|hotel de ville|commune|province|region|departement|district|comte|prefecture|siege|palais|universite|port|musee|"
    r"conseil regional|city|town|city hall|town hall|county|department|headquarters|university|museum)"
)
_WITHIN = re.compile(
    rf"(?:^|[^a-z])(?:a|au|aux|en|dans|in|at) (?:(?:la|le|l|les|the) )?(?:{_SEAT} (?:de la |de l |de |du |d |des |of (?:the )?))?$"
    r"|[在于到至访赴抵]了?$"
)
_OF = r"(?:[a-z]+ (?:de la |de l |de |du |d |of (?:the )?))?"
# Before who takes part, from wherever they are: "avec la ville de Wuhan", "between Tours and Luoyang", "a delegation from Xi'an".
_PARTNER = re.compile(
    rf"(?:^|[^a-z])(?:(?:avec|with|entre|between)|(?:entre|between) [^.;:,]{{1,60}} (?:et|and)) (?:(?:la|le|l|les|the) )?{_OF}$"
    r"|(?:^|[^a-z])(?:delegations?|delegues|delegates|visitors) (?:de la |de l |de |du |d |of |from )$|[与與同](?:法国|中国)?$"
)
_PEOPLE_AFTER = re.compile(r"(?:市|省|大区)?(?:政府)?(?:友好)?(?:代表团|访问团|考察团|(?:副)?市长|(?:副)?省长|(?:副)?主席|客人)")
_DANGLING = re.compile(r"\s+(?:(?:de )?(?:fin|début)|puis|le|la|les|du|de|des|en|à|au|aux|on|in|at|of|the|et|and|d'|l')$")
_DETERMINER = re.compile(r"^(?:ces?|cet|cette|[Ll]es?|[Ll]a|[Ll]['’]|[Tt]he|this|these)\s+(?=\S{3})")
_HOURS = re.compile(
    r"^[\s/|:–-]*\d{1,2} ?(?:h|:) ?(?:\d\d)?(?: ?(?:à|-|–|/) ?\d{1,2} ?(?:h|:) ?(?:\d\d)?)?[\s/|:–-]+"
)  # of an agenda's line
_JOINING = re.compile(r"^(?:(?:que|qui|dont|où|et|ou|mais|puis|alors|ainsi|car|and|but|which|that|then)\s+|qu['’])+", re.IGNORECASE)
_NUMBER = re.compile(r"[\w-]+ $")  # before "ans du jumelage"
_VERBS = re.compile("出席|参加|举办了?|举行了?|召开了?|主办|承办|参与|亮相|走进|来到")
_NOUN_ENDS = "会议宴赛典展节"  # 座谈会, 圆桌会议, 晚宴: nouns, where 会见 and 会谈 are verbs
_OCCASIONS = ("seminar", "forum", "exhibition", "festival", SERIES)
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
    start = _with_number(reading, sentence, trigger.name_start)
    if trigger.kind == "signature" or (end - trigger.start < 12 and trigger.kind != SERIES):
        start = min(start, _clause_start(reading, sentence, trigger.start))
    name = _tidy(reading.text[start:end])
    return _series_name(reading) or name if trigger.kind == SERIES and " " not in name else name


def _series_name(reading: Reading) -> str:
    """The series' fullest name in the document, for an edition that one word names: "les Assises", "Wuhan (2005)"."""
    cues = [cue for cue in reading.cues.within("events", 0, len(reading.text)) if cue.key == "series"]
    fullest = max(cues, key=lambda cue: (cue.end - cue.start, -cue.start), default=None)
    return _tidy(reading.text[fullest.start : fullest.end]) if fullest else ""


def _chinese_name(reading: Reading, sentence: Sentence, dated: Dated) -> str:
    trigger = dated.trigger
    start = trigger.name_start if trigger.ordinal else _clause_start(reading, sentence, trigger.start)
    stop = _CLAUSE.search(reading.text, trigger.end, sentence.end)
    end = min(stop.start() if stop else sentence.end, trigger.end + 24)
    if (
        trigger.kind in _OCCASIONS or reading.text[trigger.end - 1] in _NOUN_ENDS
    ):  # its noun ends a Chinese name: what follows tells where it was held
        end = trigger.end + (reading.text[trigger.end : trigger.end + 1] in "”》’")
        start = max([start, *(verb.end() for verb in _VERBS.finditer(reading.text, start, trigger.start))])
    for moment in reading.within(Moment, start, trigger.start):
        start = moment.quote.end
    return _tidy(reading.text[start:end])


def _clause_start(reading: Reading, sentence: Sentence, at: int) -> int:
    floor = max(sentence.start, at - 80)
    marks = [mark.end() for mark in _CLAUSE.finditer(reading.text, floor, at)]
    if marks or floor == sentence.start:
        return marks[-1] if marks else floor
    blank = reading.text.find(" ", floor, at)  # a whole word first
    return blank + 1 if blank >= 0 else floor


def _with_number(reading: Reading, sentence: Sentence, start: int) -> int:
    """Begin "trente ans du jumelage" with its number."""
    before = _NUMBER.search(reading.text[sentence.start : start]) if reading.folded.startswith("ans ", start) else None
    return sentence.start + before.start() if before else start


def _tidy(words: str) -> str:
    """One line, without the blanks, marks and dangling prepositions at its ends."""
    line = _HOURS.sub("", " ".join(words.split())).strip(_TRIM)
    line = _DETERMINER.sub("", _JOINING.sub("", line))
    return _quoted(_DANGLING.sub("", line).strip(_TRIM)[:_LONGEST_NAME])


def _quoted(name: str) -> str:
    """Give back the mark that opens what a name quotes, which was stripped at its beginning."""
    lost = [opening for opening, closing in ("“”", "《》", "«»") if closing in name and opening not in name]
    return lost[0] + name if lost else name


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
    """The place named nearest to the event's words, one "in" which it is before one that is only named; see `_may_be_where`."""
    best: tuple[int, Place] | None = None
    anchor = dated.moment.quote.start if dated.moment and sentence.start <= dated.moment.quote.start < sentence.end else dated.trigger.start
    for mention in reading.within(PlaceMention, sentence.start, sentence.end):
        if not _may_be_where(reading, sentence, mention, dated.trigger.kind):
            continue
        before = reading.folded[max(sentence.start, mention.quote.start - 16) : mention.quote.start]
        near = [_gap(reading, mention, anchor), _gap(reading, mention, dated.trigger.end)]
        distance = near[0] if dated.trigger.kind == SERIES else min(near)
        distance += 0 if _IN.search(before) or 0 <= anchor - mention.quote.end <= _BESIDE else 80
        if best is None or distance < best[0]:
            best = (distance, mention.place)
    return best[1] if best else None


def _may_be_where(reading: Reading, sentence: Sentence, mention: PlaceMention, kind: str) -> bool:
    """Whether a place may be where it happened: of a paper the towns named are who signs, so that words must say "in"."""
    if mention.is_part or mention.place.level == "country":
        return False
    before = reading.folded[max(sentence.start, mention.quote.start - _BEFORE) : mention.quote.start]
    after = reading.text[mention.quote.end : mention.quote.end + 8]
    is_said = bool(_WITHIN.search(before)) and not _PEOPLE_AFTER.match(after)
    return is_said if kind == "signature" else is_said or not (_PARTNER.search(before) or _PEOPLE_AFTER.match(after))


def _gap(reading: Reading, mention: PlaceMention, at: int) -> int:
    """Characters between a place and a point; a comma counts more, as it begins the next of a list: "Wuhan en 2005, Bordeaux…"."""
    start, end = (mention.quote.end, at) if mention.quote.start < at else (at, mention.quote.start)
    return abs(mention.quote.start - at) + _COMMA * len(_LISTED.findall(reading.text, start, max(start, end)))
