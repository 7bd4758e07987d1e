"""The annotated sets: ours, which come with the project, and those of the working folder beside it, where it is present.

`own`, `own6`, `own7`, `own8` (four series of our own, numbered from 501, 601, 701 and 801), `held8` (the odd half of the last: nobody
reads it, only its totals are looked at) and `demo` are in every clone. `dev`, `traps` and `seeds` are in ../shared, or in the folder
that PASSERELLES_SHARED names.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.score import Json, Score, is_in_half
from passerelles.reading import Gazetteer, Reading, open_document, read
from passerelles.reading.output import as_json

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PASSERELLES_SHARED") or ROOT.parent / "shared")
OURS = ROOT / "passerelles" / "reading" / "tests" / "corpus"


@dataclass(frozen=True, slots=True)
class AnnotatedSet:
    """Documents and what a good reader finds in them: a gold file for each, of the same name."""

    name: str
    documents: Path
    gold: Path
    has_halves: bool = False  # even: rules may be written from them; odd: only scored
    is_places_only: bool = False
    stems: str = "*"  # which documents of the folder

    @property
    def is_present(self) -> bool:
        return self.documents.is_dir() and self.gold.is_dir()

    def paths(self) -> list[Path]:
        """The documents that have gold, in order."""
        return sorted(path for path in self.documents.glob(f"{self.stems}.*") if (self.gold / f"{path.stem}.json").is_file())


SETS = (
    AnnotatedSet("own", OURS / "docs", OURS / "gold", stems="*-5??"),
    AnnotatedSet("own6", OURS / "docs", OURS / "gold", stems="*-6??"),
    AnnotatedSet("own7", OURS / "docs", OURS / "gold", stems="*-7??"),
    AnnotatedSet("own8", OURS / "docs", OURS / "gold", stems="*-8?[02468]"),
    AnnotatedSet("held8", OURS / "docs", OURS / "gold", stems="*-8?[13579]"),
    AnnotatedSet("demo", ROOT / "demo" / "documents", ROOT / "demo" / "gold"),
    AnnotatedSet("dev", SHARED / "corpus" / "dev" / "docs", SHARED / "corpus" / "dev" / "gold", has_halves=True),
    AnnotatedSet("traps", SHARED / "corpus" / "traps" / "docs", SHARED / "corpus" / "traps" / "gold", is_places_only=True),
    AnnotatedSet("seeds", SHARED / "seeds", SHARED / "corpus" / "seeds" / "gold"),
)
NAMED = {annotated.name: annotated for annotated in SETS}


def present() -> list[AnnotatedSet]:
    return [annotated for annotated in SETS if annotated.is_present]


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def readings(name: str) -> dict[str, Reading]:
    """Every document of a set, read, by the name of its gold; read once in a process."""
    return {path.stem: read(open_document(path), gazetteer()) for path in NAMED[name].paths()}


@cache
def printed(name: str) -> dict[str, Json]:
    """The same, as it is printed."""
    return {stem: as_json(reading, "test") for stem, reading in readings(name).items()}


@cache
def golds(name: str) -> dict[str, Json]:
    annotated = NAMED[name]
    return {path.stem: json.loads((annotated.gold / f"{path.stem}.json").read_text(encoding="utf-8")) for path in annotated.paths()}


def score(name: str, *, half: str | None = None, prefix: str = "", found: dict[str, Json] | None = None) -> Score:
    """Score a set, a half of it, or the documents whose names begin so; `found` is what another reader printed."""
    total, read_now = Score(), found if found is not None else printed(name)
    for stem, gold in golds(name).items():
        if is_in_half(stem, half) and stem.startswith(prefix):
            text = readings(name)[stem].text if stem in readings(name) else None
            total.add(stem, gold, read_now.get(stem, {}), text)
    return total


def parts() -> Iterator[tuple[str, str | None]]:
    """Every set that is present, with its halves: what is scored."""
    for annotated in present():
        yield from ((annotated.name, half) for half in (("even", "odd") if annotated.has_halves else (None,)))
