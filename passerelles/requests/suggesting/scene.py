"""One question as the finders of reasons see it: what is asked, of whom, with which facts at hand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.requests.suggesting.model import Asked, Circumstances, Fact, Line, Spot
from passerelles.requests.suggesting.prepared import TIES, Cell, Known, Side, cell_of
from passerelles.requests.suggesting.weights import Weights

SHOWN = 4  # entries that one line leads to


@dataclass
class Scene:
    asked: Asked
    side: Side
    known: Known
    weights: Weights = field(default_factory=Weights.standard)
    circumstances: Circumstances = field(default_factory=Circumstances)

    @cached_property
    def asker(self) -> Spot | None:
        return self.known.spot(self.asked.asker)

    @cached_property
    def own(self) -> list[Fact]:
        """What is known of the asker itself."""
        return self.known.about(self.asked.asker)

    @cached_property
    def area(self) -> str:
        """The province or région that the asker is in, or is."""
        return self.asker.above[-1] if self.asker and self.asker.above else self.asked.asker

    @cached_property
    def of_area(self) -> list[Fact]:
        """What is known of the asker's province and of what lies in it, the asker apart; each once."""
        mine = {fact.entry for fact in self.own}
        return list({fact.entry: fact for fact in self.known.around(self.area) if fact.entry not in mine}.values())

    @cached_property
    def host_cells(self) -> list[Cell]:
        """Where the hosts lie that are wanted already."""
        spots = (self.side.get(key) for key in self.asked.hosts)
        return [cell for spot in spots if spot and (cell := cell_of(spot))]

    @cached_property
    def looks_for(self) -> dict[str, list[Fact]]:
        """The places on the side asked that the asker's own wishes name."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.own:
            if fact.kind == "network" and self.asked.asker in fact.parties:
                for key in fact.places:
                    found[key].append(fact)
        return dict(found)

    @cached_property
    def whole_ties(self) -> dict[str, list[Fact]]:
        """The régions, départements… that work with the asker or in its province."""
        return self.by_candidate([*self.own, *self.of_area])

    @cached_property
    def ties_within(self) -> dict[str, dict[str, list[Fact]]]:
        """By territory, the members of it that work with the asker or in its province, with the facts that say so."""
        found: dict[str, dict[str, list[Fact]]] = defaultdict(dict)
        for member, facts in self.whole_ties.items():
            for above in self.known.above(member):
                found[above][member] = facts
        return dict(found)

    def ties_beside(self, whole: str, but: str) -> list[Fact]:
        """The facts of those members of a territory, one apart."""
        return [fact for member, facts in self.ties_within.get(whole, {}).items() if member != but for fact in facts]

    def by_candidate(self, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
        """Return the ties among facts by the authorities of the side asked that they are about: parties, or where an office is."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.kind in TIES:
                for key in dict.fromkeys((*fact.parties, *fact.places)):
                    if key in self.side.number:
                        found[key].append(fact)
        return found

    def line(self, name: str, facts: Iterable[Fact], about: Iterable[str] = (), share: float = 1.0) -> Line:
        """A reason that several facts give: the second adds less than the first."""
        entries = [fact.entry for fact in facts]
        entries = list(dict.fromkeys(entries)) if len(entries) > 1 else entries
        points = self.weights.reasons[name] * self.weights.faded(len(entries)) * share
        return Line(name, points, tuple(entries[:SHOWN]), tuple(dict.fromkeys(about)) if about else ())
