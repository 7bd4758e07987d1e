"""The data files in memory: lines are split when somebody asks for them."""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from passerelles.reading.gazetteer.model import Form, Place

DATA = Path(__file__).parents[1] / "data"


def lines_of(path: Path) -> list[str]:
    """The lines of a compressed data file without its head line. Raises OSError, EOFError or ValueError where it is damaged."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")[1:-1]
    if not lines:
        raise ValueError(f"{path} is empty")
    return lines


def as_place(line: str) -> Place:
    country, level, code, name, zh, parents, latitude, longitude, located, population, until, successors, _ = line.split("\t")
    return Place(
        country,
        level,
        code,
        name,
        zh or None,
        tuple(parents.split()),
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        located,
        int(population) if population else None,
        until or None,
        tuple(successors.split()),
    )


class Store:
    """Places by key and code, meanings by surface. Every answer is kept: the same place is the same object."""

    def __init__(self, directory: Path) -> None:
        self._lines = dict(map(keyed, lines_of(directory / "places.tsv.gz")))
        self._places: dict[str, Place] = {}
        self._meanings: dict[str, str] = dict(line.split("\t", 1) for line in lines_of(directory / "forms.tsv.gz"))
        self._forms: dict[str, tuple[Form, ...]] = {}
        self._former: dict[str, str] | None = None
        self._children: dict[str, list[str]] | None = None
        self._written: dict[str, tuple[tuple[str, str], ...]] = {}

    @property
    def surfaces(self) -> Iterable[str]:
        return self._meanings.keys()

    @property
    def keys(self) -> Iterable[str]:
        return self._lines.keys()

    def place(self, key: str) -> Place:
        """Raises KeyError for an unknown key."""
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = as_place(self._lines[key])
        return found

    def coded(self, key: str) -> Place | None:
        """The place of a key, or of a code that was merged into it."""
        if key not in self._lines:
            key = self.former.get(key, "")
        return self.place(key) if key else None

    def populated(self, country: str, level: str) -> Iterator[tuple[str, int, str]]:
        """Name, inhabitants (0 where unknown) and key of every place of a level, without making the places."""
        for key, line in self._lines.items():
            if key.startswith(f"{country}/{level}/"):
                columns = line.split("\t")
                yield columns[3], int(columns[9] or 0), key

    @property
    def former(self) -> dict[str, str]:
        if self._former is None:
            self._former = {}
            for key, line in self._lines.items():
                country, level, _ = key.split("/")
                for code in line.rsplit("\t", 1)[1].split():
                    self._former.setdefault(f"{country}/{code}" if "/" in code else f"{country}/{level}/{code}", key)
        return self._former

    @property
    def children(self) -> dict[str, list[str]]:
        """Keys by the key of each of their parents."""
        if self._children is None:
            self._children = defaultdict(list)
            for key, line in self._lines.items():
                for parent in line.split("\t", 6)[5].split():
                    self._children[parent].append(key)
        return self._children

    def raw(self, surface: str) -> str:
        """What a surface means as the file says it ("official:FR/commune/76351 …"), without making places."""
        return self._meanings[surface]

    def forms(self, surface: str) -> tuple[Form, ...]:
        """Every meaning of a folded surface; none for an unknown one."""
        found = self._forms.get(surface)
        if found is None and surface in self._meanings:
            pairs = (meaning.split(":", 1) for meaning in self._meanings[surface].split(" "))
            found = self._forms[surface] = tuple(Form(self.place(key), kind) for kind, key in pairs)
        return found or ()

    def written(self, key: str) -> tuple[tuple[str, str], ...]:
        """Every folded way a place is written, with its kind. (Some milliseconds the first time a place is asked for: a second table of
        all of them would take as much memory as the first, for the few that anybody asks for.)
        """
        found = self._written.get(key)
        if found is None:
            said = ((surface, meaning.split(":", 1)) for surface, raw in self._meanings.items() if key in raw for meaning in raw.split(" "))
            found = self._written[key] = tuple((surface, kind) for surface, (kind, of) in said if of == key)
        return found


def keyed(line: str) -> tuple[str, str]:
    country, level, code, _ = line.split("\t", 3)
    return f"{country}/{level}/{code}", line
