"""Offline evaluation of suggestions: one real tie is left out, and the engine asked who should have been suggested; then its speed.

    python -m benchmarks suggesting [--quick]

The ties are those that the reading library finds in ../shared/seeds, where it is present, and in the demonstration's documents: for
each pair the Chinese side asks, with the themes that are said of the tie; its other partners are not offered again. The weights were
chosen with the demonstration's ties, so that figures on those flatter; the seeds' were seen at each run, and nothing was chosen by them.
"""

import gc
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.score import Json
from benchmarks.sets import ROOT, SHARED, gazetteer
from passerelles.reading import open_document, read
from passerelles.reading.gazetteer import Place
from passerelles.reading.output import as_json
from passerelles.requests.suggesting import Asked, Fact, Known, Side, Spot, rank, suggest

FOLDERS = {"seeds": SHARED / "seeds", "demonstration": ROOT / "demo" / "documents"}
LEVELS = frozenset({"region", "departement", "epci", "commune", "province", "prefecture", "county"})
FIRST = (1, 5, 10)
ASKED_MS, TIMES, INVENTED = 50, 40, 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A tie that documents say: a fact, and who is on which side."""

    fact: Fact
    home: str
    partner: str


def main(*, is_quick: bool = False) -> None:
    print("Suggestions: one real tie left out, who should have been suggested to the Chinese side?")
    sides = {country: side(country) for country in ("FR", "CN")}
    found = {name: pairs(folder, sides) for name, folder in FOLDERS.items() if folder.is_dir()}
    for name, held in found.items():
        evaluate(name, held, sides)
    speed([pair.fact for held in found.values() for pair in held], sides, 10 if is_quick else TIMES)


def side(country: str) -> Side:
    units = (unit for unit in gazetteer().all() if unit.country == country and unit.level in LEVELS)
    return Side(_spot(unit) for unit in units if unit.valid_until is None and not unit.successors)


def _spot(unit: Place) -> Spot:
    return Spot(unit.key, unit.level, unit.parents, unit.population, unit.latitude, unit.longitude)


def pairs(folder: Path, sides: dict[str, Side]) -> list[Pair]:
    """The ties of a folder's documents, each pair once, with all that is said of it."""
    said: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        for tie in as_json(read(open_document(path), gazetteer()), "bench")["partnerships"]:
            keys = {party["country"]: f"{party['country']}/{party['level']}/{party['code'] or party['name']}" for party in tie["parties"]}
            home, partner = keys.get("FR", ""), keys.get("CN", "")
            if home in sides["FR"] and partner in sides["CN"]:
                said[home, partner].append(tie)
    return [Pair(_fact(number, pair, ties), *pair) for number, (pair, ties) in enumerate(said.items(), 1)]


def _fact(number: int, pair: tuple[str, str], ties: list[Json]) -> Fact:
    themes = frozenset(theme for tie in ties for theme in tie["themes"])
    return Fact(number, "partnership", pair, themes, next((tie["kind"] for tie in ties if tie["kind"]), "contact"))


def evaluate(name: str, held: list[Pair], sides: dict[str, Side]) -> None:
    """Print hit@1, 5, 10 and the mean reciprocal rank of the engine beside the plain ways of choosing."""
    known = Known((pair.fact for pair in held), sides.values())
    chance = random.Random(5)
    ways: dict[str, Callable[[Pair], int]] = {
        "Passerelles": lambda pair: _engine(pair, known, sides["FR"]),
        "most tied": lambda pair: _by_count(pair, held, sides["FR"]),
        "population": lambda pair: _left(pair, held, sides["FR"].number),
        "random": lambda pair: chance.randint(1, len(sides["FR"])),
    }
    print(f"\n  {name}: {len(held)} ties" + "".join(f"{f'hit@{first}':>9}" for first in FIRST) + f"{'MRR':>9}")
    for way, place_of in ways.items():
        places = [place_of(pair) for pair in held]
        hits = [sum(place <= first for place in places) / max(len(places), 1) for first in FIRST]
        mean = sum(1 / place for place in places) / max(len(places), 1)
        print(f"    {way:20}" + "".join(f"{figure:9.2f}" for figure in (*hits, mean)))


def _others(pair: Pair, held: list[Pair]) -> frozenset[str]:
    """The asker's other partners: they are known to it, so nobody suggests them."""
    return frozenset(each.home for each in held if each.partner == pair.partner and each.home != pair.home)


def _engine(pair: Pair, known: Known, asked_of: Side) -> int:
    rest = known.without([pair.fact.entry])
    others = frozenset(key for fact in rest.about(pair.partner) for key in fact.parties if key in asked_of)
    return rank(Asked(pair.partner, pair.fact.themes, without=others), asked_of, rest).place_of(pair.home)


def _by_count(pair: Pair, held: list[Pair], asked_of: Side) -> int:
    """By the number of ties; of as many, by population."""
    ties: dict[str, int] = defaultdict(int)
    for each in held:
        ties[each.home] += each is not pair
    return _left(pair, held, sorted(asked_of.number, key=lambda key: -ties[key]))


def _left(pair: Pair, held: list[Pair], order: Iterable[str]) -> int:
    others = _others(pair, held)
    return 1 + next(place for place, key in enumerate(key for key in order if key not in others) if key == pair.home)


def speed(facts: list[Fact], sides: dict[str, Side], times: int) -> None:
    """Print how long all of one side take for one request, and how long what is kept takes to be made."""
    print(f"\n  speed: {len(sides['FR']):,} French authorities, {len(sides['CN']):,} Chinese ones; asked: {ASKED_MS} ms at most, warm")
    chance = random.Random(3)
    began = time.perf_counter()
    side("FR")
    print(f"    the side made ready {(time.perf_counter() - began) * 1000:8.0f} ms, once a process")
    for name, held in (("these ties", facts), (f"{INVENTED:,} more, invented", [*facts, *_invented(chance, sides)])):
        began = time.perf_counter()
        known = Known(held, sides.values())
        made = (time.perf_counter() - began) * 1000
        gc.collect()
        gc.freeze()  # the texts that were read above are no site's
        spent = [_time(known, asked, sides["FR"]) for asked in _requests(chance, held, times)]
        slowest = sorted(spent)[int(len(spent) * 0.95)]
        print(f"    {name:24} median {statistics.median(spent):5.1f} ms, p95 {slowest:5.1f} ms of CPU; facts made ready {made:.0f} ms")


def _time(known: Known, asked: Asked, asked_of: Side) -> float:
    began = time.process_time()  # nothing waits here: what others do on the machine is not counted
    suggest(rank(asked, asked_of, known))
    return (time.process_time() - began) * 1000


def _requests(chance: random.Random, facts: list[Fact], times: int) -> Iterator[Asked]:
    """Askers that have ties, and in half of the cases a host that is wanted already."""
    for number in range(times):
        fact, other = chance.choice(facts), chance.choice(facts)
        hosts = tuple(key for key in other.parties if key.startswith("FR"))[: number % 2]
        yield Asked(next(key for key in fact.parties if key.startswith("CN")), frozenset({"culture", "urban"}), hosts)


def _invented(chance: random.Random, sides: dict[str, Side]) -> Iterator[Fact]:
    """Ties between the larger authorities, as a register of the whole of France would have them."""
    for number in range(INVENTED):
        home, partner = chance.choice(sides["FR"].spots[:3000]), chance.choice(sides["CN"].spots[:600])
        themes = frozenset(chance.sample(["culture", "urban", "health", "economy", "water"], 2))
        yield Fact(1_000_000 + number, "partnership", (home.key, partner.key), themes, chance.choice(["twinning", "contact"]))
