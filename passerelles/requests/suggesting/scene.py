"""One question as the finders of reasons see it: what is asked, of whom, with which facts at hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from passerelles.requests.suggesting.model import Asked, Fact, Given, Line, Spot
from passerelles.requests.suggesting.prepared import Known, Side
from passerelles.requests.suggesting.weights import Weights

SHOWN = 4  # entries that one line leads to


@dataclass
class Scene:
    asked: Asked
    side: Side
    known: Known
    weights: Weights = field(default_factory=Weights.standard)
    given: Given = field(default_factory=Given)

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
    def asks_in(self) -> frozenset[str]:
        """The asker's place and its province: what a wish may name."""
        return frozenset(filter(None, (self.asked.asker, self.area)))

    def answering(self, fact: Fact) -> Iterator[str]:
        """The authorities of the side asked that a fact is about: its parties, and where an office of the others is."""
        return (key for key in dict.fromkeys((*fact.parties, *fact.places)) if key in self.side.number)

    def across(self, fact: Fact) -> bool:
        """Whether a fact is of both sides."""
        return any(key not in self.side.number for key in (*fact.parties, *fact.places))

    def line(self, name: str, facts: Iterable[Fact], about: Iterable[str] = (), share: float = 1.0) -> Line:
        """A reason that several facts give: the second adds less than the first."""
        entries = tuple(dict.fromkeys(fact.entry for fact in facts))
        points = self.weights.reasons[name] * self.weights.faded(len(entries)) * share
        return Line(name, points, entries[:SHOWN], tuple(dict.fromkeys(about)))
