"""The land that the map lies on, without the borders of states: data/land.json, made by scripts/outlines."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "land.json"
TENTHS = 10  # the file's numbers are tenths of a panel's units


@cache
def land() -> Mapping[str, str]:
    """Return the SVG path of each panel's land."""
    paths: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))["paths"]
    return paths
