"""The gazetteer itself: places by key, names in texts, candidates for a name."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer.model import Candidate, Form, Match, Place
from passerelles.reading.gazetteer.ranking import rank
from passerelles.reading.gazetteer.resembling import Resembling
from passerelles.reading.gazetteer.scanning import Scanner
from passerelles.reading.gazetteer.store import DATA, Store
from passerelles.reading.transliteration import Transliterator

KEPT = 10_000  # answers of `heard` and `similar`: a text repeats its names, but a hostile one must not fill the memory


class Gazetteer:
    """Read-only; one instance serves a whole process (and its threads: answers are only ever added)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._scanner = Scanner(store.surfaces)
        self._resembling = Resembling(store)
        self._similar: dict[tuple[str, str | None, str, int], list[Candidate]] = {}
        self._heard: dict[tuple[str, str, int], list[Candidate]] = {}

    @classmethod
    def load(cls, directory: Path | str | None = None) -> "Gazetteer":
        """Read the data files of ``directory`` (the package's own by default). Raises OSError where they are missing."""
        return cls(Store(Path(directory) if directory else DATA))

    def place(self, key: str) -> Place:
        """The place of a key such as "FR/commune/76351" or "CN/prefecture/510100". Raises KeyError."""
        return self._store.place(key)

    def by_code(self, country: str, level: str, code: str) -> Place | None:
        """The place of a code; of a commune's former code (merged, delegated), the commune it is now part of."""
        return self._store.coded(f"{country}/{level}/{code}")

    def all(self) -> Iterator[Place]:
        """Every place, in the data file's order."""
        return map(self._store.place, self._store.keys)

    def names(self) -> Iterator[tuple[str, Form]]:
        """Every way a place is written, folded, with what it means."""
        for surface in self._store.surfaces:
            for form in self._store.forms(surface):
                yield surface, form

    def names_of(self, place: Place) -> tuple[tuple[str, str], ...]:
        """Every way one place is written, folded, each with its kind (see `Form`)."""
        return self._store.written(place.key)

    def matches(self, text: str) -> list[Match]:
        """All occurrences of all known names, overlapping ones too, sorted by start then end; offsets in ``text``.

        Latin names at word boundaries only, whatever the case, accents, hyphens, apostrophes, or line break for a blank; other
        punctuation, an empty line and a bullet are barriers. Chinese names anywhere, with or without their separators, over a line break
        too from three characters on. Generics around a name (ville de, District, 市 after a French town…) are the caller's business.
        """
        return [Match(start, end, self._store.forms(surface)) for start, end, surface in self._scanner.spans(text)]

    def lookup(self, name: str, *, country: str | None = None, level: str | None = None, near: Sequence[Place] = ()) -> list[Candidate]:
        """Every place written ``name``, best first, with score and reasons; empty when unknown. Never picks silently.

        ``near`` are places named around it: their descendants, ancestors and siblings are preferred.
        """
        forms = self._store.forms(" ".join(fold(name).split()))
        kept = [form for form in forms if country in (None, form.place.country) and level in (None, form.place.level)]
        return rank(kept, near, self._store.place)

    def ranked(self, forms: Sequence[Form]) -> list[Candidate]:
        """The places that some forms (of a `Match`) may mean, as `lookup` ranks them."""
        return rank(forms, (), self._store.place)

    def similar(self, name: str, *, country: str | None = None, within: Place | None = None, limit: int = 5) -> list[Candidate]:
        """Places whose name is close to ``name`` in spelling or sound, best first (see `Resembling`)."""
        asked = (name, country, within.key if within else "", limit)
        if asked not in self._similar:
            if len(self._similar) >= KEPT:
                self._similar.clear()
            self._similar[asked] = self._resembling.candidates(name, country=country, within=within, limit=limit)
        return self._similar[asked]

    def heard(self, chinese: str, *, within: Place | None = None, limit: int = 3) -> list[Candidate]:
        """French communes that a Chinese string in no table may transliterate (埃斯曼), best first; see `Transliterator`.

        Scores are probabilities, as far as sound and size tell. Of homonyms the largest is given. ``within`` narrows to a territory.
        """
        asked = (chinese, within.key if within else "", limit)
        if asked not in self._heard:
            if len(self._heard) >= KEPT:
                self._heard.clear()
            self._heard[asked] = self._hear(chinese, within, limit)
        return self._heard[asked]

    def _hear(self, chinese: str, within: Place | None, limit: int) -> list[Candidate]:
        names = self._communes
        among = {place.name for place in self.children(within) if place.level == "commune"} if within else None
        told = "sounds like " + chinese
        likely = self._ear.rank(chinese, limit=limit, among=among)
        return [Candidate(self._store.place(names[like.name]), like.score, (told,)) for like in likely]

    @cached_property
    def _communes(self) -> dict[str, str]:
        """Name -> key of the largest commune so called."""
        communes = sorted(self._store.populated("FR", "commune"), key=lambda commune: commune[1])
        return {name: key for name, _, key in communes}

    @cached_property
    def _ear(self) -> Transliterator:
        return Transliterator([(name, population) for name, population, _ in self._store.populated("FR", "commune")])

    def children(self, place: Place) -> tuple[Place, ...]:
        """Every place that has this one among its parents, at any depth."""
        return tuple(map(self._store.place, self._store.children.get(place.key, ())))

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Nearest first."""
        return tuple(map(self._store.place, place.parents))
