"""The finder: dates as written, joined into periods, resolved."""

import re
from collections.abc import Iterator

from passerelles.reading.dates.head import day_of, published_in, told_when, yearbook_year
from passerelles.reading.dates.parts import Expression
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
    yearbook = yearbook_year(reading)
    calendar = Calendar(reading, yearbook or day_of(reading.document.published or published_in(reading)) or told_when(reading))
    told = expressions(reading)[1 if yearbook else 0 :]  # the first date is the volume's own year
    starting = [(said, _is_start(reading, said)) for said in told]
    yield from calendar.moments(starting)


def _is_start(reading: Reading, said: Expression) -> bool:
    """Whether something began then and goes on: depuis 1998, 自1998年以来."""
    folded = reading.folded
    for cue in reading.cues.within("dates", max(0, said.start - 40), said.start):
        if cue.key == "since" and (cue.end == said.start or _BETWEEN.fullmatch(folded, cue.end, said.start)):
            return True
    return any(cue.key == "since_after" and cue.start <= said.end + 1 for cue in reading.cues.within("dates", said.end, said.end + 4))
