"""Editions of a series whose dates do not go together: "assises 2017" where the document has them in October 2016."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from passerelles.reading.folding import fold, one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import DATA, PAIRS, Cue
from passerelles.reading.model import Doubt, Event, Moment, PlaceMention, Span
from passerelles.reading.reader import Reading

FAMILY = "doubts"
SERIES = "rencontres/assises"
_BARE = re.compile(r"\s{1,2}(?:(?:franco chinoises?|sino francaises?)\s{1,2})?(?:de |en |d )?")
_TAIL = re.compile(r"[^.;:()\d]{0,48}")
_WORDS = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]")
_HEAD_WORDS = re.compile(r"\s([a-z]+ [a-z]+ [a-z]+)")


@dataclass(frozen=True, slots=True)
class _Edition:
    """A series' word with a year. `is_bare`: nothing but the year; `is_fine`: with a month, a day or a place."""

    quote: Span
    series: str
    year: int
    is_bare: bool
    is_fine: bool
    said: str


def find(reading: Reading, known: Gazetteer) -> Iterator[Doubt]:
    """Yield a doubt for each edition or meeting whose date or number cannot be; `known` is not needed."""
    yield from _years_without_edition(reading)
    yield from _ordinals(reading)
    yield from _not_the_first(reading)


@cache
def known_editions() -> dict[int, int]:
    """Return the year of each edition that the network knows, by ordinal."""
    lines = [line.split("\t") for pair in PAIRS for line in (DATA / pair / "editions.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return {int(ordinal): int(year) for ordinal, year, _ in lines}


def _years_without_edition(reading: Reading) -> Iterator[Doubt]:
    cues = reading.cues.within(FAMILY, 0, len(reading.text))
    editions = [edition for cue in cues if cue.key == "series" and (edition := _edition(cue, reading))]
    keys = {cue.key for cue in cues}
    fine = {edition.year: edition.said for edition in reversed(editions) if edition.is_fine}
    asked: set[tuple[str, int]] = set()
    for edition in editions:
        key = (edition.series, edition.year)
        if edition.is_bare and key not in asked and edition.year not in fine:
            near = [fine[year] for year in (edition.year - 1, edition.year + 1) if year in fine]
            if near and ("cadence" in keys or ("pair" in keys and _is_between_known(edition.year))):
                asked.add(key)
                yield _no_edition(edition, near)


def _edition(cue: Cue, reading: Reading) -> _Edition | None:
    """Read the year that follows a series' word in its sentence."""
    sentence = reading.sentence_at(cue.start)
    moments = reading.within(Moment, cue.end, min(cue.end + 56, sentence.end)) if sentence else []
    if not moments or not (starts := moments[0].starts) or not _TAIL.fullmatch(reading.text, cue.end, moments[0].quote.start):
        return None
    moment = moments[0]
    is_bare = len(starts) == 4 and bool(_BARE.fullmatch(reading.folded, cue.end, moment.quote.start))
    is_fine = len(starts) > 4 or bool(reading.within(PlaceMention, cue.end, moment.quote.start))
    quote = reading.document.span(cue.start, moment.quote.end)
    return _Edition(quote, reading.folded[cue.start : cue.end], int(starts[:4]), is_bare, is_fine, starts)


def _is_between_known(year: int) -> bool:
    """Whether the network's own meeting was held before and after a year, and not in it."""
    years = known_editions().values()
    return year not in years and min(years) < year < max(years)


def _no_edition(edition: _Edition, near: list[str]) -> Doubt:
    others = tuple(f"{edition.series} {said}" for said in near)
    return Doubt(edition.quote, "date", "date.no-edition", {"year": edition.year, "other": near}, others)


def _ordinals(reading: Reading) -> Iterator[Doubt]:
    """One edition with two years in the document, or with another year than the network knows."""
    dated: dict[int, list[Event]] = defaultdict(list)
    for event in reading.of(Event):
        if event.kind == SERIES and event.ordinal and event.starts and event.starts[:4] in event.quote.text:  # said, not inferred
            dated[event.ordinal].append(event)
    for ordinal, events in dated.items():
        first = events[0]
        rival = next((event for event in events if _year(event) != _year(first) and _alike(event, first)), None)
        if rival:
            yield _dated_otherwise("date.edition-twice", rival, _year(first), ordinal)
        elif _is_of_pair(first, reading) and known_editions().get(ordinal, _year(first)) != _year(first):
            yield _dated_otherwise("date.edition-known", first, known_editions()[ordinal], ordinal)


def _dated_otherwise(key: str, event: Event, other: int, ordinal: int) -> Doubt:
    return Doubt(event.quote, "date", key, {"ordinal": ordinal, "year": _year(event), "other": other}, (str(other),))


def _year(event: Event) -> int:
    return int((event.starts or "0")[:4])


def _alike(one: Event, other: Event) -> bool:
    """Whether two names can be one series': no word, or half of the words, in common besides the kind of meeting."""
    words, others = _series_words(one.name), _series_words(other.name)
    return not words or not others or len(words & others) * 2 >= min(len(words), len(others))


def _series_words(name: str) -> set[str]:
    return {word.rstrip("s") for word in _WORDS.findall(fold(name))} - {"assise", "rencontre", "forum", "eme", "les", "des", "the"}


def _is_of_pair(event: Event, reading: Reading) -> bool:
    """Whether the event's words say that it is the two countries' and local authorities' meeting."""
    sentence = reading.sentence_at(event.quote.start)
    start, end = (sentence.start, sentence.end) if sentence else (event.quote.start, event.quote.end)
    return {"pair", "authorities"} <= reading.cues.keys(FAMILY, start, end)


def _not_the_first(reading: Reading) -> Iterator[Doubt]:
    """ "1er comité de pilotage", still to come, after "convenu au sein du comité de pilotage"."""
    seen: set[str] = set()
    published = reading.document.published
    for cue in reading.cues.within(FAMILY, 0, len(reading.text) if published else 0):
        words = _HEAD_WORDS.match(reading.folded, cue.end) if cue.key in ("first", "earlier") else None
        if words is None:
            continue
        if cue.key == "earlier":
            seen.add(words[1])
        elif words[1] in seen and _is_to_come(cue, reading, published or ""):
            quote = reading.document.span(cue.start, words.end())
            yield Doubt(quote, "date", "date.not-the-first", {"said": one_line(quote.text)})


def _is_to_come(cue: Cue, reading: Reading, published: str) -> bool:
    index = reading.index_at(cue.start)
    start = reading.sentences[max(index - 1, 0)].start
    return any((moment.starts or "") > published for moment in reading.within(Moment, start, reading.sentences[index].end))
