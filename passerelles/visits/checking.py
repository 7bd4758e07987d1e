"""What is wrong with a programme: two places at once, too little time between two places, closed days, outside the visit. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

SATURDAY = 5
NEAR = 2.0  # km: within a town centre nobody drives
DETOUR, ROAD, AIR = 1.3, 70, 700  # a road is longer than the line; km in an hour
BY_ROAD = 400  # km, beyond which one flies
AIRPORTS = timedelta(hours=3)


class Trouble(StrEnum):
    OUTSIDE = "outside"
    CLOSED = "closed"
    OVERLAP = "overlap"
    INTERPRETER = "interpreter"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a programme as it is checked. `who`: nobody named is everybody. `where`: latitude and longitude."""

    number: int
    kind: str
    begins: datetime
    ends: datetime
    who: frozenset[int] = frozenset()
    where: tuple[float, float] | None = None
    interpreter: str = ""

    def shares_people_with(self, other: "Item") -> bool:
        return not self.who or not other.who or bool(self.who & other.who)

    def shares_interpreter_with(self, other: "Item") -> bool:
        return bool(self.interpreter) and self.interpreter.casefold() == other.interpreter.casefold()

    def shares_somebody_with(self, other: "Item") -> bool:
        return self.shares_people_with(other) or self.shares_interpreter_with(other)


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble with a line, or between two of them: `minutes` there are, `needed` there should be."""

    trouble: Trouble
    one: int
    other: int = 0
    minutes: int = 0
    needed: int = 0


def check(items: Iterable[Item], first: date, last: date) -> list[Found]:
    """Return what is wrong with a programme of a visit from one day to another, in the order of the programme."""
    held = sorted(items, key=lambda item: (item.begins, item.number))
    return [*_of_days(held, first, last), *_overlaps(held), *_travels(held)]


def _of_days(held: Sequence[Item], first: date, last: date) -> Iterator[Found]:
    for item in held:
        if not first <= item.begins.date() <= last:
            yield Found(Trouble.OUTSIDE, item.number)
        if item.kind == "meeting" and item.begins.weekday() >= SATURDAY:
            yield Found(Trouble.CLOSED, item.number)


def _overlaps(held: Sequence[Item]) -> Iterator[Found]:
    """Each line with the first one before it that still has the same people: one trouble a line, however many it falls into."""
    busy = [item for item in held if item.kind != "free"]
    for position, other in enumerate(busy):
        at_once = [one for one in busy[:position] if other.begins < one.ends and one.shares_somebody_with(other)]
        one = next((one for one in at_once if one.shares_people_with(other)), None)
        if one or at_once:
            yield Found(Trouble.OVERLAP if one else Trouble.INTERPRETER, (one or at_once[0]).number, other.number)


def _travels(held: Sequence[Item]) -> Iterator[Found]:
    """Between one place and the next that the same people are at; a journey between them is what the time is for."""
    placed = [item for item in held if item.kind != "transport" and item.where]
    for position, one in enumerate(placed):
        after = next((other for other in placed[position + 1 :] if one.shares_somebody_with(other)), None)
        if after and after.begins >= one.ends:
            minutes, needed = _minutes(after.begins - one.ends), _minutes(time_between(one, after))
            if minutes < needed:
                yield Found(Trouble.TRAVEL, one.number, after.number, minutes, needed)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def time_between(one: Item, other: Item) -> timedelta:
    """How long it takes from one place to another: by road, by air where it is far."""
    if one.where is None or other.where is None:
        return timedelta()
    far = kilometres(one.where, other.where)
    if far < NEAR:
        return timedelta()
    return timedelta(hours=far * DETOUR / ROAD) if far <= BY_ROAD else AIRPORTS + timedelta(hours=far / AIR)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two points, on a sphere of the Earth's mean radius."""
    (a, b), (c, d) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))
