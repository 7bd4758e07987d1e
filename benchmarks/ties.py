"""The ties that the reading library finds in all documents at hand: the register that suggestions are evaluated with.

The seeds and the working documents beside the project (its folder `shared`, where it is present), the demonstration's documents and the
annotated documents that come with the project: their texts, never their gold. Many of the last two were written for the project; what they
say of who works with whom is partly real and partly likely. A pair is one tie, however many documents say it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.score import Json
from benchmarks.sets import OURS, ROOT, SHARED, gazetteer
from passerelles.reading import open_document, read
from passerelles.reading.gazetteer import Place
from passerelles.reading.output import as_json
from passerelles.requests.suggesting import Fact, Side, Spot

GIVEN = (SHARED / "seeds", SHARED / "corpus" / "dev" / "docs")
WRITTEN = (ROOT / "demo" / "documents", OURS / "docs")
LEVELS = frozenset({"region", "departement", "epci", "commune", "province", "prefecture", "county"})
STRENGTH = ("twinning", "agreement", "cooperation", "project", "contact")


@dataclass(frozen=True, slots=True)
class Pair:
    """A tie that documents say: a fact, who is on which side, and whether a document says it that was not written for the project."""

    fact: Fact
    home: str
    partner: str
    is_given: bool
    papers: frozenset[str]  # the documents that say so

    @property
    def is_held(self) -> bool:
        """Whether it is of the half that nothing is chosen by. All ties of one Chinese asker are in the same half."""
        return hashlib.sha256(self.partner.encode()).digest()[0] % 2 == 1


@cache
def side(country: str) -> Side:
    """Return all authorities of a country, as the gazetteer has them."""
    return Side(spots(country))


def spots(country: str) -> list[Spot]:
    units = (unit for unit in gazetteer().all() if unit.country == country and unit.level in LEVELS)
    return [_spot(unit) for unit in units if unit.valid_until is None and not unit.successors]


def _spot(unit: Place) -> Spot:
    return Spot(unit.key, unit.level, unit.parents, unit.population, unit.latitude, unit.longitude)


def pairs() -> list[Pair]:
    """Return each pair of authorities once, with all that is said of it."""
    said: dict[tuple[str, str], list[Json]] = defaultdict(list)
    papers: dict[tuple[str, str], set[Path]] = defaultdict(set)
    for path in (path for folder in (*GIVEN, *WRITTEN) if folder.is_dir() for path in sorted(folder.iterdir())):
        for pair, tie in _ties(path):
            said[pair].append(tie)
            papers[pair].add(path)
    return [_pair(number, *pair, said[pair], papers[pair]) for number, pair in enumerate(said, 1)]


def _pair(number: int, home: str, partner: str, said: list[Json], papers: set[Path]) -> Pair:
    is_given = any(path.parent in GIVEN for path in papers)
    return Pair(_fact(number, (home, partner), said), home, partner, is_given, frozenset(map(str, papers)))


def _ties(path: Path) -> Iterator[tuple[tuple[str, str], Json]]:
    """The partnerships of a document between two authorities in force."""
    for tie in as_json(read(open_document(path), gazetteer()), "bench")["partnerships"]:
        keys = {party["country"]: f"{party['country']}/{party['level']}/{party['code'] or party['name']}" for party in tie["parties"]}
        home, partner = keys.get("FR", ""), keys.get("CN", "")
        if home in side("FR") and partner in side("CN"):
            yield (home, partner), tie


def _fact(number: int, pair: tuple[str, str], ties: list[Json]) -> Fact:
    themes = frozenset(theme for tie in ties for theme in tie["themes"])
    kinds = {tie["kind"] for tie in ties}
    return Fact(number, "partnership", pair, themes, next((kind for kind in STRENGTH if kind in kinds), "contact"))
