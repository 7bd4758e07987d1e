"""Bundle the site's own JavaScript that stands on npm packages: ``python -m scripts.front [--npm FOLDER]`` (``make front``).

Installs the packages into a temporary folder (or uses FOLDER, where they are), bundles ``map.js`` with esbuild into
``passerelles/places/static/places/map.js``, and writes what is in it, with every licence, beside it.
"""

import argparse
import gzip
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TO = HERE.parents[1] / "passerelles" / "places" / "static" / "places"
PACKAGES = ("d3-selection@3.0.1", "d3-transition@3.0.2", "d3-zoom@3.0.1", "esbuild@0.28.2")
MOST = 40_000  # bytes of the bundle, compressed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", type=Path, help="a folder where the packages are installed")
    chosen = parser.parse_args().npm
    if chosen:
        bundle(chosen)
        return
    with tempfile.TemporaryDirectory() as folder:
        install(Path(folder))
        bundle(Path(folder))


def install(folder: Path) -> None:
    (folder / "package.json").write_text("{}", encoding="utf-8")
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES], cwd=folder, check=True)


def bundle(npm: Path) -> None:
    shutil.copy(HERE / "map.js", npm / "map.js")
    options = ["--bundle", "--minify", "--format=iife", "--target=es2020", "--charset=utf8", "--metafile=meta.json", "--outfile=out.js"]
    subprocess.run([npm / "node_modules" / ".bin" / "esbuild", "map.js", *options], cwd=npm, check=True)
    made = (npm / "out.js").read_bytes()
    weight = len(gzip.compress(made, 9))
    if weight > MOST:
        raise SystemExit(f"map.js weighs {weight:,} bytes compressed: more than {MOST:,}")
    (TO / "map.js").write_bytes(b"/* Made by `make front` of scripts/front/map.js; what else is in it: map.LICENCES.txt */\n" + made)
    (TO / "map.LICENCES.txt").write_text(licences(npm), encoding="utf-8")
    print(f"map.js: {len(made):,} bytes, {weight:,} compressed")


def licences(npm: Path) -> str:
    """The name, version and licence of every package in the bundle."""
    inputs = json.loads((npm / "meta.json").read_text(encoding="utf-8"))["inputs"]
    packages = sorted({name.split("/")[1] for name in inputs if name.startswith("node_modules/")})
    said = []
    for package in packages:
        folder = npm / "node_modules" / package
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        said.append(f"{package} {version}\n\n{(folder / 'LICENSE').read_text(encoding='utf-8').strip()}\n")
    return "\n\n".join(said)


if __name__ == "__main__":
    main()
