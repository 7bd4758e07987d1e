"""Compares the readings of several documents: rival figures, a date that moved, one partnership with two years.

Findings are grouped by what they are about first, so the cost grows with their number; nothing is decided here, both sides are
quoted with the documents they stand in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from passerelles.reading.doubts.figures import COUNTED
from passerelles.reading.folding import fold, one_line
from passerelles.reading.model import Document, Event, Figure, PlaceMention, Span, Tie
from passerelles.reading.nearby import keys_near
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Values, in_every_language


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What documents say differently: `about` is "figure", "date" or "partnership"; `quotes` are (document's name, its words)."""

    about: str
    key: str  # with the values, what `reasons.say` words in any language
    values: Values
    quotes: tuple[tuple[str, Span], ...]
    suggestions: tuple[str, ...] = ()


Readings = Sequence[tuple[Document | str, Reading]]

_SAME_SIZE = 3  # counts further apart are of a part and of the whole
_RECURRING = ("meeting", "visit", "signature", "exhibition", "other")  # many a year: only a near date can be the same one, moved
_MOVED_DAYS, _MOVED_SOON_DAYS = 400, 60
_WORDS = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]")
_SERIES = {"assise": "rencontre", "rencontres": "rencontre", "assises": "rencontre"}
_PAIR = re.compile(
    r"franco[ -]?chinois\w*|sino[ -]?fran\w+|france[ -]chine|中法|法中|(?:sino|china)[ -](?:french|france)|french[ -]chinese"
)
_ANY_SERIES = frozenset(("rencontre", "forum"))
_WINDOW = 12  # alike events looked at after one that was announced
_LITTLE = frozenset(("les", "des", "the", "and", "for", "eme", "emes", "ieme", "pour", "sur", "dans", "une", "premier", "premiere"))


@dataclass(frozen=True, slots=True)
class _Told:
    """An event and the document that tells it."""

    name: str
    published: str
    event: Event
    words: frozenset[str]


def compare(readings: Readings) -> list[Disagreement]:
    """Return what the documents disagree on, in the documents' order."""
    named = [(source if isinstance(source, str) else source.name, reading) for source, reading in readings]
    return [*_figures(named), *_editions(named), *_moved(named), *_years(named)]


# Figures


@dataclass(frozen=True, slots=True)
class _Counted:
    """A count, the document that tells it, and of when it is."""

    name: str
    figure: Figure
    when: str | None


def _figures(named: list[tuple[str, Reading]]) -> Iterator[Disagreement]:
    """One disagreement for each thing counted of the whole network with several values."""
    counted: dict[tuple[str, str | None], dict[int, _Counted]] = defaultdict(dict)
    for name, reading in named:
        for key, figure in _totals(reading).items():
            counted[key].setdefault(figure.value, _Counted(name, figure, figure.as_of or reading.document.published))
    for by_value in counted.values():
        rivals = [rival for rival in by_value.values() if rival.figure.value * _SAME_SIZE >= max(by_value)]
        if len(rivals) > 1:
            quotes = tuple((rival.name, rival.figure.quote) for rival in rivals)
            values = {"told": [_told_when(rival) for rival in rivals]}
            yield Disagreement("figure", "figure.rivals", values, quotes, tuple(str(rival.figure.value) for rival in rivals))


def _told_when(rival: _Counted) -> Mapping[str, str]:
    count = one_line(rival.figure.quote.text)
    if rival.when is None:
        return in_every_language("figure.undated", {"count": count})
    return in_every_language("figure.dated", {"count": count, "when": rival.when})


def _totals(reading: Reading) -> dict[tuple[str, str | None], Figure]:
    """Return a document's largest count of each thing, of those that can be the whole network's."""
    totals: dict[tuple[str, str | None], Figure] = {}
    for figure in reading.of(Figure):
        key = (figure.what, figure.side if figure.what == "authorities" else None)
        if figure.what in COUNTED and (key not in totals or figure.value > totals[key].value) and _is_of_all(figure, reading):
            totals[key] = figure
    return totals


def _is_of_all(figure: Figure, reading: Reading) -> bool:
    """Whether a count can be the whole network's: it is of no one level, and the words around it name no territory."""
    sentence = reading.sentence_at(figure.quote.start)
    if sentence is None or keys_near("together", reading.folded, figure.quote.start, figure.quote.end):
        return False
    if figure.what == "partnerships" and "pair" not in reading.cues.keys("doubts", sentence.start, sentence.end):
        return False  # every city and province counts its own
    return not reading.within(PlaceMention, sentence.start, sentence.end)


# Events


def _told(named: Iterable[tuple[str, Reading]]) -> Iterator[_Told]:
    for name, reading in named:
        for event in reading.of(Event):
            if event.starts:
                yield _Told(name, reading.document.published or "", event, _words(event.name))


def _words(name: str) -> frozenset[str]:
    """The words that tell a name from others, in one spelling for what names the two countries."""
    pair, rest = ("franco-chinois",), _PAIR.sub(" ", fold(name))
    words = [_SERIES.get(word, word.rstrip("s")) for word in _WORDS.findall(rest) if word not in _LITTLE]
    return frozenset((*words, *(pair if rest != fold(name) else ())))


