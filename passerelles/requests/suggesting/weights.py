"""The weights, read from their file; a group's own changes laid over them."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "weights.toml"
OWN = ("ties", "reasons", "against")  # tables that a group may change
MOST = 100  # points; more would be the only reason that counts
Table = Mapping[str, float]
Changes = Mapping[str, Table]  # by table and name: {"reasons": {"near": 20}}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each reason is worth (`weights.toml` says where each comes from). None is negative: what is `against` is taken."""

    ties: Table
    reasons: Table
    against: Table
    shape: Table

    @classmethod
    def standard(cls) -> "Weights":
        return cls(**_read())

    def changed(self, changes: Changes) -> "Weights":
        """Return these weights with a group's own. What is not known, is negative or above `MOST` is a ValueError."""
        for table, values in changes.items():
            known: Table = getattr(self, table) if table in OWN else {}
            if wrong := [name for name, worth in values.items() if name not in known or not is_weight(worth)]:
                raise ValueError(f"{table} takes no {', '.join(sorted(wrong))}")
        return Weights(**{table: {**values, **changes.get(table, {})} for table, values in asdict(self).items()})

    def kept(self, changes: Changes) -> "Weights":
        """The same of changes that were stored: those that this version does not know say nothing."""
        known = {table: changes.get(table, {}) for table in OWN}
        return self.changed(
            {table: {name: worth for name, worth in held.items() if self.takes(table, name, worth)} for table, held in known.items()}
        )

    def takes(self, table: str, name: str, worth: Any) -> bool:
        return name in getattr(self, table) and is_weight(worth)

    def beside(self, others: "Weights") -> dict[str, dict[str, float]]:
        """Return what a group has changed to come from others to these: only what differs."""
        found = {}
        for table in OWN:
            mine, theirs = getattr(self, table), getattr(others, table)
            found[table] = {name: worth for name, worth in mine.items() if worth != theirs[name]}
        return {table: values for table, values in found.items() if values}

    def faded(self, number: int) -> float:
        """Return what a number of facts of one reason come to, beside the first: 1, 1.55, 1.85…"""
        fading = self.shape["fading"]
        return (1 - fading**number) / (1 - fading)


def is_weight(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said) and 0 <= said <= MOST


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
