"""The values the gazetteer gives: frozen, small, comparable."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit.

    ``code`` is an INSEE COG code (commune, département, région, overseas territory), a SIREN (EPCI, Greater Paris' territories) or six
    digits of GB/T 2260. ``parents`` are keys, nearest first. Coordinates are WGS 84 degrees, ``located`` "exact" (its own point),
    "mean" (the middle of its members, or of what it is part of) or "" (none). ``population`` is the municipal population of a French
    unit, the urban population GeoNames gives for a Chinese one. ``valid_until`` is an ISO day; ``successors`` are keys.
    """

    country: str
    level: str
    code: str
    name: str
    zh: str | None
    parents: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    located: str
    population: int | None
    valid_until: str | None
    successors: tuple[str, ...]
    key: str = field(init=False, repr=False, compare=False)  # asked for more often than places are made

    def __post_init__(self) -> None:
        """Note what tells it from any other: its code, or the name of a place too small to have one (福洪镇)."""
        object.__setattr__(self, "key", f"{self.country}/{self.level}/{self.code or self.zh or self.name}")


@dataclass(frozen=True, slots=True)
class Form:
    """One way a place is written.

    ``kind``: official short exonym english pinyin zh zh_short zh_abbreviation alias acronym former. ``zh_short`` is a Chinese name
    without its generic (和平 for 和平区): it may be an ordinary word, the caller decides.
    """

    place: Place
    kind: str


class Match(NamedTuple):
    """A known name in a text: ``text[start:end]``, and every place that is written so."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: ``score`` between 0 and 1, ``reasons`` in words, for a person to read."""

    place: Place
    score: float
    reasons: tuple[str, ...]
