"""Known names in Chinese sentences: what suffixes, parents written before them and persons' names say of them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from passerelles.reading.gazetteer import Match
from passerelles.reading.levels import named
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.places.sighting import Context, Sighting

# Characters that hardly occur but in the sounds of foreign names: beside a name they make it part of a longer one.
TRANSLITERATING = frozenset("尔斯特克德勒维埃茨弗夫格姆普蒂奥阿瓦莱兹厄涅佩皮托勃穆")
_COUNTRY_AFTER = re.compile(r"[\u4e00-\u9fff]{0,3}[(（]([\u4e00-\u9fff]{2,8})[)）]")
# A university, hospital, port, firm or paper of the place is named, not the authority; 与, 和, 在… end the body's name.
BODY = re.compile(
    r"[市省]?(?:(?![与和同在的是将向对以及到为从由了曾赴来去有、，])[\u4e00-\u9fff]){0,8}?(?:大学|学院|医院|中学|小学|学校|公司|集团|博物馆|美术馆|图书馆|协会|商会|研究所|研究院|机场|港口|港|酒庄"
    r"|日报|晚报|电视台|新闻网|领馆|总领事|银行|基金会|俱乐部|乐团|芭蕾舞团|剧院|歌剧院|出版社|工厂|园区|世博会|奥运会|冬奥会|动物园|植物园)"
)
BLOCKING = frozenset(("blocking", "abroad"))  # keys of longer words that hold a place's name
HEADED = frozenset("市省县区州会校院部局处厅司科团社镇乡村行馆站")  # what has a 长 at its head
SUFFIXES = {suffix: levels for suffix, levels in named().items() if suffix >= "\u2e80"}


def sightings(context: Context) -> list[Sighting]:
    """Return the known names in Chinese characters with what their surroundings say, in order."""
    text = context.reading.text
    matches = [match for match in context.matches if text[match.start] >= "\u2e80"]
    if not matches:
        return []
    found: list[Sighting] = []
    in_full = _named_in_full(matches)
    blocked = [found.span() for found in _blocking().finditer(text)]
    last: list[Match] = []
    for match in matches:
        last = [earlier for earlier in last if earlier.end >= match.start - 1]
        if _is_blocked(match, blocked):
            continue
        sighting = _weigh(match, context, last)
        if sighting is not None:
            if not sighting.is_certain and any(form.place.key in in_full for form in match.forms):
                sighting.favour(2.0, "named in full elsewhere")
            found.append(sighting)
        last.append(match)
    return found


def _is_blocked(match: Match, blocked: Sequence[tuple[int, int]]) -> bool:
    """Whether a longer word goes over an end of the match, or around it; `blocked` are apart and in order."""
    at = bisect_left(blocked, (match.end, 0)) - 1
    while at >= 0 and blocked[at][1] > match.start:
        start, end = blocked[at]
        if not (match.start <= start and end <= match.end):
            return True
        at -= 1
    return False


@cache
def _blocking() -> re.Pattern[str]:
    """Longer words in which a place's name is not a place: 大理石, 塞纳河."""
    return re.compile("|".join(sorted((word for word, keys in vocabulary("ordinary").items() if keys & BLOCKING), key=len, reverse=True)))


def _named_in_full(matches: Sequence[Match]) -> set[str]:
    """The places that the document names once with their suffix (乐清市): elsewhere the stem is enough."""
    return {
        form.place.key
        for match in matches
        if match.end - match.start > 2
        for form in match.forms
        if form.kind == "zh" and form.place.country == "CN"
    }


def _weigh(match: Match, context: Context, before: list[Match]) -> Sighting | None:
    sentence = context.reading.sentence_at(match.start)
    if sentence is None:
        return None
    sighting = Sighting(match.start, match.end, match.forms, sentence)
    text = context.reading.text
    if sighting.start == sentence.start:
        sighting.favour(0.5, "begins a line or sentence")
    _weigh_form(sighting, text)
    _weigh_parent_before(sighting, before)
    _weigh_around(sighting, text)
    _weigh_person(sighting, text)
    _weigh_title(sighting, text)
    return sighting


def _weigh_form(sighting: Sighting, text: str) -> None:
    kinds = {form.kind for form in sighting.forms}
    word = text[sighting.start : sighting.end]
    if word in vocabulary("countries"):
        sighting.favour(-6.0, "a country")  # 罗马尼亚 is Romania before it is Romagnat
    if kinds == {"zh_abbreviation"}:
        beside = text[max(sighting.start - 1, 0) : sighting.start] in _words("abbreviated_before")
        sighting.favour(0.0 if beside else -6.0, "abbreviation")
        return
    if any(form.place.country == "FR" for form in sighting.forms):
        sighting.favour(0.2 if len(word) == 2 else 1.5, f"{len(word)} characters")
        if all(form.place.level == "departement" for form in sighting.forms) and not word.endswith("省"):
            sighting.favour(-1.0, "a département without 省")
    elif "zh" in kinds:
        sighting.favour(2.0, "with its suffix")
        sighting.is_certain = True
    elif all(form.place.level == "county" for form in sighting.forms):
        sighting.favour(-1.4 if len(word) == 2 else -0.2, "a county without suffix")
    if "zh" not in kinds and vocabulary("ordinary").get(word, frozenset()) - BLOCKING:
        sighting.favour(-2.5, "also an ordinary word")


