"""Which levels of territories answer each other, as data/levels.toml has it: the criteria, the check-list and suggestions all ask here."""

import math
import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "data" / "levels.toml"
_DATA: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
COMPARABLE: float = _DATA["comparable"]
EQUAL: float = _DATA["equal"]
_PAIRS: dict[tuple[str, str], float] = {(one, other): share for one, row in _DATA["pairs"].items() for other, share in row.items()}
_COMPARED = frozenset(_DATA["pairs"]), frozenset(other for _, other in _PAIRS)


def class_of(key: str, level: str, population: int | None) -> str:
    """Return a territory's level as levels.toml splits it: a large commune, a city of sub-provincial rank."""
    for name, rule in _DATA["classes"].items():
        if level == rule["level"] and _is_of(rule, key.rpartition("/")[2], population or 0):
            return str(name)
    return level


def _is_of(rule: dict[str, Any], code: str, population: int) -> bool:
    return code in rule["codes"] if "codes" in rule else population >= rule["at_least"]


def equivalence(one: str, other: str) -> float:
    """Return how well two classes of levels answer each other, from 0 to 1, in either order; 0 where nothing is said of them."""
    return _PAIRS.get((one, other)) or _PAIRS.get((other, one)) or 0.0


def are_compared(one: str, other: str) -> bool:
    """Whether the table knows both classes, one of each side: of others it says nothing."""
    home, partner = _COMPARED
    return (one in home and other in partner) or (one in partner and other in home)


def are_comparable(one: str, other: str) -> bool | None:
    """Whether two classes are of equal rank as the Chinese side's rule has it; none where they are not compared."""
    return equivalence(one, other) >= COMPARABLE if are_compared(one, other) else None


def step_between(one: str, other: str) -> str:
    """Return how far two compared classes are from each other, as people say it: "equal", "comparable", "apart" or "unequal"."""
    share = equivalence(one, other)
    return "equal" if share >= EQUAL else "comparable" if share >= COMPARABLE else "apart" if share else "unequal"


def weight_of(key: str, population: int | None) -> float:
    """Return how much a territory weighs among its own, in powers of ten of inhabitants: 0 where they are not known."""
    people = _DATA["people"].get(key.partition("/")[0], 1.0)
    return math.log10(max((population or 1) / people, 1))
