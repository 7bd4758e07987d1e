"""The least that each annotated set must score, a little under what it does: ``python -m benchmarks.floors`` raises them to today's.

Floors are data (`passerelles/reading/tests/floors.toml`) with the day they were set. They only rise: a change that makes a figure fall
below its floor fails the tests, and whoever lowers a floor by hand says why in the commit.
"""

import datetime
import math
import tomllib
from pathlib import Path

from benchmarks.measures import measures
from benchmarks.sets import NAMED, ROOT, parts, score

PATH = ROOT / "passerelles" / "reading" / "tests" / "floors.toml"
MARGIN = {"silent": 0.09}  # one document of a dozen
USUAL = 0.03  # one item more or less in a small set is no fall

Floors = dict[str, dict[str, float]]


def part_name(name: str, half: str | None) -> str:
    return f"{name}-{half}" if half else name


def floors(path: Path = PATH) -> Floors:
    """The floors of each part by measure, without their dates."""
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {part: {name.replace("_", " "): value for name, value in table.items() if name != "set"} for part, table in tables.items()}


def today(name: str, half: str | None) -> dict[str, float]:
    """What a part scores now, of what is asked of it."""
    found = measures(score(name, half=half))
    return {"places": found["places"]} if NAMED[name].is_places_only else found


def raised(old: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    lower = {name: math.floor(max(0.0, value - MARGIN.get(name, USUAL)) * 100) / 100 for name, value in now.items()}
    return {name: max(value, old.get(name, 0.0)) for name, value in lower.items()}


def main() -> None:
    before = floors()
    dates = {part: table["set"] for part, table in (tomllib.loads(PATH.read_text("utf-8")) if PATH.exists() else {}).items()}
    after = before | {part_name(*part): raised(before.get(part_name(*part), {}), today(*part)) for part in parts()}
    lines = ["# The least each annotated set must score. Raised by `python -m benchmarks.floors`; lowered only by hand, with a reason."]
    for part, table in after.items():
        day = dates[part] if table == before.get(part) else datetime.date.today()
        lines += ["", f"[{part}]", f"set = {day}", *(f"{name.replace(' ', '_')} = {value:.2f}" for name, value in table.items())]
        for name, value in table.items():
            if value != before.get(part, {}).get(name):
                print(f"{part:10} {name:13} {before.get(part, {}).get(name, 0.0):.2f} -> {value:.2f}")
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
