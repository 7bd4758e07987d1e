"""What the ranking looks up, prepared once: the authorities of a side as columns, and the facts by the places they are about."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from passerelles.requests.criteria.levels import class_of, weight_of
from passerelles.requests.suggesting.model import Fact, Spot

EARTH = 6371.0  # km
TIES = ("partnership", "project", "office")  # kinds of entries by which two authorities know each other
LOWEST = "commune", "prefecture", "county"  # whose people, summed, are those of a territory without a figure of its own
SEATS = {"commune": ("region", "departement"), "prefecture": ("province",), "county": ("prefecture",)}  # of what a city can be the seat
CELL = 4  # cells of a degree: what lies in one is as far from anywhere, to some ten kilometres
Cell = tuple[float, float]
Value = TypeVar("Value")


class Profile(NamedTuple):
    """What level and size say of a territory."""

    level: str  # as levels.toml splits them
    weight: float  # to a tenth
    leads: str  # "region": the largest city of its région


class Column(Generic[Value]):
    """What each authority has of a trait that many share: the different values, and which of them is whose."""

    def __init__(self, values: Iterable[Value]) -> None:
        known: dict[Value, int] = {}
        self.which = [known.setdefault(value, len(known)) for value in values]
        self.values = list(known)


class Side:
    """All authorities of one country, in a fixed order; columns rather than rows, because all of them are looked at each time."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        """Take all authorities; the most populous first: of two that have as many points, it comes first."""
        self.spots: Sequence[Spot] = _with_seats(sorted(_with_people(list(spots)), key=lambda spot: -(spot.population or 0)))
        self.number = {spot.key: number for number, spot in enumerate(self.spots)}
        self.profiles = Column(profile_of(spot) for spot in self.spots)
        self.cells = Column(cell_of(spot) for spot in self.spots)
        self.wholes = Column(spot.above for spot in self.spots)

    def __len__(self) -> int:
        return len(self.spots)

    def __contains__(self, key: object) -> bool:
        return key in self.number

    def get(self, key: str) -> Spot | None:
        number = self.number.get(key)
        return None if number is None else self.spots[number]

    @cached_property
    def within(self) -> dict[str, list[int]]:
        """The territories that a région, a province… is made of, by its key."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, spot in enumerate(self.spots):
            for above in spot.above:
                found[above].append(number)
        return dict(found)


def profile_of(spot: Spot) -> Profile:
    return Profile(class_of(spot.key, spot.level, spot.population), round(weight_of(spot.key, spot.population), 1), spot.leads)


def cell_of(spot: Spot) -> Cell | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return round(spot.latitude * CELL) / CELL, round(spot.longitude * CELL) / CELL


def _with_people(spots: list[Spot]) -> list[Spot]:
    """Give a territory without a figure the sum of its communes' or its cities'."""
    sums: dict[str, int] = defaultdict(int)
    for spot in spots:
        if spot.level in LOWEST:
            for above in spot.above:
                sums[above] += spot.population or 0
    return [spot if spot.population else replace(spot, population=sums.get(spot.key) or None) for spot in spots]


def _with_seats(spots: Iterable[Spot]) -> list[Spot]:
    """Say of which territory each city is the largest, the widest where of several; the most populous come first."""
    taken: set[tuple[str, str]] = set()
    return [replace(spot, leads=leads) if (leads := _leads(spot, taken)) else spot for spot in spots]


def _leads(spot: Spot, taken: set[tuple[str, str]]) -> str:
    wholes = [above for above in reversed(spot.above) if level_of(above) in SEATS.get(spot.level, ()) and spot.population]
    free = [above for above in wholes if (above, spot.level) not in taken]
    taken.update((above, spot.level) for above in free)
    return level_of(free[0]) if free else ""


def country_of(key: str) -> str:
    """Return the country that a place's key says."""
    return key.partition("/")[0]


def level_of(key: str) -> str:
    """Return the level that a place's key says."""
    return key.split("/")[1]


class Known:
    """The facts that somebody may see, by the places they are about."""

    def __init__(self, facts: Iterable[Fact], sides: Iterable[Side] = ()) -> None:
        self.facts = list(facts)
        self.sides = tuple(sides)
        self.of: dict[str, list[Fact]] = defaultdict(list)
        self.within: dict[str, list[Fact]] = defaultdict(list)  # by province, région, département: facts of what lies in it
        self.on: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))  # by sort and theme, then by place
        for fact in self.facts:
            for key in dict.fromkeys((*fact.parties, *fact.places)):
                self._note(key, fact)

    def _note(self, key: str, fact: Fact) -> None:
        self.of[key].append(fact)
        for above in self.above(key):
            self.within[above].append(fact)
        for theme in fact.themes:
            self.on[sort_of(fact), theme][key].append(fact)

    @cached_property
    def joining(self) -> dict[str, list[Fact]]:
        """The facts that tie a territory to one of another country, by territory."""
        found = {key: [fact for fact in facts if fact.kind in TIES and joins_countries(fact)] for key, facts in self.of.items()}
        return {key: facts for key, facts in found.items() if facts}

    def twinned_in(self, country: str) -> dict[str, list[Fact]]:
        """The twinnings that tie a territory to one of a country, by territory of another."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.tie == "twinning" and country in map(country_of, fact.parties):
                for key in fact.parties:
                    if country_of(key) != country:
                        found[key].append(fact)
        return dict(found)

    @cached_property
    def wishes(self) -> dict[str, list[Fact]]:
        """What territories look for, by the place that is named."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact.kind == "network":
                for key in fact.places:
                    found[key].append(fact)
        return dict(found)

    def spot(self, key: str) -> Spot | None:
        return next((spot for side in self.sides if (spot := side.get(key))), None)

    def above(self, key: str) -> tuple[str, ...]:
        spot = self.spot(key)
        return spot.above if spot else ()

    def about(self, key: str) -> list[Fact]:
        return self.of.get(key, [])

    def around(self, key: str) -> list[Fact]:
        """The facts of a territory and of all that lies in it."""
        return [*self.about(key), *self.within.get(key, [])]

    def without(self, hidden: Iterable[int]) -> "Known":
        """The same without some entries: what the offline evaluation asks with."""
        gone = frozenset(hidden)
        return Known((fact for fact in self.facts if fact.entry not in gone), self.sides)


def sort_of(fact: Fact) -> str:
    """Return "tie" for all by which two authorities know each other, else the entry's kind."""
    return "tie" if fact.kind in TIES else fact.kind


def joins_countries(fact: Fact) -> bool:
    return len({country_of(key) for key in (*fact.parties, *fact.places)}) > 1


def kilometres(one: Cell, other: Cell) -> float:
    """Return how far two points lie from each other, as the crow flies."""
    east = math.radians(other[1] - one[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return EARTH * math.hypot(east, math.radians(other[0] - one[0]))
