"""Finds counts: of authorities, projects, partnerships, participants. Never money, population, per cent, ages, ranks or distances.

Runs after dates, so that a year is no number. Latin texts name what is counted after the number, past an adjective or two ("12 grandes
villes"); Chinese ones after a measure word (55个地方政府) or before (项目超过130个).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Figure, Moment, Sentence
from passerelles.reading.numbers import CHINESE, Number, numbers
from passerelles.reading.reader import Reading
from passerelles.reading.subjects import is_of_part

ORIGIN = "figures/1"

COUNTED = ("authorities", "projects", "partnerships", "participants", "other")
HEDGES = {"hedge_about": "about", "hedge_nearly": "nearly", "hedge_more": "more than", "hedge_less": "less than"}
_FEWEST = 4  # "deux villes", 三位市长 name what stands beside them, and count nothing
_FAR = 44  # characters from a number to what it counts

# Between number and noun: at most two words, none of which begins another phrase or is itself what is counted.
_BETWEEN = re.compile(
    r" (?:de |d |of |des |millions de |milliers de )?(?:(?!(?:et|ou|a|au|aux|en|dans|pour|par|avec|sur|sous|le|la|les|l|un|une|ce|"
    r"ces|ses|nos|qui|que|dont|ont|a|sont|est|de|du|d|ans|annees|heures?|jours?|mois|semaines?|minutes?|euros?|km|metres?|hectares?|habitants?|kilometres?|"
    r"lits|fois|pays|points|pages|voix|and|or|in|for|with|years?|the|to|from|hours?|days?|weeks?|months?|percent|countries|of|at|on|by|"
    r"million|millions|milliards?|billion|yuans?|dollars?|places|etages) )[a-z]+ ){0,2}"
)
_SIDED = re.compile(r" (?:chinese|french|francaises?|chinoises?)")
_SHARED = re.compile(r" (?:chinese|french) and \w+ (?:chinese|french) ")
_PEOPLE = re.compile(r" (?:de )?[A-ZÉ][a-zéèêïç-]+(?:ais|ois|ains|iens|éens|ards)(?![a-z])")  # "1 400 Morbihannais"
_RANK = re.compile(r"(?:n[o°º]|article|art\.|page|chapitre|ligne|rue|les annees|numero|no\.|#|第|每|[$€£¥]) ?$")
# A number begins where no numeral stands before it: from the middle of a run the same would be read again.
_CHINESE_COUNT = re.compile(
    rf"(?:(?<!\d)(?<!\d,)\d[\d,]*+(?:\.\d+)?|(?<![{CHINESE}])[{CHINESE}]++)[万亿]?[多余来]?"
    r"(?P<measure>个|家|名|位|人次|人|对|项|座|份)",
    re.ASCII,
)
_NUMERAL = re.compile(rf"[{CHINESE}0-9]")
_NO_PEOPLE = re.compile(
    r"人(?:口|均|民|类|才|员|行|工|物|文|格|大)|名(?:额|列|片|单|次|义|为|称|叫|录|誉)|位(?:于|列|居|置)|[人名位][^，。,；]{0,6}(?:岁|座位)"
)
_NO_PEOPLE_BEFORE = re.compile(r"(?:人口|居民|员工|职工|户籍|常住|工作|每批|平均|会员)\D{0,4}$")
_BEFORE_COUNT = re.compile(r"[已达到至今共有超过近约为总数量合计计个()（）:：,，现 ]{0,9}")
_STOPS = re.compile(r"[\d，。、；：,.;:!?！？（）()“”\n]")
_OPENING = " \t\n-–—•*_#«“Ø"
_BESIDE = 14  # characters between a count and its date: "88 partnerships still alive in 2010"


@dataclass(frozen=True, slots=True)
class _Count:
    """A number and what it counts; the quote runs from the number, with its hedge, to the noun."""

    number: Number
    what: str
    start: int
    end: int


def find(reading: Reading, known: Gazetteer) -> Iterator[Figure]:
    """Find every count; `known` is not needed."""
    for sentence in reading.sentences:
        cues = reading.cues.within("figures", sentence.start, sentence.end)
        if (cues or sentence.language == "zh") and _has_number(reading, sentence, cues):
            counts = sorted(_counts(reading, sentence, cues), key=lambda count: count.number.start)
            yield from (_figure(reading, sentence, count) for count in counts)


def _has_number(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> bool:
    """Whether a figure or a word for a number stands in a sentence: most have none."""
    return bool(_NUMERAL.search(reading.text, sentence.start, sentence.end)) or any(cue.key.lstrip("~").isdecimal() for cue in cues)


def _counts(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> Iterator[_Count]:
    taken: set[int] = set()
    for count in _chinese(reading, sentence):
        taken.add(count.number.start)
        yield count
    nouns = [cue for cue in cues if cue.key in COUNTED or cue.key in ("ones", "nationals")]
    last = ""
    for number in numbers(reading.text, reading.folded, reading.cues, sentence.start, sentence.end):
        if number.start in taken or number.value < _FEWEST or _is_no_count(reading, number):
            continue
        noun = _noun_after(reading, number, nouns) or _shared_noun(reading, number, nouns)
        what = _what(noun, last, reading.folded[noun.end - 2 : noun.end] == "es") if noun else ""
        is_prose = what == "authorities" and number.value < 10 and not reading.text[number.start].isdigit()  # "cinq communes" of one valley
        is_prose = is_prose and not _SIDED.match(reading.folded, number.end)
        if noun and what and not is_prose:
            last = what
            yield _Count(number, what, number.start, max(noun.end if noun.start - number.end < _FAR else number.end, number.end))
        elif noun is None and (people := _PEOPLE.match(reading.text, number.end)):
            yield _Count(number, "participants", number.start, people.end())


def _what(noun: Cue, last: str, is_feminine: bool) -> str:
    """What a noun counts: "10 French ones", "18 françaises" what was counted before, "une vingtaine de Chinois" people."""
    if noun.key == "nationals":
        return last if last and is_feminine else "participants"
    return last if noun.key == "ones" else noun.key


def _noun_after(reading: Reading, number: Number, nouns: Sequence[Cue]) -> Cue | None:
    """The first noun after a number, unless other words than adjectives stand between them."""
    noun = next((cue for cue in nouns if cue.start >= number.end), None)
    listed = [cue for cue in nouns if cue.end <= number.start and reading.folded[cue.end : number.start] in (" : ", ": ", " ")]
    early = [cue for cue in nouns if cue.key in COUNTED and number.start - _FAR < cue.end <= number.start]
    if early and reading.folded.endswith(" au nombre de ", early[-1].end, number.start):  # "les jumelages, au nombre de 29"
        return early[-1]
    if listed and ":" in reading.folded[listed[-1].end : number.start] and listed[-1].key in COUNTED:  # "Participants : 120"
        return listed[-1]
    if noun is None or noun.start - number.end > _FAR or not _BETWEEN.fullmatch(reading.folded, number.end, noun.start):
        return None
    if noun.key == "nationals" and reading.folded[number.end : noun.start] not in (" ", " de "):
        return None  # "une vingtaine de CHU français"
    every = reading.cues.within("figures", noun.end, noun.end + 24)
    return None if any(cue.key == "each" and cue.start <= noun.end + 12 for cue in every) else noun


def _shared_noun(reading: Reading, number: Number, nouns: Sequence[Cue]) -> Cue | None:
    """The noun of "eight Chinese and five French cities" for the first of the two numbers."""
    both = _SHARED.match(reading.folded, number.end)
    noun = next((cue for cue in nouns if both and cue.start >= both.end()), None)
    return noun if both and noun and noun.key in COUNTED and noun.start - both.end() < 3 else None


def _is_no_count(reading: Reading, number: Number) -> bool:
    """Whether a number is part of a date, a rank or a reference."""
    before = reading.within(Moment, max(0, number.start - 40), number.end)
    is_dated = any(moment.quote.end > number.start for moment in before)
    return is_dated or bool(_RANK.search(reading.folded[max(0, number.start - 12) : number.start]))


def _chinese(reading: Reading, sentence: Sentence) -> Iterator[_Count]:
    for match in _CHINESE_COUNT.finditer(reading.text, sentence.start, sentence.end):
        found = numbers(reading.text, reading.folded, reading.cues, match.start(), match.end())
        if not found or found[0].value < _FEWEST or _RANK.search(reading.text[max(0, match.start() - 1) : match.start()]):
            continue
        what, start, end = _chinese_what(reading, match)
        if what and (what != "authorities" or found[0].value >= 10 or match.group()[0].isdigit()):
            yield _Count(found[0], what, start, end)


def _chinese_what(reading: Reading, match: re.Match[str]) -> tuple[str, int, int]:
    """What a Chinese measure word counts: people, pairs of cities, else what the noun after or before says."""
    text, start, end, measure = reading.text, match.start(), match.end(), match["measure"]
    if measure in ("人", "人次", "名", "位"):
        # 八千人 live somewhere, unless they came to something
        is_town = measure == "人" and any(char in "万千亿" for char in match.group())
        is_crowd = any(cue.key == "crowd" for cue in reading.cues.within("figures", max(0, start - 10), end + 10))
        if (
            (is_town and not is_crowd)
            or _NO_PEOPLE.match(text, match.start("measure"))
            or _NO_PEOPLE_BEFORE.search(text[max(0, start - 12) : start])
        ):
            return "", start, end
        return "participants", start, end
    if text.startswith("国家", end):
        return "", start, end
    stop = _STOPS.search(text, end, end + 14)
    nouns = _nouns(reading, end, stop.start() if stop else end + 14)
    if nouns:
        return nouns[-1].key, start, nouns[-1].end
    before = [cue for cue in _nouns(reading, max(0, start - 16), start) if _BEFORE_COUNT.fullmatch(text, cue.end, start)]
    if before and measure in ("个", "对", "项", "座"):
        return before[-1].key, before[-1].start, end
    return ("partnerships" if measure == "对" else ""), start, end


def _nouns(reading: Reading, start: int, end: int) -> list[Cue]:
    return [cue for cue in reading.cues.within("figures", start, end) if cue.key in COUNTED and cue.key != "participants"]


def _figure(reading: Reading, sentence: Sentence, count: _Count) -> Figure:
    start, hedge = _hedge(reading, sentence, count)
    side = _side(reading, sentence, count)
    is_part = is_of_part(reading, sentence, count.what, count.start, count.end)
    quote, as_of = reading.document.span(start, count.end), _as_of(reading, sentence, count)
    return Figure(quote, count.what, count.number.value, side, hedge, as_of, is_part)


def _hedge(reading: Reading, sentence: Sentence, count: _Count) -> tuple[int, str | None]:
    """How exact the number is said to be, and where the words that say so begin."""
    number = count.number
    hedges = [cue for cue in reading.cues.within("figures", max(sentence.start, number.start - 14), number.start) if cue.key in HEDGES]
    for cue in reversed(hedges):
        if reading.folded[cue.end : number.start].strip(" d") == "" and (
            cue.key != "hedge_about" or number.is_round or cue.end - cue.start > 3 or reading.text[cue.start] >= "\u2e80"
        ):
            return min(cue.start, count.start), HEDGES[cue.key]
    if reading.text[number.end : number.end + 1] in ("多", "余"):
        return count.start, "more than"
    return count.start, "about" if number.is_round or reading.text[number.end : number.end + 1] == "来" else None


def _side(reading: Reading, sentence: Sentence, count: _Count) -> str | None:
    """The country whose things are counted: an adjective beside the noun, or in Chinese the name right before the number."""
    after = reading.cues.within("figures", count.number.end, min(sentence.end, count.end + 26))
    before = reading.cues.within("figures", max(sentence.start, count.number.start - 10), count.number.start)
    is_chinese = any(char >= "\u4e00" for char in reading.text[count.number.end : count.end])
    for cue in (*reversed(before), *after) if is_chinese else after:
        if cue.key.startswith("side_") and not _STOPS.search(reading.text, min(cue.end, count.end), max(cue.start, count.number.start)):
            return cue.key.removeprefix("side_")
    return None


def _as_of(reading: Reading, sentence: Sentence, count: _Count) -> str | None:
    """The date a count holds for: "fin 2018", "as of", 截至. "jumelées depuis 1987" and "née en 1931" date something else."""
    for moment in reading.within(Moment, sentence.start, sentence.end):
        words: Iterable[Cue] = reading.cues.within("figures", max(sentence.start, moment.quote.start - 20), moment.quote.start)
        said = [cue for cue in words if cue.key.startswith("as_of") and moment.quote.start - cue.end <= 4]
        if moment.starts and not moment.is_start and any(_is_of_count(reading, sentence, cue, moment, count) for cue in said):
            return moment.starts
    return None


def _is_of_count(reading: Reading, sentence: Sentence, cue: Cue, moment: Moment, count: _Count) -> bool:
    """Whether a date is the count's: by its own words ("fin", 截至), else where it opens the sentence or stands beside the count."""
    if cue.key == "as_of" or not reading.text[sentence.start : cue.start].strip(_OPENING):
        return True
    between = reading.text[count.end : cue.start] if count.end <= cue.start else reading.text[moment.quote.end : count.start]
    return len(between) <= _BESIDE and not _STOPS.search(between)
