"""The two data files, and what changed in them."""

import difflib
import gzip
from pathlib import Path

from .unit import Unit, Units

DATA = Path(__file__).parents[2] / "passerelles" / "reading" / "data"
PLACE_COLUMNS = [
    "country",
    "level",
    "code",
    "name",
    "zh",
    "parents",
    "latitude",
    "longitude",
    "located",
    "population",
    "valid_until",
    "successors",
    "former_codes",
]
SHOWN = 200  # lines of difference printed for each file


def write(units: Units) -> None:
    """Write both files, sorted, without date: the same units give the same bytes."""
    ordered = sorted(units.values(), key=lambda unit: unit.key)
    replace("places.tsv.gz", ["\t".join(PLACE_COLUMNS), *map(place_line, ordered)])
    replace("forms.tsv.gz", ["surface\tkind:place", *form_lines(ordered)])


def place_line(unit: Unit) -> str:
    latitude, longitude = (f"{value:.3f}" for value in unit.point) if unit.point else ("", "")
    cells = [unit.country, unit.level, unit.code, unit.name, unit.zh, " ".join(unit.parents), latitude, longitude, unit.located]
    cells += ["" if unit.population is None else str(unit.population), unit.valid_until, " ".join(unit.successors)]
    return "\t".join([*cells, " ".join(unit.former_codes)])


def form_lines(units: list[Unit]) -> list[str]:
    """One line a surface: every kind and place it may be, in the order of the places."""
    surfaces: dict[str, list[str]] = {}
    for unit in units:
        for surface, kinds in unit.forms.items():
            surfaces.setdefault(surface, []).extend(f"{kind}:{unit.key}" for kind in kinds)
    return [f"{surface}\t{' '.join(meanings)}" for surface, meanings in sorted(surfaces.items())]


def replace(name: str, lines: list[str]) -> None:
    path = DATA / name
    before = gzip.decompress(path.read_bytes()).decode().splitlines() if path.exists() else []
    report(name, before, lines)
    body = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(body, 9, mtime=0))


def report(name: str, before: list[str], after: list[str]) -> None:
    """Print what changed, one line each, and how many in all."""
    gone, new = set(before), set(after)
    changed = [line for line in difflib.ndiff(sorted(gone - new), sorted(new - gone)) if line[:1] in "+-"] if len(gone ^ new) < 4000 else []
    for line in changed[:SHOWN]:
        print(line)
    print(f"{name}: {len(after) - 1} rows; {len(new - gone)} new or changed, {len(gone - new)} gone or changed")
