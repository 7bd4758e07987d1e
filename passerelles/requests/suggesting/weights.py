"""The weights and the equivalence of levels, read from their files; a group's own changes laid over them."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from passerelles.requests.suggesting.model import Spot

DATA = Path(__file__).parent
Table = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason is worth (`weights.toml` says where each comes from)."""

    ties: Table
    reasons: Table
    shape: Table

    @classmethod
    def standard(cls) -> "Weights":
        return cls(**_read("weights.toml"))

    def changed(self, changes: Mapping[str, Table]) -> "Weights":
        """Return these weights with a group's own: {"reasons": {"near": 20}}. A name that is not known is an error."""
        for table, values in changes.items():
            if unknown := set(values) - set(getattr(self, table)):
                raise ValueError(f"{table} has no {', '.join(sorted(unknown))}")
        return Weights(**{table: {**getattr(self, table), **changes.get(table, {})} for table in ("ties", "reasons", "shape")})

    def faded(self, number: int) -> float:
        """Return what a number of facts of one reason come to, beside the first: 1, 1.55, 1.85…"""
        fading = self.shape["fading"]
        return (1 - fading**number) / (1 - fading)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def class_of(spot: Spot) -> str:
    """Return a territory's level as levels.toml splits it: a large commune, a city of sub-provincial rank."""
    code = spot.key.rpartition("/")[2]
    for name, rule in _read("levels.toml")["classes"].items():
        is_of_it = code in rule["codes"] if "codes" in rule else (spot.population or 0) >= rule["at_least"]
        if spot.level == rule["level"] and is_of_it:
            return str(name)
    return spot.level


def equivalence(one: str, other: str) -> float:
    """Return how well two classes of levels answer each other, from 0 to 1, in either order."""
    pairs = _read("levels.toml")["pairs"]
    return float(pairs.get(one, {}).get(other) or pairs.get(other, {}).get(one) or 0)


def weight_of(spot: Spot) -> float:
    """Return how much a territory weighs among its own, in powers of ten of inhabitants: 0 where they are not known."""
    people = _read("levels.toml")["people"].get(spot.key.partition("/")[0], 1.0)
    return math.log10(max((spot.population or 1) / people, 1))
