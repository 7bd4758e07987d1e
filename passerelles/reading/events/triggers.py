"""Words that name an occasion or an act: which kind, how sure, which edition of a series."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from passerelles.reading.lexicon import Cue
from passerelles.reading.model import EVENT_KINDS, Moment, PlaceMention, Sentence
from passerelles.reading.numbers import CHINESE, chinese
from passerelles.reading.reader import Reading

SERIES = "rencontres/assises"

# What a kind costs when it competes for a date, in characters of distance: a named occasion beats the trip that leads to it.
_COST = {"meeting": 40, "visit": 50, "other": 30, "opening": 90}
_WEAK = {"signature": 70, "visit": 30}

_NTH_LATIN = re.compile(
    r"(?:(?P<figure>\d{1,2}) ?(?:\^\{?)?(?:e|er|re|eres?|emes?|st|nd|rd|th)?\}?|(?P<roman>[ivx]{1,5})(?:e|emes?|es)?)[ *}]{1,3}"
    r"(?:[a-z]+ ){0,3}$"
)
_NTH_CHINESE = re.compile(rf"第(?P<nth>\d{{1,3}}|[{CHINESE}]{{1,3}})[届次][^，。,；、]{{0,14}}$", re.ASCII)
_ADJECTIVE = re.compile(r" [a-z]{4,}")
_COMPLEMENT = re.compile(r" (?:de la|de l|du|des|de|d|sur|avec|entre|pour) (?=[a-z])")
_BETWEEN = re.compile(r"(?:中法|法中|高层|合作|地方|政府|交流|国际)*")  # between the rank and 论坛 where it is the series
_PAPER = re.compile("协议|备忘录|意向|合同|协定|宣言|声明|纪要")
_QUOTED = re.compile("[“《‘]([^”》’“《]{2,14}[周节月季年日]|[^”》’“《]{2,30}展)[”》’]")
_WEEK = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?<![一二两三四五六七八九十几上本下每这整近双当])[周月节]"
    r"(?=(?:系列)?(?:活动|开幕|启动|闭幕)|(?:\d|[日年月]|在|于|将)[^，。]{0,14}(?:举行|举办|开幕|启动|拉开))"
)
_FETED = re.compile(r"(?i:fêtée?s?)")
_EXCHANGED = ("签", "交换", "互换")  # that something is signed takes a paper after it
_ROMAN = {"i": 1, "v": 5, "x": 10}
_WORDS = re.compile(r" (?:[a-z]+ ){0,5}")  # between "quatrième" and its noun


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of text[start:end] that names an occasion; `cost` counts against it when others want the same date."""

    start: int
    end: int
    kind: str  # of EVENT_KINDS, or "edition", "opening"
    cost: int
    ordinal: int | None = None
    name_start: int = 0
    is_weak: bool = False
    of: "Trigger | None" = None  # of "celui de 2012": what was named before


def triggers(reading: Reading, sentence: Sentence, cues: Sequence[Cue], *, is_series_known: bool) -> list[Trigger]:
    """Find the triggers of one sentence, in order."""
    found: dict[tuple[int, int], Trigger] = {}
    is_over = any(cue.key == "expiry" for cue in cues)  # the day an agreement ended is not the day it was signed
    for cue in cues:
        if trigger := _trigger(reading, sentence, cue, is_series_known, is_over):
            here = (cue.start, cue.end)
            if here not in found or trigger.cost < found[here].cost:
                found[here] = trigger
    if sentence.language == "zh":
        for trigger in (*quoted_names(reading, sentence), *weeks(reading, sentence)):
            found.setdefault((trigger.start, trigger.end), trigger)
    return list(found.values())


def _trigger(reading: Reading, sentence: Sentence, cue: Cue, is_series_known: bool, is_over: bool) -> Trigger | None:
    name = cue.key.removeprefix("weak_")
    if name == "that_of" and reading.text[cue.end + 1 : cue.end + 2].isdigit():
        name = "edition"
    is_weak = cue.key.startswith("weak_")
    if name not in ("series", "edition", "opening", *EVENT_KINDS):
        return None
    if (
        _is_attribute(reading, cue, name)
        or _is_part_of_name(reading, cue)
        or (name != "series" and _is_capital_noun(reading, sentence, cue, name))
    ):
        return None
    if name == "festival" and _FETED.fullmatch(reading.text, cue.start, cue.end):
        name = "other"  # "fêté", which folds to "fête"
    ordinal, start = _ordinal(reading, sentence, cue)
    if name == "forum" and _is_series_by_topic(reading, sentence, cue):
        return Trigger(cue.start, cue.end, SERIES, 0, ordinal, start)
    if name == "series":
        return _of_series(reading, sentence, cue, Trigger(cue.start, cue.end, SERIES, 0, ordinal, start), is_series_known=is_series_known)
    if name == "signature" and (is_over or (is_weak and not _is_paper(reading, sentence, cue))):
        return None
    cost = _COST.get(name, 0) + _WEAK.get(name, 40) * is_weak
    kind = SERIES if is_series_known and name == "forum" and not is_weak and _is_definite(reading, cue, ordinal) else name
    return Trigger(cue.start, cue.end, kind, cost, ordinal, start, is_weak)


