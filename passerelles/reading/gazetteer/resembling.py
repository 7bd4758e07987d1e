"""Unknown or misplaced spellings: which known names are close to them, in letters or in sound."""

import re
from functools import lru_cache

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer.model import Candidate, Place
from passerelles.reading.gazetteer.ranking import prominence
from passerelles.reading.gazetteer.store import Store

KINDS = {"official", "short", "pinyin", "exonym", "english", "alias", "former"}
Entry = tuple[str, int, str]  # letters without blanks, their set as a bit mask, the surface

# What is confused when Chinese names are heard, or spelt the French way: one sound, one spelling.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("tch", "ch"),
        ("zh", "z"),
        ("ch", "c"),
        ("sh", "s"),
        ("ou", "u"),
        ("^y", "i"),
        ("^w", "u"),
        ("ang$", "an"),
        ("eng$", "en"),
        ("ing$", "in"),
    )
]


def distance(one: str, other: str, most: int) -> int:
    """Damerau-Levenshtein (optimal string alignment), or ``most + 1`` as soon as it is above ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]


def mask(letters: str) -> int:
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) & 31)
    return bits


@lru_cache(maxsize=100_000)
def sound(letters: str) -> str:
    for pattern, same in SOUNDS:
        letters = pattern.sub(same, letters)
    return letters


class Resembling:
    """Close names. The index is built at the first question (about 0.1 s)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries: dict[str | None, list[Entry]] = {}

    def candidates(self, name: str, *, country: str | None, within: Place | None, limit: int) -> list[Candidate]:
        """Best first: distance in letters or sound, then level and population. At most two changes, one in a short name."""
        letters = "".join(char for char in fold(name) if "a" <= char <= "z")
        if len(letters) < 3 or limit < 1:
            return []
        most = 1 if len(letters) < 5 else 2
        found: dict[str, tuple[float, Place, str]] = {}
        for surface, far, heard in self._close(letters, most, country):
            for form in self._store.forms(surface):
                place = form.place
                if form.kind in KINDS and country in (None, place.country) and (within is None or within.key in place.parents):
                    score = self._score(letters, far, heard, place)
                    if place.key not in found or score > found[place.key][0]:
                        found[place.key] = (score, place, reason(far, heard, surface))
        ordered = sorted(found.values(), key=lambda item: (-item[0], item[1].key))
        return [self._candidate(score, place, why) for score, place, why in ordered[:limit]]

    @staticmethod
    def _score(letters: str, far: int, heard: bool, place: Place) -> float:
        cost = far + (0.5 if heard else 0.0)
        return round(max(0.0, 1 - cost / max(len(letters), 4)) * 0.7 + 0.3 * prominence(place), 4)

    def _candidate(self, score: float, place: Place, why: str) -> Candidate:
        parent = f"in {self._store.place(place.parents[-1]).name}" if place.parents else ""
        return Candidate(place, score, tuple(filter(None, (why, f"level: {place.level}", parent))))

    def _close(self, letters: str, most: int, country: str | None) -> list[tuple[str, int, bool]]:
        """Surfaces within ``most`` changes in letters, or within one in sound: (surface, distance, whether by sound)."""
        wanted, heard = mask(letters), sound(letters)
        found = []
        for other, bits, surface in self._index(country):
            if (wanted ^ bits).bit_count() > 2 * most + 1 or abs(len(other) - len(letters)) > most + 1:
                continue
            far = distance(letters, other, most)
            by_ear = distance(heard, sound(other), 1)
            if by_ear + 0.5 < far and by_ear <= 1:
                found.append((surface, by_ear, True))
            elif far <= most:
                found.append((surface, far, False))
        return found

    def _index(self, country: str | None) -> list[Entry]:
        """The Latin surfaces, those of one country where one is asked for: China's are a tenth of all."""
        if country not in self._entries:
            surfaces = (surface for surface in self._store.surfaces if surface.isascii())
            wanted = (surface for surface in surfaces if country is None or f":{country}/" in self._store.raw(surface))
            self._entries[country] = [(letters, mask(letters), surface) for letters, surface in ((s.replace(" ", ""), s) for s in wanted)]
        return self._entries[country]


def reason(far: int, heard: bool, surface: str) -> str:
    if far == 0:
        return f"sounds like {surface}" if heard else f"spelt {surface}"
    changes = "one change" if far == 1 else f"{far} changes"
    return f"{changes} from the {'sound' if heard else 'spelling'} of {surface}"
