"""Names that no gazetteer knows but that the text presents as places: "Hangzou et Xiamen", 法国埃斯曼市, 福洪镇.

A spelling with one likely reading is a mention as written and a doubt that names it; a small unit below the gazetteer's reach
(a Chinese town) is a place without code.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Candidate, Place
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.model import Sentence
from passerelles.reading.places.chinese import BODY as _BODY
from passerelles.reading.places.latin import BARRIER, GLUE, LEVELS
from passerelles.reading.places.sighting import Context, Sighting
from passerelles.reading.transliteration import pinyin

# A capitalised word made of two or three pinyin syllables, possibly misspelt in the ways the French misspell them.
_INITIAL = r"(?:[bpmfdtnlgkhjqxzcsrwy]|[zcst]h|tch|ts)?"
_SYLLABLE = _INITIAL + r"(?:iang|iong|uang|uai|uan|iao|ian|ing|ang|eng|ong|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|oe|a|e|i|o|u)"
_WORD = re.compile(r"\b[A-Z][a-z]{3,}(?:'[a-z]+)?\b")
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{2,3}}")
_LIKELY = 0.74  # of Gazetteer.similar: one change at most from a province's or prefecture's name
_NO_TOWNS = frozenset("周边 重点 特色 全国 各个 中心 小城 城乡 村乡 古老 美丽 友好 法国 中国 当地 两个 三个 有关 其他 著名".split())
_ABROAD = re.compile(r"\s*[,(]\s*(?:en |au |aux |in )?([a-z]+(?: [a-z]+)?)")
_SURE = 0.82  # the same for what is no pinyin ("Chonqing", "Wuham")
_CLEAR = 0.04  # the best must lead the next by so much, else a doubt alone
# Characters that French names are written with in Chinese, and the words that go into them (Saint, Haut, sur-Seine…).
_SOUNDING = (
    "阿埃艾爱安昂奥巴拜班邦贝本比彼毕宾波伯勃博布茨达戴丹当道德登迪蒂第东杜敦多厄恩尔法凡费芬丰弗福夫富盖冈戈格葛根贡古瓜圭哈海汉赫亨洪胡惠霍基吉加贾杰金卡凯坎康考科克肯库夸奎昆拉莱兰朗劳勒雷蕾里利莉列林隆卢鲁伦罗洛吕马玛迈曼芒梅门蒙米密明莫默姆穆"
    "纳娜南内尼年涅宁纽农努诺欧帕潘庞佩彭皮平蓬普奇恰乔切屈让热日荣茹瑞若撒萨塞赛桑瑟森沙尚绍舍申圣施什斯丝松苏索塔泰坦汤唐特滕提廷通图托瓦万旺威韦维温翁沃乌武西希锡夏香肖谢辛欣兴叙雅亚延扬耶伊因英永于约泽扎詹芝治朱兹佐"
)
_SOUNDS = frozenset(_SOUNDING)
_CALLED = re.compile(
    rf"(?P<france>法国(?:[东西南北中]{{1,2}}部)?(?:的|城市|小镇|小城|名城|市镇)?)?(?<![{_SOUNDING}·])(?P<name>(?:滨海|上|新)?[{_SOUNDING}]{{2,8}}(?:河畔[{_SOUNDING}]{{1,5}})?)"
    rf"(?![{_SOUNDING}·])(?P<town>市|镇(?!长))?"
)
_TOWN = re.compile(r"(?:(?<=[与和同在、市区县访“，。（(])|(?<![\u4e00-\u9fff]))(?P<name>[\u4e00-\u9fff]{2}[镇乡])(?!长|村|上|里|土|政府的)")
_BEFORE = re.compile(r"\s*\(|\s*,\s*|\s+et\s+|\s+and\s+|\s*[-–]\s*")  # between a listed place and a word, at most 8 characters
_AFTER = re.compile(r"\s*,\s*|\s+et\s+(?:de |d')?|\s+and\s+|\s*[-–]\s*|\s?\(")  # between a word and a listed place, at most 10
_IN_ONE = re.compile(r"\b([A-ZÀ-Ý][a-zà-ÿ]{2,})([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý]?[a-zà-ÿ]+)*)\b")
_BEYOND_LATIN = re.compile("[\u2e80-\U0010ffff]")
_AROUND, _AREAS = 400, 4  # characters; how many areas are asked
_HEARD = 0.5  # of Gazetteer.heard: more probably right than wrong
_NEARBY = 0.3  # the same among the communes of an area that the text names


def sightings(context: Context, kept: Sequence[Sighting]) -> Iterator[Sighting]:
    """Yield unknown names that their surroundings call places; `kept` are the places found so far, in order."""
    taken = {offset for sighting in kept for offset in range(sighting.start, sighting.end)}
    if any(form.place.country == "CN" for sighting in kept for form in sighting.forms):
        yield from _misspelt(context, kept)
    yield from _written_as_one(context, taken)
    if not _BEYOND_LATIN.search(context.reading.text):
        return
    if "法" in context.reading.text or any(_is_french(sighting) for sighting in kept):
        yield from _transliterated(context, kept, taken)
    yield from _towns(context, taken)


def _written_as_one(context: Context, taken: set[int]) -> Iterator[Sighting]:
    """GrandAngoulême: bodies of towns like to write their names in one word, with a capital inside."""
    for word in _IN_ONE.finditer(context.reading.text):
        known = context.known.lookup(f"{word[1]} {word[2]}", country="FR", level="epci")
        sentence = context.reading.sentence_at(word.start())
        if len({candidate.place.key for candidate in known}) == 1 and sentence and taken.isdisjoint(range(*word.span())):
            yield Sighting(*word.span(), (), sentence, score=1.0, place=known[0].place, reasons=["its name written in one word"])


def _towns(context: Context, taken: set[int]) -> Iterator[Sighting]:
    """福洪镇: a Chinese town is below the county level that the gazetteer reaches. It has no code, but a name."""
    text = context.reading.text
    for town in _TOWN.finditer(text):
        start, end = town.span("name")
        sentence = context.reading.sentence_at(start)
        stem = town["name"][:-1]
        is_french = _SOUNDS.issuperset(stem) and "法国" in text[max(start - 8, 0) : start]
        if sentence is None or is_french or stem in _NO_TOWNS or not taken.isdisjoint(range(start, end)):
            continue
        place = Place("CN", "other", "", pinyin(stem), town["name"], (), None, None, "", None, None, ())
        yield Sighting(start, end, (), sentence, score=1.0, place=place, reasons=["a town's name before its suffix"])


def _transliterated(context: Context, kept: Sequence[Sighting], taken: set[int]) -> Iterator[Sighting]:
    """法国埃斯曼市: characters that only sound, called a town or said to be in France."""
    text = context.reading.text
    areas = [sighting for sighting in kept if sighting.place is not None and sighting.place.level in ("departement", "region")]
    named: dict[str, Place] = {}
    for called in _CALLED.finditer(text):
        start, end = called.span("name")
        if not taken.isdisjoint(range(start, end)) or _BODY.match(text, end) or _is_elsewhere(text, start):
            continue
        if "abroad" in vocabulary("ordinary").get(called["name"], ()):
            continue  # 威尼斯: a town of a third country
        sentence = context.reading.sentence_at(start)
        if sentence is None:
            continue
        if called["france"] or called["town"] or _is_paired(text, start, end, kept):
            for sighting in _as_heard(called["name"], start, context, sentence, _near(areas, start)):
                named[called["name"]] = sighting.place or named[called["name"]]
                yield sighting
        elif place := named.get(called["name"]):  # 里莫日市 was met: 里莫日 alone is the same town
            yield Sighting(start, end, (), sentence, score=1.0, place=place)


def _is_paired(text: str, start: int, end: int, kept: Sequence[Sighting]) -> bool:
    """勒波尔与佛山, 佛山市与勒波尔: joined by 与 to a Chinese place, and three characters at least."""
    if end - start < 3:
        return False
    before = re.search(r"[与和同]$", text[max(start - 2, 0) : start])
    after = re.match(r"[与和同]", text[end : end + 1])
    index = bisect_left(kept, start, key=lambda sighting: sighting.start)
    left = kept[index - 1] if index else None
    right = kept[index] if index < len(kept) else None
    is_left = before and left is not None and _is_chinese(left) and start - left.end <= 3
    return bool(is_left or (after and right is not None and _is_chinese(right) and right.start - end <= 1))


def _near(areas: Sequence[Sighting], start: int) -> list[Place]:
    """The French areas named within `_AROUND` characters: a town that only sounds may lie there."""
    first = bisect_left(areas, start - _AROUND, key=lambda area: area.start)
    last = bisect_left(areas, start + _AROUND, key=lambda area: area.start)
    return list({area.place.key: area.place for area in areas[first:last] if area.place}.values())[:_AREAS]


def _as_heard(name: str, start: int, context: Context, sentence: Sentence, areas: Sequence[Place]) -> Iterator[Sighting]:
    heard = [candidate for candidate in context.known.heard(name) if candidate.score >= _HEARD]
    heard = heard or [c for area in areas for c in context.known.heard(name, within=area, limit=1) if c.score >= _NEARBY]
    if heard:
        sighting = Sighting(start, start + len(name), (), sentence, score=1.0, place=heard[0].place)
        sighting.reasons.append(heard[0].reasons[0])
        yield sighting


def _is_elsewhere(text: str, start: int) -> bool:
    """Whether a third country stands just before (英国, 日本)."""
    before = text[max(start - 6, 0) : start].rstrip()
    return any(vocabulary("countries").get(before[-length:], frozenset()) - {"FR", "CN"} for length in range(2, 6) if len(before) >= length)


def _is_french(sighting: Sighting) -> bool:
    return sighting.place is not None and sighting.place.country == "FR"


def _misspelt(context: Context, kept: Sequence[Sighting]) -> Iterator[Sighting]:
    reading = context.reading
    starts = [sighting.start for sighting in kept]
    for word in _WORD.finditer(reading.text):
        at = bisect_right(starts, word.start())
        left = kept[at - 1] if at else None
        sentence = None if left and left.end > word.start() else reading.sentence_at(word.start())
        if sentence is None:
            continue
        is_place = _is_beside_place(reading.text, word, left, kept[at] if at < len(kept) else None)
        if not is_place and not _has_title(reading.folded, max(sentence.start, word.start() - 40), word.start()):
            continue
        if fold(word.group()) not in vocabulary("countries") and not _is_abroad(reading.folded, word.end()):
            yield from _as_written(word, context, sentence)


def _is_beside_place(text: str, word: re.Match[str], left: Sighting | None, right: Sighting | None) -> bool:
    """Whether a Chinese place is listed beside a word, or stands before or after it in a bracket."""
    start, end = word.span()
    if left and start - left.end <= 8 and _is_chinese(left) and _BEFORE.fullmatch(text, left.end, start):
        return True
    return bool(right and right.start - end <= 10 and _is_chinese(right) and _AFTER.fullmatch(text, end, right.start))


def _has_title(folded: str, low: int, start: int) -> bool:
    """Whether the words before `start` call what follows a place: "la ville de …"."""
    words = BARRIER.split(folded[low:start])[-1].split()
    while words and words[-1] in GLUE:
        words.pop()
    titles = vocabulary("titles")
    for length in (2, 1):
        keys = titles.get(" ".join(words[-length:])) if len(words) >= length else None
        if keys and keys & LEVELS.keys():
            return True
    return False


def _is_abroad(folded: str, end: int) -> bool:
    """Whether a third country follows: "Danang, au Vietnam"."""
    after = _ABROAD.match(folded, end)
    return bool(after) and bool(vocabulary("countries").get(after.group(1), frozenset()) - {"FR", "CN"})  # type: ignore[union-attr]


def _is_chinese(sighting: Sighting) -> bool:
    return sighting.place is not None and sighting.place.country == "CN"


def _as_written(word: re.Match[str], context: Context, sentence: Sentence) -> Iterator[Sighting]:
    enough = _LIKELY if _SYLLABLES.fullmatch(word.group().lower()) else _SURE
    candidates = [c for c in context.known.similar(word.group(), country="CN") if c.place.level != "county" and c.score >= enough]
    if not candidates:
        return
    sighting = Sighting(word.start(), word.end(), (), sentence, score=1.0)
    sighting.doubt, sighting.values = "place.unknown-spelling", {"name": word.group()}
    sighting.suggestions = tuple(_told(candidate) for candidate in candidates[:3])
    if len(candidates) == 1 or candidates[0].score - candidates[1].score >= _CLEAR:
        sighting.place = candidates[0].place
        sighting.favour(0.0, candidates[0].reasons[0])
    yield sighting


def _told(candidate: Candidate) -> str:
    place: Place = candidate.place
    return f"{place.name} ({place.zh or place.code})"
