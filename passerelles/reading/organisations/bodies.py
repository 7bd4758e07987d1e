"""The bodies that everybody in the network names (`data/<pair>/bodies.tsv`): acronyms, names in three languages, kind, country."""

from dataclasses import dataclass
from functools import cache

from passerelles.reading.lexicon import DATA, PAIRS, Lexicon


@dataclass(frozen=True, slots=True)
class Body:
    """A known body. Names are by language, the usual one first; a body may have several acronyms, or none."""

    acronyms: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    kind: str
    country: str | None

    @property
    def acronym(self) -> str | None:
        return self.acronyms[0] if self.acronyms else None

    def name(self, language: str) -> str:
        """The body's name in a language, else in the first that has one."""
        return (self.names.get(language) or next(names for names in self.names.values() if names))[0]


@cache
def bodies() -> tuple[Body, ...]:
    return tuple(_body(line) for pair in PAIRS for line in (DATA / pair / "bodies.tsv").read_text(encoding="utf-8").splitlines()[1:])


def _body(line: str) -> Body:
    acronyms, *names, kind, country = line.split("\t")
    by_language = {language: _several(written) for language, written in zip(("fr", "zh", "en"), names, strict=True)}
    return Body(_several(acronyms), by_language, kind, country or None)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


@cache
def by_acronym() -> dict[str, Body]:
    return {acronym: body for body in bodies() for acronym in body.acronyms}


@cache
def known_names() -> tuple[Lexicon, dict[str, Body]]:
    """Every name of every body, to be found in a folded text; a cue's key leads to its body."""
    keyed = {str(index): body for index, body in enumerate(bodies())}
    lists = [("bodies", key, name) for key, body in keyed.items() for names in body.names.values() for name in names]
    return Lexicon(lists), keyed
