"""How candidates for a name are ordered, and why in words."""

import math
from collections.abc import Callable, Iterable, Sequence

from passerelles.reading.gazetteer.model import Candidate, Form, Place

KINDS = {
    "official": 1.0,
    "zh": 1.0,
    "short": 0.9,
    "zh_short": 0.9,
    "english": 0.9,
    "exonym": 0.9,
    "pinyin": 0.9,
    "alias": 0.8,
    "former": 0.7,
}
OTHER_KIND = 0.6  # acronym, abbreviation
LEVELS = {"province": 1.0, "region": 0.9, "prefecture": 0.75, "departement": 0.7, "epci": 0.5, "other": 0.5, "county": 0.35}
IN_WORDS = {
    "official": "its official name",
    "zh": "its Chinese name",
    "short": "its short name",
    "zh_short": "its Chinese name without generic",
    "zh_abbreviation": "a one-character abbreviation",
    "english": "its English name",
    "exonym": "an exonym or older spelling",
    "pinyin": "its pinyin",
    "alias": "another name of it",
    "acronym": "an acronym of it",
    "former": "a former name, or a place merged into it",
}


def prominence(place: Place) -> float:
    """Between 0 and 1: the level; for a commune its population (10 million is 1)."""
    if place.level == "commune":
        return min(1.0, math.log10(max(place.population or 1, 1)) / 7)
    return LEVELS[place.level] - (0.2 if place.valid_until else 0.0)


def rank(forms: Iterable[Form], near: Sequence[Place], place_of: Callable[[str], Place]) -> list[Candidate]:
    """One candidate a place, the best first; equal scores in the order of keys."""
    best: dict[str, Candidate] = {}
    for form in forms:
        candidate = judged(form, near, place_of)
        known = best.get(form.place.key)
        if known is None or candidate.score > known.score:
            best[form.place.key] = candidate
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.place.key))


def judged(form: Form, near: Sequence[Place], place_of: Callable[[str], Place]) -> Candidate:
    place = form.place
    tie, why = closeness(place, near, place_of)
    score = 0.4 * KINDS.get(form.kind, OTHER_KIND) + 0.3 * prominence(place) + 0.3 * tie
    reasons = [IN_WORDS[form.kind], *why, f"level: {place.level}"]
    if place.population:
        reasons.append(f"population {place.population}")
    if place.valid_until:
        reasons.append(f"valid until {place.valid_until}")
    return Candidate(place, round(score, 4), tuple(reasons))


def closeness(place: Place, near: Sequence[Place], place_of: Callable[[str], Place]) -> tuple[float, tuple[str, ...]]:
    """1 for a part of a place named nearby or what it is part of, 0.5 for one with a common parent."""
    for other in near:
        if other.key in place.parents:
            return 1.0, (f"part of {other.name}",)
        if place.key in other.parents:
            return 1.0, (f"{other.name} is part of it",)
    for other in near:
        common = next((key for key in place.parents if key in other.parents), None)
        if common:
            return 0.5, (f"in {place_of(common).name} like {other.name}",)
    return 0.0, ()
