"""Dates written in figures and in Chinese: 03/05/2011, 2011-05-03, 1985.11.23, in 2005, 2018年5月19日, 八十年代."""

import re
from collections.abc import Iterator

from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.numbers import CHINESE, chinese

YEARS = range(1500, 2060)
SURE_YEARS = range(1900, 2060)  # read as a year without a word that says so

_NUMERIC = re.compile(r"\d{1,4}([./-])\d{1,2}(?:\1\d{2,4})?", re.ASCII)
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
# What makes a year of any four digits, on the left…
_YEAR_WORD = re.compile(
    r"(?:^|[^a-z])(?:en|in|since|depuis|des|dates? (?:de|from)|avant|apres|before|after|until|by|fin|debut|mi|annees?|an|of|from|jusqu en|"
    r"(?:a|en) (?:la )?(?:fin|debut)(?: de)?|millesime|printemps|ete|automne|hiver|spring|summer|autumn|winter|fall|year) $|\($"
)
# … and what makes a number of it: "n° 2015", "article 2121", "plus de 2000".
_NUMBER_WORD = re.compile(
    r"(?:n°|nº|no\.?|art\.?|articles?|l\.|r\.|page|pages|p\.|chapitre|lot|bp|cs|tel\.?|plus de|moins de|pres de|environ|quelque|than|some|"
    r"nearly|about|over|euros?|[$€£¥+]) ?$"
)
# A counted plural follows: "2000 habitants"; verbs and names in lower case rarely end in s or x.
_COUNTED = re.compile(  # but not "2014 puis…"
    r" (?!mais |dans |puis |apres |sous |vers |sans |deux |six |was |is |as |has |les |des |ses |nos |vos |plus |tous |dix )"
    r"[a-z]{2,}[sx](?![a-z])"
)
_UNIT = re.compile(
    r" ?(?:%|€|\$|km|m²|m2|ha|kg|h(?![a-z])|euros?|yuan|people|tonnes|eleves|hectares|个|人|名|家|元|万|亿|多|余|公里|米|平方)"
)

_NUM = rf"[{CHINESE}]"
_CHINESE_AT = re.compile(rf"(?:\d{{1,4}}|{_NUM}{{1,4}})(?=日| ?[年月]|[-–—至到~～]\d{{1,2}}日)", re.ASCII)
_LINK = r"[至到—–~～、和及 -]{1,3}"
_CHINESE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}})(?: ?年(?!代)|(?={_LINK}\d{{4}}年)) ?)?"
    rf"(?:(?P<month>\d{{1,2}}|{_NUM}{{1,2}}) ?(?:月|(?={_LINK}\d{{1,2}}月(?!\d)))(?:份|初|底|末|上旬|中旬|下旬)?)?"
    rf"(?: ?(?P<day>\d{{1,2}}|{_NUM}{{1,3}})(?: ?[日号]|(?={_LINK}\d{{1,2}}日)))?",
    re.ASCII,
)
_EACH = re.compile(r"(?:每年?|第|\d|个)$")
_YEARS_AGO = re.compile(rf"(\d{{1,3}}|{_NUM}{{1,3}})([多余来])?年(?:之)?前", re.ASCII)
_LATER = re.compile(rf"(?<!时隔)(?<![\d{CHINESE}])(\d{{1,3}}|{_NUM}{{1,3}})([年天日])(?:之)?后(?!的今天)", re.ASCII)
_WEEKDAY = re.compile(r"(上|下|本|这)?(?:周|星期|礼拜)([一二三四五六日天])(?![两三四五六七八九十个]|年|闭馆|休馆|休息|公休|除外)")
_CHINESE_DECADE = re.compile(rf"(?:(?:上个?|本|二十|20|19)世纪)?(?:\d0|{_NUM}十|(?:19|20)\d0)年代(?:初期?|中期|末期?|后期)?", re.ASCII)
_DAY_ALONE = re.compile(r"(?:^|[.;:-] |\n)(?:on the (\d{1,2})(?:st|nd|rd|th)|le (\d{1,2}))(?=, )", re.ASCII)
_DECADE = re.compile(
    r"annees (?:1[89]|20)?\d0(?!\d)|annees (?:vingt|trente|quarante|cinquante|soixante|quatre vingt)(?: dix)?(?![a-z])", re.ASCII
)


def numeric(text: str) -> Iterator[Expression]:
    """Find dates in figures; day before month, but "12/25/2018" can only be read the other way round."""
    for match in _NUMERIC.finditer(text):
        start, end = match.span()
        around = text[start - 1 : start] + text[end : end + 1]
        after = text[end : end + 2]
        if (
            any(char.isdigit() for char in around)
            or (start and text[start - 1] in "./-+°n")
            or (after[:1] in ("/", "-") and after[1:].isdigit())
        ):
            continue
        day = _figures([*re.split(r"[./-]", match.group())], match.group(1))
        if day and day.is_possible:
            yield Expression(start, end, day)
        elif season := _season(match.group()):
            yield Expression(start, end, *season)


