"""Draw the outlines of land that the map lies on: ``python -m scripts.outlines [--npm FOLDER]`` (``make outlines``).

Installs the npm package ``world-atlas`` into a temporary folder (or uses FOLDER, where it is), takes its land (and nothing of its states),
lays it into each of the map's panels, and writes ``passerelles/places/data/land.json``.
"""

import argparse
import json
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from passerelles.places.drawing.projection import PANELS, Panel

from .clipping import area, clipped, simplified

PACKAGE, VERSION, LICENCE = "world-atlas", "2.0.2", "ISC"
TO = Path(__file__).parents[2] / "passerelles" / "places" / "data" / "land.json"
ORIGIN = (
    f"npm {PACKAGE} {VERSION} (Mike Bostock, {LICENCE}), of Natural Earth 4.1 (public domain): land only, projected, clipped, simplified"
)
FINE = 0.12  # of a panel's units: what is closer to a straight line than this is one
SMALLEST = 0.25  # square units: smaller islands are not drawn
MARGIN = 25  # degrees around what a panel holds, so that its corners are filled too
Ring = list[tuple[float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, help=f"a folder where {PACKAGE}@{VERSION} is installed")
    chosen = parser.parse_args().npm
    if chosen:
        write(chosen)
        return
    with tempfile.TemporaryDirectory() as folder:
        install(Path(folder))
        write(Path(folder))


def install(folder: Path) -> None:
    (folder / "package.json").write_text("{}", encoding="utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=folder, check=True)


def write(npm: Path) -> None:
    folder = npm / "node_modules" / PACKAGE
    assert json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"] == VERSION
    coarse, fine = (rings(json.loads((folder / f"land-{scale}.json").read_text(encoding="utf-8"))) for scale in ("50m", "10m"))
    paths = {panel.key: path(panel, coarse if panel.key == "CN" else fine) for panel in PANELS}
    TO.write_text(json.dumps({"origin": ORIGIN, "paths": paths}, indent=1) + "\n", encoding="utf-8")
    print(f"{TO.name}: " + ", ".join(f"{key} {len(drawn):,}" for key, drawn in paths.items()) + " characters")


def rings(topology: dict[str, Any]) -> list[Ring]:
    """Return the rings of a topology's land, in degrees; lakes are rings, too."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    land = topology["objects"]["land"]
    shapes = land.get("geometries", [land])
    polygons = [polygon for shape in shapes for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])]
    return [joined(ring, arcs) for polygon in polygons for ring in polygon]


def joined(ring: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def path(panel: Panel, land: list[Ring]) -> str:
    """Return the land of a panel as an SVG path, in tenths of its units."""
    window = (panel.west - MARGIN, panel.south - MARGIN, panel.east + MARGIN, panel.north + MARGIN)
    drawn = ""
    for ring in land:
        near = clipped(ring, *window)
        inside = clipped([panel.at(*point) for point in near], 0, 0, panel.width, panel.height) if near else []
        if abs(area(inside)) >= SMALLEST:
            drawn += strokes(simplified(inside, FINE))
    return drawn


def strokes(ring: Ring) -> str:
    """A closed ring as relative strokes: "m" and "l" with whole numbers are the shortest way to say it."""
    points = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    said = " ".join(f"{x} {y}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{said}z".replace(" -", "-")


if __name__ == "__main__":
    main()
