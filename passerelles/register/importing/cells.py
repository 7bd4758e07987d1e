"""What cells say, as values of the register: kinds of ties, states, years, themes. What is not understood is told, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from passerelles.common.dates import is_date
from passerelles.reading.folding import fold
from passerelles.reading.lexicon import lexicon
from passerelles.register.importing.tables import Row, Table
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.terms import THEME_NAMES, TIES

PARTS = re.compile(r"\s*[,;、，；/\n]\s*|\s+(?:et|and|&)\s+|[和与]")
_YEAR = re.compile(r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)")
_ISO = re.compile(r"(?:1[89]|20)\d\d(?:-\d\d(?:-\d\d)?)?(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:1[89]|20)\d\d)(?!\d)")
_STATES = (  # the first that matches: "n'est plus actif" has ended
    ("ended", re.compile(r"clos|termin|rompu|plus actif|inacti|ended|closed|expired|终止|结束|已停", re.I)),
    ("wished", re.compile(r"souhait|envisag|wish|prospect|意向|拟", re.I)),
    ("active", re.compile(r"acti|sommeil|dormant|en cours|vivant|ongoing|alive|活跃|进行|有效|沉睡|正常", re.I)),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a row says, and the cell it stands in."""

    name: str
    value: Value
    start: int
    end: int


@dataclass(slots=True)
class Saying:
    """What the cells of one row say, and what in them was not understood."""

    table: Table
    row: Row
    lang: str
    facts: list[Fact] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, name: str, raw: object, column: int) -> None:
        start, end = self.row.cells[column]
        try:
            value = BY_NAME[name].parse(raw)
        except ValueError as error:
            self.remarks.append(str(error))
        else:
            self.facts.append(Fact(name, value, start, end))

    def unclear(self, column: int) -> None:
        said = {"title": self.table.header[column], "words": self.table.cell(self.row, column)[:80]}
        self.remarks.append(_("%(title)s: “%(words)s” was not understood and is left out.") % said)


def say_cell(saying: Saying, name: str, column: int) -> None:
    """Add what a cell says, as its column is understood."""
    words = saying.table.cell(saying.row, column)
    if words and name in _SAY:
        _SAY[name](saying, words, column)


def _kind(saying: Saying, words: str, column: int) -> None:
    folded = fold(words)
    told = lexicon().cues(folded).keys("ties", 0, len(folded))
    kind = next((tie for tie in TIES if tie in told), "")
    saying.add("kind", kind, column) if kind else saying.unclear(column)


def _state(saying: Saying, words: str, column: int) -> None:
    state = next((state for state, pattern in _STATES if pattern.search(words)), "")
    if not state:
        return saying.unclear(column)
    saying.add("state", state, column)
    if state == "ended" and (year := _YEAR.search(words)):
        saying.add("until", year[0], column)
    return None


def _since(saying: Saying, words: str, column: int) -> None:
    year = _YEAR.search(words)
    saying.add("since", year[0], column) if year else saying.unclear(column)


def _until(saying: Saying, words: str, column: int) -> None:
    day = day_in(words)
    saying.add("until", day, column) if day else saying.unclear(column)


def _period(saying: Saying, words: str, column: int) -> None:
    years = _YEAR.findall(words)
    if not years:
        return saying.unclear(column)
    saying.add("since", years[0], column)
    if years[-1] != years[0]:
        saying.add("until", years[-1], column)
    return None


def _themes(saying: Saying, words: str, column: int) -> None:
    unknown = []
    told: set[str] = set()
    for part in filter(None, PARTS.split(words)):
        folded = fold(part)
        found = lexicon().cues(folded).keys("themes", 0, len(folded)) | {term for term in THEME_NAMES if term == folded.strip()}
        told |= found
        unknown += [] if found else [part]
    for theme in sorted(told):
        saying.add("theme", theme, column)
    if unknown:
        said = {"title": saying.table.header[column], "words": ", ".join(unknown)[:120]}
        saying.remarks.append(_("%(title)s: no theme of the list is “%(words)s”.") % said)


def _description(saying: Saying, words: str, column: int) -> None:
    saying.add("description", {"text": words, "lang": saying.lang}, column)


_SAY = {"kind": _kind, "state": _state, "since": _since, "until": _until, "period": _period, "themes": _themes, "description": _description}


def day_in(words: str) -> str:
    """The first date of a cell, as precise as it is: ISO, else day/month/year, else a year."""
    european = _DAY.search(words)
    if european:
        day = f"{european[3]}-{int(european[2]):02}-{int(european[1]):02}"
        return day if is_date(day) else ""
    iso = _ISO.search(words)
    return iso[0] if iso and is_date(iso[0]) else ""


def parts_of(words: str) -> Iterator[str]:
    """The names of a cell that holds several."""
    yield from filter(None, (part.strip() for part in PARTS.split(words)))
