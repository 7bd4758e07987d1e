"""Offline evaluation of suggestions: one tie is left out, and the engine asked who should have been suggested; then its speed.

    python -m benchmarks suggesting [--quick]

The Chinese side of each tie asks, with the themes that are said of the tie; its other partners are not offered again, and all other ties
are known. The ties (`benchmarks.ties`) are in two halves: weights were chosen by the one (`python -m benchmarks.weighing`), the other is
reported.
"""

import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.ties import Pair, pairs, side, spots
from passerelles.requests.suggesting import Asked, Fact, Known, Side, rank, suggest

FIRST = (1, 5, 10)
ASKED_MS, TIMES, INVENTED = 50, 40, 2_000
Way = Callable[[Pair], int]


def main(*, is_quick: bool = False) -> None:
    print("Suggestions: one tie left out, who should have been suggested to the Chinese side?")
    sides = {country: side(country) for country in ("FR", "CN")}
    held = pairs()
    evaluate(held, sides)
    speed([pair.fact for pair in held], sides, 10 if is_quick else TIMES)


def evaluate(ties: list[Pair], sides: dict[str, Side]) -> None:
    """Print hit@1, 5, 10 and the mean reciprocal rank of the engine beside the plain ways of choosing, for each half."""
    found = {way: {pair: place_of(pair) for pair in ties} for way, place_of in ways(ties, sides).items()}
    for name, part in parts(ties).items():
        print(f"\n  {name}: {len(part)} ties" + "".join(f"{f'hit@{first}':>9}" for first in FIRST) + f"{'MRR':>9}")
        for way, places in found.items():
            print(f"    {way:20}" + "".join(f"{figure:9.2f}" for figure in figures([places[pair] for pair in part])))


def parts(ties: Iterable[Pair]) -> dict[str, list[Pair]]:
    """The halves, and of each what documents say that were not written for the project."""
    halves = {"development": [pair for pair in ties if not pair.is_held], "held": [pair for pair in ties if pair.is_held]}
    given = {f"{name}, given documents only": [pair for pair in half if pair.is_given] for name, half in halves.items()}
    return {name: part for name, part in (halves | given).items() if part}


def figures(places: Sequence[int]) -> list[float]:
    """Return the shares found among the first 1, 5 and 10, and the mean reciprocal rank."""
    hits = [sum(place <= first for place in places) / len(places) for first in FIRST]
    return [*hits, sum(1 / place for place in places) / len(places)]


def ways(ties: list[Pair], sides: dict[str, Side]) -> dict[str, Way]:
    known = Known((pair.fact for pair in ties), sides.values())
    chance = random.Random(5)
    return {
        "Passerelles": lambda pair: _engine(pair, known.without([pair.fact.entry]), sides["FR"]),
        "  its papers unread": lambda pair: _engine(pair, known.without(unread(pair, ties)), sides["FR"]),
        "most tied": lambda pair: _by_count(pair, ties, sides["FR"]),
        "population": lambda pair: _left(pair, ties, sides["FR"].number),
        "random": lambda pair: chance.randint(1, len(sides["FR"])),
    }


def _others(pair: Pair, held: list[Pair]) -> frozenset[str]:
    """The asker's other partners: they are known to it, so nobody suggests them."""
    return frozenset(each.home for each in held if each.partner == pair.partner and each.home != pair.home)


def asked_by(pair: Pair, known: Known) -> Asked:
    """What the Chinese side of a tie asks, as if the tie were not there; the other partners it has are left out."""
    others = frozenset(key for fact in known.about(pair.partner) for key in fact.parties)
    return Asked(pair.partner, pair.fact.themes, without=others)


def unread(pair: Pair, ties: Iterable[Pair]) -> list[int]:
    """All that only the documents say that say this tie: a harder question, since one document often names neighbours together."""
    return [each.fact.entry for each in ties if each.papers <= pair.papers]


def _engine(pair: Pair, rest: Known, asked_of: Side) -> int:
    return rank(asked_by(pair, rest), asked_of, rest).place_of(pair.home)


def _by_count(pair: Pair, held: list[Pair], asked_of: Side) -> int:
    """By the number of ties; of as many, by population."""
    ties = Counter(each.home for each in held if each is not pair)
    return _left(pair, held, sorted(asked_of.number, key=lambda key: -ties[key]))


def _left(pair: Pair, held: list[Pair], order: Iterable[str]) -> int:
    others = _others(pair, held)
    return 1 + next(place for place, key in enumerate(key for key in order if key not in others) if key == pair.home)


def speed(facts: list[Fact], sides: dict[str, Side], times: int) -> None:
    """Print how long all of one side take for one request, and how long what is kept takes to be made."""
    print(f"\n  speed: {len(sides['FR']):,} French authorities, {len(sides['CN']):,} Chinese ones; asked: {ASKED_MS} ms at most, warm")
    chance = random.Random(3)
    began = time.perf_counter()
    Side(spots("FR"))
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