def _weigh_parent_before(sighting: Sighting, before: list[Match]) -> None:
    """北京市|朝阳区, 浙江|乐清: what stands just before is the parent."""
    parents = {form.place.key for match in before if sighting.start - 1 <= match.end <= sighting.start for form in match.forms}
    fits = tuple(form for form in sighting.forms if parents & set(form.place.parents))
    if fits:
        sighting.forms = fits
        sighting.is_certain = True
        sighting.favour(3.0, "after its parent")


def _weigh_around(sighting: Sighting, text: str) -> None:
    left, right = text[max(sighting.start - 3, 0) : sighting.start], text[sighting.end : sighting.end + 5]
    for suffix, levels in SUFFIXES.items():
        if right.startswith(suffix) and text[sighting.end - 1] not in "市省区县州":
            sighting.levels = levels
            sighting.is_certain = True
            sighting.favour(1.5, f"followed by {suffix}")
            break
    if left.endswith(_either("before")):
        sighting.favour(0.7, "a word for places before")
    if right.startswith(_either("after")):
        sighting.favour(0.7, "a word for places after")
    if left.endswith("法国"):
        _keep_country(sighting, "FR")
    _weigh_country_beside(sighting, text)
    _weigh_longer_name(sighting, text)
    sighting.of_body = bool(BODY.match(text, sighting.end))


def _weigh_country_beside(sighting: Sighting, text: str) -> None:
    """北九州市(日本), 日本绫部: another country after the name, in brackets, or before it."""
    before = text[max(sighting.start - 7, 0) : sighting.start].rstrip()
    for length in range(2, 6):
        keys = vocabulary("countries").get(before[-length:]) if len(before) >= length else None
        if keys and not keys & {"FR", "CN"}:
            _keep_country(sighting, next(iter(keys)), against=-6.0)
            return
    after = _COUNTRY_AFTER.match(text, sighting.end)
    keys = vocabulary("countries").get(after.group(1)) if after else None
    if keys:
        _keep_country(sighting, next(iter(keys)), against=-6.0)


def _keep_country(sighting: Sighting, country: str, against: float = -2.0) -> None:
    fits = tuple(form for form in sighting.forms if form.place.country == country)
    sighting.forms = fits or sighting.forms
    sighting.favour(1.5 if fits else against, f"said to be in {country}")


def _weigh_longer_name(sighting: Sighting, text: str) -> None:
    """A French name whose neighbours go on transliterating (图尔 in 图尔库, 让·伊夫) is part of another name."""
    if all(form.place.country != "FR" for form in sighting.forms):
        return
    # An empty string is in no set of characters: at either end of the text nothing is beside the name.
    before, after = text[max(sighting.start - 1, 0) : sighting.start], text[sighting.end : sighting.end + 1]
    if before == "·" or after == "·":
        sighting.favour(-4.0, "a person's name")
    elif (after in TRANSLITERATING and not _is_word_after(text, sighting.end)) or before in TRANSLITERATING:
        sighting.favour(-2.0, "inside a longer name")


def _is_word_after(text: str, end: int) -> bool:
    return text.startswith(_either("after"), end)


def _weigh_person(sighting: Sighting, text: str) -> None:
    """副市长李南京: an office, a surname and a city of two characters make a person."""
    surname = text[max(sighting.start - 1, 0) : sighting.start]
    if sighting.end - sighting.start == 2 and surname in _words("surname"):
        before = text[max(sighting.start - 6, 0) : sighting.start - 1]
        if before.endswith(_either("office")):
            sighting.favour(-6.0, "a person's name")


def _weigh_title(sighting: Sighting, text: str) -> None:
    """副市长沙瓦内: 长 after a body's word makes its head's title, unless the name has its own suffix or stands after its parent."""
    is_title = text[sighting.start] == "长" and text[max(sighting.start - 1, 0) : sighting.start] in HEADED
    if is_title and not sighting.is_certain:
        sighting.favour(-6.0, "a person's title")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(word for word, keys in vocabulary("titles").items() if key in keys)


@cache
def _either(key: str) -> tuple[str, ...]:
    """The words as str.startswith and str.endswith want them; a full-width colon beside the folded one."""
    words = _words(key)
    return (*sorted(words), *(("：",) if ":" in words else ()))
