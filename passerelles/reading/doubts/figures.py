"""Two totals for one count in one document."""

import re
from collections import defaultdict
from collections.abc import Iterator

from passerelles.reading.folding import fold, one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Doubt, Figure, Moment, PlaceMention
from passerelles.reading.reader import Reading

COUNTED = ("authorities", "projects", "partnerships")  # what a network counts; participants are an occasion's
_NUMBER = re.compile(r"[\d\s.,]+|\b(?:pres de|plus de|environ|quelque|about|more than|over|nearly|some)\b")


def find(reading: Reading, known: Gazetteer) -> Iterator[Doubt]:
    """Yield a doubt where the same words are counted twice, otherwise, as totals of the same time."""
    counted: dict[tuple[str, str | None, str], list[Figure]] = defaultdict(list)
    for figure in reading.of(Figure):
        if figure.what in COUNTED and _is_total(figure, reading):
            counted[(figure.what, figure.side, _counted_words(figure))].append(figure)
    for figures in counted.values():
        values = list(dict.fromkeys(figure.value for figure in figures))
        if len(values) == 2:  # more are a breakdown
            first = next(figure for figure in figures if figure.value == values[0])
            rival = next(figure for figure in figures if figure.value == values[1])
            if reading.index_at(first.quote.start) != reading.index_at(rival.quote.start):
                other = one_line(first.quote.text)
                yield Doubt(rival.quote, "figure", "figure.rivals-inside", {"other": other}, (other,))


def _is_total(figure: Figure, reading: Reading) -> bool:
    """Whether a count is of the whole and of now: its sentence names no territory and no date."""
    sentence = reading.sentence_at(figure.quote.start)
    if sentence is None or figure.as_of:
        return False
    return not reading.within(PlaceMention, sentence.start, sentence.end) and not reading.within(Moment, sentence.start, sentence.end)


def _counted_words(figure: Figure) -> str:
    """The words of what is counted, without the number: "projets de coopération"."""
    return " ".join(_NUMBER.sub(" ", fold(figure.quote.text)).split())
