"""What documents say differently, as the table and the report show it."""

from dataclasses import dataclass, field, replace

from passerelles.command.facts import Cell


@dataclass(frozen=True, slots=True)
class Version:
    """What one document says."""

    values: tuple[Cell, ...]
    document: str
    words: str = ""
    number: int = 0

    @property
    def href(self) -> str:
        return f"#d{self.number}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two or more documents say differently."""

    about: str
    title: Cell
    reason: str = ""
    versions: list[Version] = field(default_factory=list)

    def linked(self, numbers: dict[str, int]) -> "Disagreement":
        """Return the same with each version's document numbered as in the report."""
        return replace(self, versions=[replace(version, number=numbers.get(version.document, 0)) for version in self.versions])
