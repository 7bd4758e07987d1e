"""What the builder works on: one unit and the ways it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from passerelles.reading.folding import fold

TABLES = Path(__file__).parents[2] / "passerelles" / "reading" / "data" / "tables"


@dataclass
class Unit:
    """One territory. ``parents`` and ``successors`` are keys; ``forms`` maps a folded surface to the kinds of name it is."""

    country: str
    level: str
    code: str
    name: str
    zh: str = ""
    parents: list[str] = field(default_factory=list)
    point: tuple[float, float] | None = None
    located: str = ""
    population: int | None = None
    valid_until: str = ""
    successors: list[str] = field(default_factory=list)
    former_codes: list[str] = field(default_factory=list)
    forms: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.country}/{self.level}/{self.code}"

    def called(self, kind: str, *names: str) -> None:
        """Note ways the unit is written; the first kind given to a surface stands."""
        for name in names:
            surface = " ".join(fold(name).split())
            if surface and surface not in self.forms:
                self.forms[surface] = [kind]


Units = dict[str, Unit]


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a hand-written table, without its head line and its comments."""
    lines = (TABLES / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    for line in kept[1:]:
        yield [cell.strip() for cell in line.split("\t")]


def several(cell: str) -> list[str]:
    """The names of a cell: separated by semicolons."""
    return [name.strip() for name in re.split(r"[;；]", cell) if name.strip()]
