"""Finds the date that a document gives itself: under its title, after a paper's or a town's name, beside "publié le", at its end.

A date in the body is not the document's: it is when something happened.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.dates.said import expressions
from passerelles.reading.model import Document, Sentence
from passerelles.reading.reader import Reading

_HEAD = 2500  # characters that may hold the head
_TAIL = 400
_HEAD_LINES = 10
_TITLE_LINES = 5  # that may end with a date: under the title, before the text begins
_TITLES = 3  # lines of titles
_NAMEPLATE = 24  # characters of a paper's name with its month: 环球侨讯 2013年7月
_SHORT = 110  # characters of a line that is no sentence

# A town or an agency before the date, a dash or a stop after it: "PARIS, 26 mars 2014 - …", 新华社北京5月19日电.
_PREPOSITION = re.compile(r"(?:^|[^a-z])(?:en|in|depuis|since|de|des|from|to|a|dates?|nee?|fondee?) $|[(（自从于]$")
_DATELINE = re.compile(
    r"[^\W\d_][\w' .’()/-]{1,40}, ?(?:le |on )?$|(?:新华社|中新社|中新网|人民网|本报|本刊|本站)?[\u4e00-\u9fff]{0,12}[讯]?[ (]{0,2}$"
)
_DATELINE_END = re.compile(r"\)? ?(?:[-–—―:]|电|讯|\(|$)")
_EDGE = " \t\u00a0.,;:|/()[]（）【】《》-–—•*_#·，。：｜"
_DETERMINER = re.compile(r"^\W*(?:le|the|on)\s+", re.IGNORECASE)
_LISTED = re.compile(r"\s*[-•*–]\s|\s*\d+[.)\s\u3000]")  # an item of a list or a row of a table
_ISSUE = re.compile(
    r"^[\s\u3000]*(?:第\d+版|, ?[Nn]o\.? ?\d+|星期|[-–—/|] ?n[o°º]|[-–—] \w+$|à [A-Z]\w+$|来源|作者|记者|总第|第\d+期|[(（]|"
    r"(?:à|at)?\s?\d{1,2}\s?[hH:]\s?\d{2}|, ?p(?:age|\.)? ?\d+).*$"
)  # what a paper prints after the date
_SEASON = re.compile(
    r"(?:été|automne|hiver|printemps|autumn|winter|spring|summer|fall|(?:\d\w{1,3} )?(?:trimestre|semestre)|le|on)\s*$", re.IGNORECASE
)
_ISSUE_AFTER = re.compile("年?第\\d+期")
_NUMBERED = re.compile(
    r"(?:\bissue of |\bnumero d[e'] ?|\bnuméro d[e'’] ?|\bédition d[e'’] ?)$|(?:\bn[o°º]\.?|\bissue|第) ?\d+", re.IGNORECASE
)  # a newsletter's own number
_PAPER = re.compile(r".*[\u4e00-\u9fff》][\s\u3000]*")
_YEARBOOK = re.compile(r"[^\n]{0,40}年鉴[（(〔]?(?P<year>\d{4})(?!\d)")
_CHAPTER = re.compile(r"【[^】\n]{0,20}】\s*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CITY = re.compile(r"(?:fait )?(?:a )?[^\W\d_][\w' -]{1,30}(?:, ?| )(?:le )?$", re.IGNORECASE)
# A town, its words capitals, over a signature: "Fait à Châlons-sur-Marne, le"; not "Prochaine réunion le".
_JOINER = r"(?:sur|sous|lès|les|le|la|en|de|du|des|aux?|et|d[’']|l[’'])"
_CAPITAL = r"[^\W\d_a-zà-ÿ][\w’']*"
_SIGNED = re.compile(
    rf"\s*(?:[Ff]ait )?(?:[àÀaA] )?(?=.{{2,32}}$){_CAPITAL}(?:[ -](?:{_JOINER}[ -]?)*{_CAPITAL})*(?:, ?| )(?:(?:[Ll]e|on) )?$"
)

_OCCASIONS = frozenset(("meeting", "weak_meeting", "seminar", "forum", "visit", "exhibition", "festival"))


def day_of(iso: str | None) -> Day | None:
    """Read an ISO date back."""
    return Day(*(int(part) for part in iso.split("-"))) if iso else None


def published(document: Document) -> str | None:
    """Return the document's own date where it says so, as precise as it says: "2017", "2017-09", "2017-09-14"."""
    return published_in(Reading(document))


_own: WeakKeyDictionary[Reading, str | None] = WeakKeyDictionary()


def published_in(reading: Reading) -> str | None:
    """Return the own date of the document that is being read; looked for once in a reading."""
    if reading not in _own:
        _own[reading] = _published_in(reading)
    return _own[reading]


def _published_in(reading: Reading) -> str | None:
    size = len(reading.text)
    for start, end, is_head in ((0, min(size, _HEAD), True), (max(0, size - _TAIL), size, False)):
        if found := next(_dates(reading, start, end, is_head), None):
            return found.iso
    return None