def _editions(named: list[tuple[str, Reading]]) -> Iterator[Disagreement]:
    """One edition of one series with dates that cannot both be."""
    dated: dict[tuple[str, int], list[_Told]] = defaultdict(list)
    for told in _told(named):
        if told.event.ordinal:
            dated[(told.event.kind, told.event.ordinal)].append(told)
    for (_, ordinal), tellings in dated.items():
        first = tellings[0]
        for other in tellings[1:]:
            if other.name != first.name and not _agree(first.event, other.event) and _is_one_series(first, other):
                yield _of_dates("date.edition-dates", (first, other), ordinal=ordinal)
                break


def _is_one_series(one: _Told, other: _Told) -> bool:
    """Whether two names can be one series': half of their words in common, or nothing but the word for it."""
    if one.event.place and other.event.place and one.event.place.key != other.event.place.key:
        return False
    words, others = one.words - _ANY_SERIES, other.words - _ANY_SERIES
    return not words or not others or len(words & others) * 2 >= min(len(words), len(others))


def _moved(named: list[tuple[str, Reading]]) -> Iterator[Disagreement]:
    """An event announced for one date and told, elsewhere, for another."""
    alike: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for told in _told(named):
        if not told.event.ordinal and len(told.event.starts or "") > 4:
            alike[(told.event.kind, told.words)].append(told)
            if told.event.place:
                alike[(told.event.kind, told.event.place.key)].append(told)
    seen: set[tuple[str, str | None, str | None]] = set()
    for tellings in alike.values():
        for one, other in _planned_then_other(tellings):
            key = (one.event.kind, one.event.starts, other.event.starts)
            if key not in seen:
                seen.add(key)
                yield _of_dates("date.moved", (one, other))


def _planned_then_other(tellings: list[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Yield each event that was announced and not told as held, with the first later one it may have become."""
    held = {(told.event.starts or "")[:length] for told in tellings if told.event.state == "held" for length in (7, 10)}
    tellings = list(_distinct(sorted(tellings, key=lambda told: (told.event.starts or "", told.event.state, told.name))))
    for index, one in enumerate(tellings):
        if one.event.state == "planned" and one.event.starts not in held:
            later = (other for other in tellings[index + 1 : index + 1 + _WINDOW] if _is_moved(one, other))
            if other := next(later, None):
                yield one, other


def _distinct(tellings: Iterable[_Told]) -> Iterator[_Told]:
    """Leave out a date already told more finely or as well: "2017-12" before "2017-12-11"."""
    last: _Told | None = None
    for told in tellings:
        if last is not None and not _agree(last.event, told.event):
            yield last
        last = told
    if last is not None:
        yield last


def _is_moved(one: _Told, other: _Told) -> bool:
    """Whether the first was only announced and the second, soon after and of the same name, is another document's."""
    if one.name == other.name or not _like_names(one, other):
        return False
    days = (_day(other.event.starts or "") - _day(one.event.starts or "")).days
    return 0 < days <= (_MOVED_SOON_DAYS if one.event.kind in _RECURRING else _MOVED_DAYS)


def _like_names(one: _Told, other: _Told) -> bool:
    common = one.words & other.words
    return bool(common) and len(common) * 2 >= min(len(one.words), len(other.words))


def _day(iso: str) -> date:
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _agree(one: Event, other: Event) -> bool:
    """Whether two dates can be one: the vaguer is how the finer begins, or one period holds the other's first day."""
    first, second = one.starts or "", other.starts or ""
    if first.startswith(second) or second.startswith(first):
        return True
    return first <= second <= (one.ends or first) or second <= first <= (other.ends or second)


def _of_dates(key: str, tellings: tuple[_Told, _Told], **further: int) -> Disagreement:
    dates = [told.event.starts or "" for told in tellings]
    values: Values = {"name": tellings[0].event.name, "one": dates[0], "other": dates[1], **further}
    return Disagreement("date", key, values, tuple((told.name, told.event.quote) for told in tellings), tuple(dates))


# Partnerships


def _years(named: list[tuple[str, Reading]]) -> Iterator[Disagreement]:
    """One pair, tied in the same way, since two different years."""
    tied: dict[tuple[str, str, str], dict[int, tuple[str, Tie]]] = defaultdict(dict)
    for name, reading in named:
        for tie in reading.of(Tie):
            if tie.since:
                tied[(tie.parties[0].key, tie.parties[1].key, tie.kind)].setdefault(tie.since, (name, tie))
    for years in tied.values():
        if len(years) > 1 and len({name for name, _ in years.values()}) > 1:
            tie = next(iter(years.values()))[1]
            pair = " – ".join(party.name for party in tie.parties)
            quotes = tuple((name, _since_quote(tie)) for name, tie in years.values())
            values: Values = {"pair": pair, "years": sorted(years)}
            yield Disagreement("partnership", "partnership.two-years", values, quotes, tuple(str(year) for year in years))


def _since_quote(tie: Tie) -> Span:
    return min((said for said in tie.says if said.name == "since"), key=lambda said: str(said.value)).quote