def _of_series(reading: Reading, sentence: Sentence, cue: Cue, trigger: Trigger, *, is_series_known: bool) -> Trigger | None:
    """Tell the series from meetings that only bear its name: "les Assises de la mer", "des rencontres avec les entreprises"."""
    is_weak = cue.key.startswith("weak_")
    if _is_series_by_topic(reading, sentence, cue):
        return trigger
    is_proper = bool(trigger.ordinal) and reading.text[cue.start].isupper()
    if is_else(reading, cue):
        return _namesake(reading, cue, trigger)
    return trigger if not is_weak or is_series_known or is_proper else None


def _namesake(reading: Reading, cue: Cue, trigger: Trigger) -> Trigger:
    """A forum where it is written as a name or of both countries, else something that took place."""
    is_name = reading.text[cue.start].isupper() or trigger.ordinal or cue.key == "series"
    return replace(trigger, kind="forum" if is_name else "other", cost=0 if is_name else _COST["other"])


def is_else(reading: Reading, cue: Cue) -> bool:
    """Whether what follows gives a meeting another subject than local cooperation: "du numérique", "économique", "avec les entreprises"."""
    if _ADJECTIVE.match(reading.folded, cue.end) and "else" in reading.cues.keys("events", cue.end, cue.end + 18):
        return True
    complement = _COMPLEMENT.match(reading.folded, cue.end)
    if not complement or reading.folded[complement.end() : complement.end() + 11] == "cooperation":
        return False
    start = complement.end()
    is_dated = any(moment.quote.start <= start + 6 for moment in reading.within(Moment, start - 4, start + 40))
    is_placed = any(place.quote.start <= start + 3 for place in reading.within(PlaceMention, start - 4, start + 40))
    return not is_dated and not is_placed and "series_topic" not in reading.cues.keys("events", start - 4, start + 40)


