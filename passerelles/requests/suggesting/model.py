"""What the ranking is asked, what it knows, and what it answers: frozen values. A place is named by its key ("FR/commune/42218")."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Spot:
    """A territory whose authority may be suggested. `above` are the keys of what it is part of, nearest first; degrees are WGS 84."""

    key: str
    level: str
    above: tuple[str, ...] = ()
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    leads: str = ""  # the level of the widest territory that it is the largest city of; `Side` says so


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of the register as somebody may see it: the evidence that a line leads to."""

    entry: int
    kind: str  # partnership, project, office, practice, network
    parties: tuple[str, ...]  # keys of their places
    themes: frozenset[str] = frozenset()
    tie: str = ""  # of a partnership: twinning, agreement…
    has_label: bool = False  # of a practice
    places: tuple[str, ...] = ()  # where an office is, what a wish names


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, or an authority's wish: who asks, for which themes, whom it names already, and whom it must not be offered."""

    asker: str = ""  # the key of its place; none where it is not known
    themes: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ()  # wanted already: whoever joins them must be near
    named: tuple[str, ...] = ()  # among the sites that the asker would like to visit
    languages: frozenset[str] = frozenset()  # that the asker works in
    without: Collection[str] = frozenset()
    is_for_twinning: bool = False  # a partner is sought: the rules of the Chinese side count


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What other parts of the site know of authorities, by their places' keys; of whom they know nothing they say nothing."""

    load: Mapping[str, float] = field(default_factory=dict)  # receptions of the period beside what it can take: 1 is full
    balance: Mapping[str, float] = field(default_factory=dict)  # −1: it has received more than it gave, 1: less
    languages: Mapping[str, frozenset[str]] = field(default_factory=dict)  # that its people work in


class Line(NamedTuple):
    """One reason: what it adds (or takes), the entries that prove it, and what its sentence names. (Thousands are made: a tuple.)"""

    name: str
    points: float
    entries: tuple[int, ...] = ()
    about: tuple[str, ...] = ()  # keys of places, or terms
    figure: float | None = None  # kilometres, a ratio, a load


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An authority, its reasons (the strongest first), and whether it is a second choice or the small town that is always shown."""

    key: str
    points: float
    lines: tuple[Line, ...]
    is_second: bool = False
    is_small: bool = False
