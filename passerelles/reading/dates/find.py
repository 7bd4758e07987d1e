"""The finder: dates as written, joined into periods, resolved."""

import re
from collections.abc import Iterator

from passerelles.reading.dates.head import day_of, published_in, told_when
from passerelles.reading.dates.parts import Day, Expression
from passerelles.reading.dates.resolve import Calendar
from passerelles.reading.dates.said import expressions
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Moment
from passerelles.reading.reader import Reading

ORIGIN = "dates/1"

_BETWEEN = re.compile(
    r" (?:l |le |the |plus de |pres de |au moins |environ |en |l annee |l an |mois de |debut |fin |mi |la fin de |around |about |"
    r"early |late )*"
)


def find(reading: Reading, known: Gazetteer) -> Iterator[Moment]:
    """Find every date of the text; `known` is not needed."""
    calendar = Calendar(reading, day_of(reading.document.published or published_in(reading)) or told_when(reading))
    starting = [(said, _is_start(reading, said)) for said in expressions(reading)]
    yield from calendar.moments(starting)


def _is_start(reading: Reading, said: Expression) -> bool:
    """Whether something began then and goes on: depuis 1998, 自1998年以来."""
    folded = reading.folded
    for cue in reading.cues.within("dates", max(0, said.start - 40), said.start):
        if cue.key == "since" and (cue.end == said.start or _BETWEEN.fullmatch(folded, cue.end, said.start)):
            return True
    return any(cue.key == "since_after" and cue.start <= said.end + 1 for cue in reading.cues.within("dates", said.end, said.end + 4))