def _is_series_by_topic(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Whether a forum is about local cooperation between the two countries: "Forum franco-chinois des collectivités", 中法地方…论坛."""
    near = reading.cues.keys("events", max(sentence.start, cue.start - 40), min(sentence.end, cue.end + 60))
    return {"series_topic", "series_pair"} <= near


def _is_paper(reading: Reading, sentence: Sentence, cue: Cue) -> bool:
    """Whether 签 signs a paper (签友好合作协议), and "conclu" does not speak of a twinning, whose start is no event."""
    if reading.text[cue.start : cue.end] in _EXCHANGED:
        return bool(_PAPER.search(reading.text, cue.end, min(sentence.end, cue.end + 28)))
    return not (
        reading.folded.startswith("conclu", cue.start) and "jumel" in reading.folded[max(sentence.start, cue.start - 24) : cue.start]
    )


def quoted_names(reading: Reading, sentence: Sentence) -> Iterator[Trigger]:
    """Find “上海—马赛周”, 《…年》: in quotation marks, what ends in week, day, month, year or season is a festival, in 展 a show."""
    for match in _QUOTED.finditer(reading.text, sentence.start, sentence.end):
        kind = "exhibition" if match[1].endswith("展") else "festival"
        yield Trigger(match.start(1), match.end(1), kind, 10, _nth_before(reading, sentence, match.start()), match.start(1))


def weeks(reading: Reading, sentence: Sentence) -> Iterator[Trigger]:
    """Find 阿尔萨斯周在苏州举办: a week, month or feast with a name that is opened or held, in no quotation marks."""
    for match in _WEEK.finditer(reading.text, sentence.start, sentence.end):
        yield Trigger(match.end() - 1, match.end(), "festival", 10, _nth_before(reading, sentence, match.start()), match.start())


def _nth_before(reading: Reading, sentence: Sentence, at: int) -> int | None:
    found = _NTH_CHINESE.search(reading.text[max(sentence.start, at - 8) : at])
    return (int(found["nth"]) if found["nth"].isdecimal() else chinese(found["nth"])) if found else None


def _is_attribute(reading: Reading, cue: Cue, name: str) -> bool:
    """Whether the word only says which thing is meant: 1987年开业的主题公园, 到访的游客."""
    return name in ("other", "visit") and reading.text[cue.end : cue.end + 1] == "的" and reading.text[cue.start] >= "\u2e80"


def _is_part_of_name(reading: Reading, cue: Cue) -> bool:
    """Whether a place's name holds the word: La Réunion, Salon-de-Provence."""
    near = reading.within(PlaceMention, max(0, cue.start - 12), cue.end)
    return any(place.quote.start <= cue.start < place.quote.end and place.quote.end - place.quote.start > 2 for place in near)


def _is_capital_noun(reading: Reading, sentence: Sentence, cue: Cue, name: str) -> bool:
    """Whether a capital inside a sentence makes a name of it: "la Mission Ecoter" is nobody's visit."""
    return name in ("visit", "meeting") and cue.start > sentence.start and reading.text[cue.start].isupper() and _is_running(reading, cue)


def _is_running(reading: Reading, cue: Cue) -> bool:
    before = reading.folded[max(0, cue.start - 5) : cue.start]
    return before.endswith((" la ", " l ", " de ", " du ", " le ", " the "))


def _is_definite(reading: Reading, cue: Cue, ordinal: int | None) -> bool:
    """Whether "the forum", "le forum", 本届论坛 speaks of the series' forum that was named before."""
    before = reading.folded[max(0, cue.start - 6) : cue.start]
    if (
        "series_word" not in reading.cues.keys("events", cue.start, cue.end)
        or is_else(reading, cue)
        or (ordinal and not _is_plainly_ranked(reading, cue))
    ):
        return False
    return ordinal is not None or before.endswith((" the ", " le ", "ce ", "本届", "du ")) or not before.strip()


def _is_plainly_ranked(reading: Reading, cue: Cue) -> bool:
    """Whether no subject stands between a Chinese rank and its noun: 第三届论坛, not 第三届世界城市论坛."""
    rank = _NTH_CHINESE.search(reading.text[max(0, cue.start - 24) : cue.start])
    return not rank or bool(_BETWEEN.fullmatch(re.split("[届次]", rank[0], maxsplit=1)[1]))


def _ordinal(reading: Reading, sentence: Sentence, cue: Cue) -> tuple[int | None, int]:
    """Read "4^{èmes}", "IVe", "quatrièmes", 第五届, "Fourth" before the word: the number and where it begins."""
    floor = max(sentence.start, cue.start - 44)
    before = reading.folded[floor : cue.start]
    if match := _NTH_CHINESE.search(before):
        words = match["nth"]
        return (int(words) if words.isdecimal() else chinese(words)), floor + match.start()
    if inside := _NTH_CHINESE.search(reading.folded[floor : cue.start + 1]):
        return chinese(inside["nth"]), floor + inside.start()
    for other in reversed(reading.cues.within("events", floor, cue.start)):
        if other.key.startswith("nth-") and _WORDS.fullmatch(reading.folded, other.end, cue.start):
            return int(other.key.removeprefix("nth-")), other.start
    if (match := _NTH_LATIN.search(before)) and _is_ordinal(reading.text[floor : cue.start], match):
        value = int(match["figure"]) if match["figure"] else _roman(match["roman"])
        return value, floor + match.start()
    return None, cue.start


def _is_ordinal(before: str, match: re.Match[str]) -> bool:
    """Whether what matched is a number of its own, marked as a rank: "12 forums" is a count."""
    start = match.start()
    words = before[start : match.end()]
    is_free = start == 0 or not before[start - 1].isalnum()
    if match["roman"]:
        return is_free and words[: len(match["roman"])].isupper()
    return is_free and bool(re.match(r"\d{1,2}(?: ?\^\{?)?[a-zè]", words))


def _roman(words: str) -> int:
    values = [_ROMAN[char] for char in words]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def is_series_spoken_of(reading: Reading) -> bool:
    """Whether the document names the network's own series of meetings anywhere, be it only by "les IVes Rencontres"."""
    cues = [cue for cue in reading.cues.within("events", 0, len(reading.text)) if cue.key in ("series", "weak_series", "forum")]
    return any(cue.key == "series" or _is_series_here(reading, cue) for cue in cues)


def _is_series_here(reading: Reading, cue: Cue) -> bool:
    sentence = reading.sentence_at(cue.start)
    if sentence is None:
        return False
    is_numbered = cue.key == "weak_series" and reading.text[cue.start].isupper() and _ordinal(reading, sentence, cue)[0]
    return bool(is_numbered) or _is_series_by_topic(reading, sentence, cue)


def keyed(cues: Sequence[Cue], *keys: str) -> Iterator[Cue]:
    return (cue for cue in cues if cue.key in keys)