def yearbook_year(reading: Reading) -> Day | None:
    """The year that a yearbook tells, the one before its own: 兰州年鉴（2018卷）."""
    title = _YEARBOOK.match(reading.text, 0, 80)
    return Day(int(title["year"]) - 1) if title else None


def told_when(reading: Reading) -> Day:
    """When a text without a date of its own is told: by its titles, else the year it reports on, else the last month its opening names."""
    days = [said for said in _said_in(reading, 0, _HEAD // 4) if said.first.year and said.first.day]
    lines = _lines(reading.text, 0, _HEAD // 4)
    if days and _line_at(lines, days[0].start) < _TITLES and days[0].first.year:
        return Day(days[0].first.year, days[0].first.month)
    if year := report_year(reading):
        return Day(year)
    months = [(day.year, day.month) for said in days for day in (said.first, said.last) if day and day.year and day.month]
    return Day(*max(months)) if months else Day()


def report_year(reading: Reading) -> int | None:
    """The year that the first lines say a report is about: what a day in it is counted in, though it was written later."""
    opening = _said_in(reading, 0, _HEAD // 4)
    for said in opening:
        cues = reading.cues.within("dates", max(0, said.start - 20), said.start)
        if said.is_bare_year and any(cue.key == "report" and cue.end == said.start - 1 for cue in cues):
            return said.first.year
    return _title_year(reading, opening) or _chronicled_year(reading, opening)


def _title_year(reading: Reading, opening: list[Expression]) -> int | None:
    """The one year of the title: "Fête de la lune 2016 : le programme"; not "une coopération engagée en 1998"."""
    lines = _lines(reading.text, 0, _HEAD // 4)[:2]
    years = [
        said.first.year
        for said in opening
        if said.is_bare_year
        and not said.last
        and any(start <= said.start < end <= start + _SHORT for start, end in lines)
        and not _PREPOSITION.search(reading.folded[max(0, said.start - 8) : said.start])
    ]
    return years[0] if len(years) == 1 else None


def _chronicled_year(reading: Reading, opening: list[Expression]) -> int | None:
    """The one year with which a Chinese text opens its sentences: 2017年，全市…。4月20日，…"""
    years = {
        said.first.year
        for said in opening
        if said.is_bare_year
        and (sentence := reading.sentence_at(said.start))
        and sentence.language == "zh"
        and _opens_part(reading, sentence, said)
        and reading.text[said.end : said.end + 1] in tuple(",，全")
    }
    return next(iter(years)) if len(years) == 1 else None


def _opens_part(reading: Reading, sentence: Sentence, said: Expression) -> bool:
    """Whether a date is the first word of a paragraph, after its heading: 【外国来宾】 2017年，…"""
    start = reading.document.blocks[sentence.block].start
    return not _CHAPTER.sub("", reading.text[start : said.start]).strip(_EDGE)


def _said_in(reading: Reading, start: int, end: int) -> list[Expression]:
    """The dates as written in text[start:end]."""
    return [said for said in expressions(reading) if start <= said.start and said.end <= end]


def _dates(reading: Reading, start: int, end: int, is_head: bool) -> Iterator[Day]:
    """The dates that may be the document's, the best first: named as such, in a dateline, alone on a line."""
    everything = _said_in(reading, start, end)
    said = [expression for expression in everything if expression.first.year and not expression.last and not expression.anchor]
    lines = _lines(reading.text, start, end)
    places = [(expression, index) for expression in said if (index := _line_at(lines, expression.start)) < _HEAD_LINES or not is_head]
    yield from (expression.first for expression, index in places if _is_named(reading, lines[index], expression))
    if is_head:
        yield from _datelines(reading, lines, everything)
        listed = {index for e, index in places if _is_at_edge(reading.text, lines[index], e)}  # one under the other, they are a table
        alone = [(e, index) for e, index in places if index < _TITLE_LINES and not _is_in_table(index, listed)]
        yield from (e.first for e, index in alone if _ends_line(reading, lines[index], e, index))
    else:
        last = len(lines) - 3
        yield from (e.first for e, index in places if index >= last and _signs(reading, lines[index], e))


def _is_at_edge(text: str, line: tuple[int, int], said: Expression) -> bool:
    return not text[line[0] : said.start].strip(_EDGE) or not text[said.end : line[1]].strip(_EDGE)


def _is_in_table(index: int, listed: set[int]) -> bool:
    return any({index + shift, index + shift + 1, index + shift + 2} <= listed for shift in (-2, -1, 0))


def _datelines(reading: Reading, lines: list[tuple[int, int]], said: list[Expression]) -> Iterator[Day]:
    """Dates after a town's or an agency's name; the year may come later: 齐鲁网济南4月2日讯（2021年）."""
    for expression, after in zip(said, [*said[1:], None], strict=False):
        index = _line_at(lines, expression.start)
        if index >= _HEAD_LINES or expression.last or expression.anchor or not _is_dateline(reading.text, lines[index], expression):
            continue
        if _is_next(reading, lines[index][0], expression.start):
            continue
        if expression.first.year:
            yield expression.first
        elif after and after.is_bare_year and reading.text[expression.end : after.start] in ("讯（", "电（", "讯(", "电("):
            yield replace(expression.first, year=after.first.year)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of every line of text[start:end] that holds something."""
    return [match.span() for match in _LINE.finditer(text, start, end)]


def _line_at(lines: list[tuple[int, int]], offset: int) -> int:
    return next(index for index, (start, end) in enumerate(lines) if start <= offset < end)


def _is_named(reading: Reading, line: tuple[int, int], said: Expression) -> bool:
    """Whether words right before the date, or the line's own first words, say that this is when the document was made."""
    start, end = line
    if end - start > 2 * _SHORT:
        end = min(end, start + 2 * _SHORT)
    cues = [cue for cue in reading.cues.within("dates", start, said.start) if cue.key == "published"]
    return bool(cues) and said.start - cues[-1].end <= 24 and bool(said.first.day) and said.end <= end


def _is_dateline(text: str, line: tuple[int, int], said: Expression) -> bool:
    before, after = text[line[0] : said.start], text[said.end : min(line[1], said.end + 12)]
    if not said.first.day or len(before) > 60 or not _DATELINE_END.match(after):
        return False
    return bool(_DATELINE.fullmatch(before)) if before.strip() else line[1] - line[0] <= _SHORT


def _ends_line(reading: Reading, line: tuple[int, int], said: Expression, index: int) -> bool:
    """Whether a short line begins or ends with the date, set apart from the rest: 福州日报 2018-05-19, "N° 45 - mars 2018"."""
    start, end = line
    before, after = reading.text[start : said.start], reading.text[said.end : end]
    is_sentence = after.rstrip()[-1:] in tuple(".。!?") and len(after) > 20
    if end - start > _SHORT or _LISTED.match(before) or is_sentence or _is_next(reading, start, said.start):
        return False
    after = _ISSUE.sub("", after)
    after = _ISSUE.sub("", after.lstrip(_EDGE)) and after  # a byline after one more bar: "| 2014-04-18 | 记者 …"
    if not _DETERMINER.sub("", _SEASON.sub("", before)).strip(_EDGE):
        return not after.strip(_EDGE) or (bool(said.first.day) and after.lstrip()[:1] in tuple("-–—,|·(/") and (index > 0 or bool(before)))
    if after.strip(_EDGE + "号更新"):
        return False
    is_apart = _SEASON.sub("", before).rstrip()[-1:] in tuple("-–—,|·(（/，》") or before.endswith(("\t", "\u3000"))
    if said.first.day:
        return (
            (is_apart and index > 0)
            or bool(index and _PAPER.fullmatch(before))
            or (bool(_CITY.fullmatch(before)) and not _is_to_come(reading, start, said.start))
        )
    is_issue = bool(_NUMBERED.search(before)) or (index > 0 and bool(_ISSUE_AFTER.match(reading.text, said.end)))
    is_paper = index == 1 and end - start <= _NAMEPLATE and bool(_PAPER.fullmatch(before))
    return (is_apart and (index > 0 or after.startswith((")", "）")))) or is_issue or is_paper or before.endswith("截至")


def _signs(reading: Reading, line: tuple[int, int], said: Expression) -> bool:
    """Whether the date stands alone on one of the last lines, or after a town: "Fait à Tours, le 3 mai 2012"."""
    before, after = reading.text[line[0] : said.start], reading.folded[said.end : line[1]]
    if not said.first.day:  # "(Val-d'Oise Magazine, juin 2023)"
        return (
            line[1] - line[0] <= _SHORT
            and before.lstrip()[:1] in ("(", "（")
            and after.strip() in (")", "）")
            and before.rstrip()[-1:] in ",，(（"
        )
    return not after.strip(_EDGE) and (not before.strip(_EDGE + "Lle") or _is_signing(reading, line[0], said.start))


def _is_signing(reading: Reading, start: int, end: int) -> bool:
    """Whether nothing but a town's name stands there: "Tours, le"."""
    return bool(_SIGNED.fullmatch(reading.text[start:end])) and not _is_to_come(reading, start, end)


def _is_next(reading: Reading, start: int, end: int) -> bool:
    """ "Prochaine réunion", "next meeting"."""
    return any(cue.key == "next" for cue in reading.cues.within("dates", start, end))


def _is_to_come(reading: Reading, start: int, end: int) -> bool:
    """Whether words before a date say what is to take place then: "Réunion le"; "Réunion du" is what minutes are of."""
    if reading.folded[start:end].rstrip().endswith((" du", " of")):
        return False
    return _is_next(reading, start, end) or not _OCCASIONS.isdisjoint(reading.cues.keys("events", start, end))
