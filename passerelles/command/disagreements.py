"""What documents say differently, as the table and the report show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from passerelles.command.facts import Cell


@dataclass(frozen=True, slots=True)
class Version:
    """What one document says, and where: `span` are characters of its text; `href` its address in a report."""

    values: tuple[Cell, ...]
    document: str
    words: str = ""
    span: tuple[int, int] = (0, 0)
    href: str = ""
    language: str = ""

    @property
    def file(self) -> str:
        return PurePath(self.document).name


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that two or more documents say differently; `reasons` by language."""

    about: str
    reasons: Mapping[str, str]
    versions: list[Version] = field(default_factory=list)

    def linked(self, documents: Mapping[str, tuple[int, str]], spots: Mapping[tuple[str, int, int], str]) -> "Disagreement":
        """Return the same with each version's address in the report: of its words, else of its document (number, language)."""
        versions = []
        for version in self.versions:
            number, language = documents.get(version.document, (0, ""))
            href = spots.get((version.document, *version.span), f"#d{number}" if number else "")
            versions.append(replace(version, href=href, language=language))
        return replace(self, versions=versions)