def _figures(parts: list[str], mark: str) -> Day | None:
    sizes = [len(part) for part in parts]
    values = [int(part) for part in parts]
    if len(parts) == 2:  # 2018-05, 2018.05; not 12/2018 (an issue's number as often) nor 12.50
        return Day(values[0], values[1]) if sizes == [4, 2] and values[0] in SURE_YEARS and 1 <= values[1] <= 12 else None
    if sizes[0] == 4 and sizes[2] <= 2:
        return Day(*values) if values[0] in YEARS else None
    if sizes[0] > 2 or sizes[2] == 3 or (sizes[2] == 2 and mark != "/"):
        return None
    year = values[2] if sizes[2] == 4 else values[2] + (1900 if values[2] > 50 else 2000)
    day, month = (values[1], values[0]) if values[1] > 12 else (values[0], values[1])
    return Day(year, month, day) if year in YEARS else None


def _season(words: str) -> tuple[Day, Day] | None:
    """Read "2013-14" and "2008/09" as two years."""
    parts = re.split(r"[./-]", words)
    if len(parts) == 2 and len(parts[0]) == 4 and len(parts[1]) == 2 and (int(parts[0]) + 1) % 100 == int(parts[1]):
        year = int(parts[0])
        return (Day(year), Day(year + 1)) if year in SURE_YEARS else None
    return None


def years(text: str, folded: str) -> Iterator[Expression]:
    """Find years that stand alone; a number of things, of a page or of an article is none."""
    for match in _YEAR.finditer(text):
        start, end = match.span()
        year = int(match.group())
        if year not in YEARS or not _stands_alone(text, start, end):
            continue
        before = folded[max(0, start - 24) : start]
        is_said = bool(_YEAR_WORD.search(before))
        if folded[end : end + 1] == "s" and year % 10 == 0:
            yield Expression(start, end + 1, anchor="decade")
        elif _UNIT.match(folded, end) or (
            not is_said and (year not in SURE_YEARS or _NUMBER_WORD.search(before) or _COUNTED.match(folded, end))
        ):
            continue
        else:
            yield Expression(start, end, Day(year))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether four digits are a word of their own, and not part of a longer number, a name or an address."""
    left, right, before = text[start - 1 : start], text[end : end + 2], text[max(0, start - 40) : start]
    if left == "/" and before[-5:-1].isdigit():  # 2008/2009
        left = ""
    is_glued = (
        (left.isalnum() and left < "\u2e80") or left in ("_", "@", "#", "=") or (left in (".", ",", "/", " ") and before[-2:-1].isdigit())
    )
    goes_on = (
        right[:1] == "_"
        or (right[:1].isalnum() and right[:1] < "\u2e80" and right[:1] != "s")
        or (right[:1] in ".,:" and right[1:].isdigit())
    )
    is_address = "/" in left or "://" in before.split(" ")[-1] or "www." in before.split(" ")[-1]
    return not (is_glued or goes_on or is_address)


def chinese_dates(text: str) -> Iterator[Expression]:
    """Find dates with 年, 月 or 日."""
    if not any(char in text for char in "年月日周"):
        return
    for decade in _beside("年代", _CHINESE_DECADE, text):
        yield Expression(*decade.span(), anchor="decade")
    for ago in _beside("前", _YEARS_AGO, text):
        count = _value(ago.group(1))
        yield Expression(*ago.span(), anchor="vague" if ago.group(2) or not count else "years_ago", count=-(count or 0))
    for later in _beside("后", _LATER, text):
        if count := _value(later.group(1)):
            yield Expression(*later.span(), anchor="years_later" if later.group(2) == "年" else "days_later", count=min(count, 400))
    for week in _WEEKDAY.finditer(text):
        if not _EACH.search(text[max(0, week.start() - 2) : week.start()]):
            anchor = {"上": "weekday_of_last_week", "下": "weekday_next"}.get(week.group(1) or "", "weekday_near")
            yield Expression(
                *week.span(), anchor=anchor, weekday="一二三四五六日天".index(week.group(2)) % 7 if week.group(2) != "天" else 6
            )
    reach = 0
    for at in _CHINESE_AT.finditer(text):
        match = _CHINESE.match(text, at.start())
        if match is None or match.end() <= max(at.start(), reach) or _EACH.search(text[max(0, at.start() - 2) : at.start()]):
            continue
        reach = match.end()
        day = Day(*(_value(match.group(part)) for part in ("year", "month", "day")))
        is_count = day.year is None and day.month is None and not match.group("day")[0].isdigit()  # 三日 is three days
        if day.is_possible and not is_count and (day.year is None or day.year in YEARS):
            yield Expression(match.start(), match.end() - len(match.group()) + len(match.group().rstrip()), day)


def _beside(mark: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that holds `mark`, looked for only around each mark."""
    at, reach = text.find(mark), 0
    while at >= 0:
        match = pattern.search(text, max(reach, at - 8), at + len(mark) + 3)
        if match:
            reach = match.end()
            yield match
        at = text.find(mark, max(at + 1, reach))


def _value(words: str | None) -> int | None:
    return None if words is None else int(words) if words.isdecimal() else chinese(words)


def days_alone(folded: str) -> Iterator[Expression]:
    """Find "On the 13th, …" and "Le 14, …": a day of the month that was told before."""
    for match in _DAY_ALONE.finditer(folded):
        day = int(match[1] or match[2])
        if 1 <= day <= 31:
            yield Expression(match.end() - len(match[0].lstrip(" .;:-\n")), match.end(), Day(day=day))


def decades(folded: str) -> Iterator[Expression]:
    """Find "années 80": a decade has no first year that anybody said."""
    for match in _DECADE.finditer(folded):
        yield Expression(*match.span(), anchor="decade")
