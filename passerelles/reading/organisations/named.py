"""A body's name on its way to become a finding."""

from dataclasses import dataclass, replace

from passerelles.reading.organisations.bodies import Body


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a body in a text: `end` with the acronym that follows it, `own_end` without; `reach`: no other name begins before."""

    start: int
    end: int
    kind: str
    known: Body | None = None
    acronym: str | None = None
    name: str | None = None  # where the text says it elsewhere
    own_end: int = 0
    reach: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "own_end", self.own_end or self.end)
        object.__setattr__(self, "reach", max(self.reach, self.end))

    def called(self, acronym: str, end: int, *, reach: int) -> "Named":
        """Return the same name with the acronym written after it."""
        return replace(self, acronym=acronym, end=end, own_end=self.own_end, reach=reach)
