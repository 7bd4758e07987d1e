"""All authorities of a side in order, and the best of them with their reasons."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from passerelles.requests.criteria.levels import are_comparable, equivalence, weight_of
from passerelles.requests.suggesting.finders import FINDERS, of_wholes
from passerelles.requests.suggesting.model import Asked, Circumstances, Line, Suggestion
from passerelles.requests.suggesting.prepared import Cell, Known, Profile, Side, cell_of, kilometres, profile_of
from passerelles.requests.suggesting.scene import Scene
from passerelles.requests.suggesting.weights import Weights

WIDEST = ("region", "province")
SMALL = ("commune", "county")  # levels of which some are small towns


@dataclass(frozen=True, slots=True)
class Ranking:
    """The points of every authority, in the order of its side, and the reasons that facts give for some."""

    scene: Scene
    totals: list[float]
    reasons: dict[int, list[Line]]

    def place_of(self, key: str) -> int:
        """Return which one it is, 1 the first; of as many points, all come before it."""
        points = self.totals[self.scene.side.number[key]]
        return sum(total >= points for total in self.totals)

    def lines(self, number: int) -> tuple[Line, ...]:
        """All reasons for one authority, the strongest first: their points add up to its own."""
        spot = self.scene.side.spots[number]
        plain = (
            _of_profile(self.scene, profile_of(spot)),
            _of_cell(self.scene, cell_of(spot)),
            of_wholes(self.scene, spot.above, spot.key),
        )
        found = [*self.reasons.get(number, ()), *chain(*plain)]
        return tuple(sorted(found, key=lambda line: -abs(line.points)))


def rank(asked: Asked, side: Side, known: Known, weights: Weights | None = None, circumstances: Circumstances | None = None) -> Ranking:
    """Return all authorities of a side with their points for a request or a wish."""
    scene = Scene(asked, side, known, weights or Weights.standard(), circumstances or Circumstances())
    reasons: dict[int, list[Line]] = defaultdict(list)
    for finder in FINDERS:
        for key, line in finder(scene):
            if key in side.number:
                reasons[side.number[key]].append(line)
    totals = _shared_points(scene)
    for number, lines in reasons.items():
        totals[number] += sum(line.points for line in lines)
    for key in scene.whole_ties:  # what they do themselves is not also done beside them
        above = side.spots[number := side.number[key]].above
        totals[number] += _sum(of_wholes(scene, above, key)) - _sum(of_wholes(scene, above))
    for key in {asked.asker, *asked.hosts, *asked.without} & side.number.keys():
        totals[side.number[key]] = -math.inf
    return Ranking(scene, totals, reasons)


def suggest(ranking: Ranking, limit: int = 10) -> list[Suggestion]:
    """Return the best, the strongest first, those that the asker names and the best small town always among them: others make room."""
    best = heapq.nlargest(limit, range(len(ranking.totals)), key=ranking.totals.__getitem__)
    best = [number for number in best if ranking.totals[number] > 0]
    named = _named(ranking)
    best = _with(ranking, best, named, limit)
    small = next((number for number in best if is_small(ranking, number)), None)
    if small is None and best and (small := _best_small(ranking)) is not None:
        best = _with(ranking, best, [*named, small], limit)
    least = ranking.totals[best[0]] * ranking.scene.weights.shape["second"] if best else 0
    return [_suggestion(ranking, number, least, is_small=number == small) for number in best]


def _named(ranking: Ranking) -> list[int]:
    """Those among the sites wanted that may be asked: whatever the points, a person has to say something to this wish."""
    side = ranking.scene.side
    named = (side.number[key] for key in ranking.scene.asked.named if key in side.number)
    return [number for number in named if ranking.totals[number] > -math.inf]


def _with(ranking: Ranking, best: list[int], wanted: list[int], limit: int) -> list[int]:
    """The best of a list beside all that are wanted, the strongest first."""
    others = [number for number in best if number not in wanted]
    chosen = [*wanted[:limit], *others[: max(limit - len(wanted), 0)]]
    return sorted(chosen, key=lambda number: (-ranking.totals[number], number))


def _suggestion(ranking: Ranking, number: int, least: float, *, is_small: bool) -> Suggestion:
    points = ranking.totals[number]
    return Suggestion(ranking.scene.side.spots[number].key, points, ranking.lines(number), points < least, is_small)


def is_small(ranking: Ranking, number: int) -> bool:
    """Whether this is a small town, or a county or district of like weight: how many people that is differs between the two sides."""
    spot = ranking.scene.side.spots[number]
    return spot.level in SMALL and weight_of(spot.key, spot.population) <= math.log10(ranking.scene.weights.shape["small_town"])


def _best_small(ranking: Ranking) -> int | None:
    """The small town with most points, though rules speak against it; where facts speak for some, one of those."""
    spoken_for = [number for number in ranking.reasons if is_small(ranking, number)]
    pool = spoken_for or [number for number in range(len(ranking.totals)) if is_small(ranking, number)]
    found = max(pool, key=lambda number: (ranking.totals[number], -number), default=None)
    is_known = found is not None and ranking.totals[found] > -math.inf and bool(ranking.lines(found))
    return found if is_known else None


def _shared_points(scene: Scene) -> list[float]:
    """What level and size, distance, and the wholes it is part of are worth for each: worked out once for all that have the same."""
    side = scene.side
    profiles = [_sum(_of_profile(scene, profile)) for profile in side.profiles.values]
    cells = [_sum(_of_cell(scene, cell)) for cell in side.cells.values]
    wholes = [_sum(of_wholes(scene, above)) for above in side.wholes.values]
    each = zip(side.profiles.which, side.cells.which, side.wholes.which, strict=True)
    return [profiles[one] + cells[two] + wholes[three] for one, two, three in each]


def _sum(lines: Iterator[Line]) -> float:
    return sum(line.points for line in lines)


def _of_profile(scene: Scene, profile: Profile) -> Iterator[Line]:
    worth, shape, (level, weight, leads) = scene.weights.reasons, scene.weights.shape, profile
    if scene.asker and weight:
        mine, size, _ = profile_of(scene.asker)
        if answers := equivalence(mine, level):
            yield Line("level", worth["level"] * answers, about=(mine, level))
        if scene.asked.is_for_twinning and are_comparable(mine, level) is False:
            yield Line("unequal", -scene.weights.against["unequal"], about=(mine, level))
        if size and (likeness := 1 - abs(size - weight) / shape["decades"]) > 0:
            yield Line("size", worth["size"] * likeness)
    people = (weight - shape["least_people"]) / (shape["most_people"] - shape["least_people"])
    if people > 0:
        yield Line("services", worth["services"] * min(people, 1.0))
    if leads:
        yield Line("seat", worth["seat"] * (1 if leads in WIDEST else shape["seat_below"]), about=(leads,))


def _of_cell(scene: Scene, cell: Cell | None) -> Iterator[Line]:
    """Near at least one of the hosts that are wanted: an itinerary goes from one to the next."""
    if cell and scene.host_cells:
        day, far = scene.weights.shape["day_km"], scene.weights.shape["far_km"]
        distance = min(kilometres(cell, host) for host in scene.host_cells)
        share = min((far - distance) / (far - day), 1.0)
        if share > 0:
            yield Line("near", scene.weights.reasons["near"] * share, figure=round(distance, -1))
