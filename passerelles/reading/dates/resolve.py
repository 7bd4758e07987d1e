"""Puts years to what is said without: against the day a document was published, else against the date said before."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.model import Moment
from passerelles.reading.reader import Reading

_YEARS = {"last_year": -1, "this_year": 0, "next_year": 1, "year_before_last": -2, "year_after_next": 2}
_MONTHS = {"last_month": -1, "this_month": 0, "next_month": 1}
_WEEKS = {"last_week": -7, "this_week": 0, "next_week": 7}
_DAYS = {"two_days_ago": -2, "yesterday": -1, "same_day_as_published": 0, "tomorrow": 1}
_TOLD_YEARS = {"told_year": 0, "year_after_told": 1, "year_before_told": -1}
_TOLD_DAYS = {"told_day": 0, "day_after_told": 1, "day_before_told": -1}
YEAR_ANCHORS = frozenset({*_YEARS, *_TOLD_YEARS})
MONTH_ANCHORS = frozenset({*_MONTHS, "told_month"})
DAY_ANCHORS = frozenset({*_WEEKS, *_DAYS, *_TOLD_DAYS})
_PREPOSITION = re.compile(r"(?:^|[^a-z])(?:en|in|depuis|since|de|des|du|of|from|fin|debut|a|to|until|jusqu en|by|et|and|ete) $")
_OPENING = 6  # characters before a date that opens its sentence: "En ", "- In "
_HEADING = 28  # characters beside the year in "2. Activités 2019."
_FAR = 3  # sentences: further away, a date said before says nothing of the year


@dataclass(frozen=True, slots=True)
class Told:
    """The last date that was said, in which sentence and block; `is_explicit` when its year was."""

    day: Day
    sentence: int
    block: int
    is_explicit: bool
    is_opening: bool = False  # "En 2014, …": the whole sentence is of that year
    is_heading_year: bool = False  # "Next year." before a list of days


class Calendar:
    """What is known of the time while a text is read from its beginning."""

    def __init__(self, reading: Reading, published: Day | None):
        self._reading = reading
        self._published = published or Day()
        self._today: Day | None = None  # a dateline's day, a day before the paper's: 本报9月27日讯
        self._told: Told | None = None
        self._told_day: Told | None = None  # the last one that was said to the day
        self._heading: tuple[int, int, int] | None = None  # a year that stands as a heading, over which blocks
        self._years: dict[str | None, int] = {}  # of each day and month said with a year

    def moments(self, expressions: Iterable[tuple[Expression, bool]]) -> Iterator[Moment]:
        """Resolve expressions, each with whether something began then: such a year says nothing of what is told next."""
        for said, is_start in expressions:
            index = self._reading.index_at(said.start)
            first = self._resolved(said, index)
            last = said.last and self._period_end(first, said.last)
            if first.is_possible:
                if first.day and first.year and self._reading.text[said.end : said.end + 1] in ("讯", "电"):
                    self._today = first
                if not is_start or first.day:
                    self._remember(said, first, last, index)
                yield self._moment(said, first, last, is_start)

    def _moment(self, said: Expression, first: Day, last: Day | None, is_start: bool) -> Moment:
        is_relative = bool(said.anchor) or said.first.year is None
        span = self._reading.document.span(said.start, said.end)
        ends = last.iso if last and last.is_possible and first.iso else None
        return Moment(span, first.iso, ends, is_relative, is_start, first.month_day if first.year is None else None)

    def _remember(self, said: Expression, first: Day, last: Day | None, index: int) -> None:
        day = last or first
        if day.year is None or said.anchor.startswith("season"):
            return
        block = self._reading.sentences[index].block if self._reading.sentences else 0
        if said.is_bare_year and day.year and self._is_heading(said, index):
            own = self._reading.document.blocks[block] if self._reading.document.blocks else None
            reach = 1 if own and own.end <= self._reading.sentences[index].end else 0  # a line of its own stands over what follows
            self._heading = (day.year, block, block + reach)
        if said.is_bare_year and self._reading.text[said.start - 1 : said.start] in ("(", "（"):
            return  # an aside: "Wuhan (2005), Bordeaux (2007)"
        goes_on = bool(self._told and self._told.is_explicit and self._told.sentence == index and self._told.day.year == day.year)
        is_explicit = said.first.year is not None or said.anchor in YEAR_ANCHORS or goes_on
        self._told = Told(day, index, block, is_explicit, self._opens(said, index), self._is_heading(said, index))
        if day.day and day != self._published:
            self._told_day = replace(self._told, day=first)
        if said.first.year and first.year:
            self._years |= {part.month_day: part.year for part in (first, day) if part.day and part.year}

    def _opens(self, said: Expression, index: int) -> bool:
        return said.start - self._reading.sentences[index].start <= _OPENING if self._reading.sentences else False

    def _is_heading(self, said: Expression, index: int) -> bool:
        """Whether a year is all that a short sentence says: "Next year.", "Activités 2019.", "2013 :"."""
        sentence = self._reading.sentences[index]
        spare = sentence.end - sentence.start - (said.end - said.start)
        opens = said.start - sentence.start <= 1 and self._reading.folded[said.end : said.end + 2].strip() in (":", "：")
        before = self._reading.folded[max(sentence.start, said.start - 8) : said.start]
        is_last = said.is_bare_year and said.end >= sentence.end - 2 and sentence.language != "zh" and not _PREPOSITION.search(before)
        return spare <= 4 or opens or (spare <= _HEADING and is_last)

    def _resolved(self, said: Expression, index: int) -> Day:
        anchor, base = said.anchor, self._published
        if said.first.year:
            return said.first
        if anchor in YEAR_ANCHORS:
            year = base.year or self._near(index, exact=True).year if anchor in _YEARS else self._near(None).year
            return replace(said.first, year=year and year + {**_YEARS, **_TOLD_YEARS}[anchor])
        if anchor in MONTH_ANCHORS:
            return _months_from(self._near(index) if anchor == "told_month" else base, _MONTHS.get(anchor, 0), said.first.day)
        if anchor in _DAYS:
            return _days_from(self._today or base, _DAYS[anchor]) if base.day else Day()
        if anchor in _TOLD_DAYS:
            told = self._told_day
            return _days_from(told.day, _TOLD_DAYS[anchor]) if told and index - told.sentence <= _FAR * 2 else Day()
        if anchor in _WEEKS:
            return _week_from(base, _WEEKS[anchor])
        if anchor == "days_later":
            told = self._told_day
            return _days_from(told.day, said.count) if told and index - told.sentence <= _FAR * 2 else Day()
        if anchor.startswith("years"):
            year = self._year_just_told(index) if anchor == "years_later" else base.year or self._near(None).year
            return Day(year and year + said.count)
        if anchor.startswith("weekday"):
            return _weekday(base, said.weekday or 0, anchor)
        if anchor.startswith(("season", "last", "next", "this", "following")):
            return self._beside_now(said)
        return self._without_year(said, index) if said.first.day or said.first.month else Day()

    def _near(self, index: int | None, exact: bool = False) -> Day:
        """The date told before; with an index, only within a few sentences of it, and only one with a month when `exact`."""
        told = self._told
        if told is None or (index is not None and index - told.sentence > _FAR) or (exact and told.day.month is None):
            return Day()
        return told.day

    def _year_just_told(self, index: int) -> int | None:
        told = self._told
        return told.day.year if told and told.is_explicit and index - told.sentence <= 1 else None

    def _month_near(self, index: int, said: Expression) -> Day:
        """The month that a day alone is of: the one just told, else the one in which the text was published; a weekday may decide."""
        base, published = self._near(index, exact=True), self._published
        for month in (base, published) if said.weekday is not None else ():
            if _weekday_of(replace(said.first, year=month.year, month=month.month)) == said.weekday:
                return month
        if (
            base.month
            and published.day
            and (base.year, base.month) < (published.year or 0, published.month)
            and (said.first.day or 0) > published.day
        ):
            return base  # the 24th, read on the 8th, is of the month told
        is_other_block = self._told is not None and self._reading.sentences[index].block != self._told.block
        if base.month is None or (published.month and (is_other_block or abs((base.year or 0) - (published.year or 0)) > 1)):
            return published
        return base

    def _beside_now(self, said: Expression) -> Day:
        """Read "en mai dernier", "l'été prochain" from when it was written; a day said before will do for that, a month will not."""
        now = self._near(None) if said.anchor.endswith("following") else self._published
        if now.month is None and self._told and self._told.day.day:
            now = self._told.day
        if now.year is None or said.first.month is None:
            return replace(said.first, year=None)
        then, here = (said.first.month, said.first.day or 0), (now.month or 6, (now.day or 0) if said.first.day else 0)
        year = (
            now.year
            + {"last": -(then >= here), "next": then <= here, "following": then <= here, "this": 0}[said.anchor.removeprefix("season_")]
        )
        return Day(year) if said.anchor.startswith("season") else replace(said.first, year=year)

    def _without_year(self, said: Expression, index: int) -> Day:
        """Find the year of a day and month, or the month of a day."""
        if said.first.month is None:
            base = self._month_near(index, said)
            return replace(said.first, year=base.year, month=base.month) if base.month else Day()
        block = self._reading.sentences[index].block if self._reading.sentences else 0
        if self._heading and self._heading[1] <= block <= self._heading[2]:
            return replace(said.first, year=self._heading[0])
        if (year := self._year_said_before(said, index)) and _fits(said, year):
            return replace(said.first, year=year)
        if self._published.year:
            return replace(said.first, year=_nearest(said, self._published))
        return replace(said.first, year=self._years.get(said.first.month_day))

    def _year_said_before(self, said: Expression, index: int) -> int | None:
        """The year of a date told shortly before, where the story goes on from it: "2017年3月…;4月…" """
        told = self._told
        if told is None or not told.is_explicit or index - told.sentence > _FAR or (said.first.month or 0) < (told.day.month or 0):
            return None
        is_adverbial = told.day.month is not None or told.is_opening or self._published.year in (None, told.day.year)
        if (index == told.sentence and is_adverbial) or (told.is_heading_year and index - told.sentence == 1):
            return told.day.year
        if told.day.month is None or index - told.sentence > 1 or told.day == self._published:
            return None
        goes_on = bool(said.first.day) == bool(told.day.day) and self._reading.sentences[index].block == told.block
        return told.day.year if goes_on or self._published.year is None else None

    @staticmethod
    def _period_end(first: Day, last: Day) -> Day:
        if first.year is None or last.year is not None:
            return last
        end = Day(first.year, last.month or first.month, last.day)
        return replace(end, year=first.year + 1) if (end.month or 0) < (first.month or 0) else end


def _nearest(said: Expression, now: Day) -> int:
    """The year that puts a day nearest to now, or that agrees with its weekday."""
    year, month = now.year or 0, said.first.month or 1
    if now.month and month - now.month >= 9:
        year -= 1
    elif now.month and now.month - month >= 10:
        year += 1
    if said.weekday is not None and said.first.day:
        fits = [
            y
            for y in (year, year - 1, year + 1)
            if Day(y, month, said.first.day).is_possible and date(y, month, said.first.day).weekday() == said.weekday
        ]
        year = fits[0] if fits else year
    return year


def _fits(said: Expression, year: int) -> bool:
    """Whether a year does not make another weekday of the day than the one said with it."""
    return said.weekday is None or _weekday_of(replace(said.first, year=year)) in (None, said.weekday)


def _weekday_of(day: Day) -> int | None:
    return date(day.year, day.month, day.day).weekday() if day.year and day.month and day.day and day.is_possible else None


def _months_from(base: Day, months: int, day: int | None) -> Day:
    if base.year is None or base.month is None:
        return Day(base.year if not months else None)
    count = base.year * 12 + base.month - 1 + months
    return Day(count // 12, count % 12 + 1, day)


def _days_from(base: Day, days: int) -> Day:
    if base.year and base.month and base.day:
        moved = date(base.year, base.month, base.day) + timedelta(days)
        return Day(moved.year, moved.month, moved.day)
    return Day(base.year, base.month)


def _week_from(base: Day, days: int) -> Day:
    """The month of a week's Thursday: a week's event is not known to the day."""
    moved = _days_from(base, days)
    if base.year and base.month and base.day:
        now = date(base.year, base.month, base.day)
        thursday = now + timedelta(days - now.weekday() + 3)
        return Day(thursday.year, thursday.month)
    return Day(moved.year, moved.month)


def _weekday(base: Day, weekday: int, anchor: str) -> Day:
    """The last such day up to now; the next one after "prochain"."""
    if not (base.year and base.month and base.day):
        return Day()
    now = date(base.year, base.month, base.day)
    back = (now.weekday() - weekday) % 7
    if anchor.endswith("week"):  # 上周五
        return _days_from(base, weekday - now.weekday() - 7)
    days = 7 - back if anchor.endswith("next") else -(back or 7) if anchor.endswith("last") else -back
    return _days_from(base, days)
