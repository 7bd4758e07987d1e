"""A known name seen in a text, what speaks for and against it, and the choice between the places that bear it."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log10

from passerelles.reading.gazetteer import Form, Gazetteer, Place
from passerelles.reading.model import Sentence
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Values

ENOUGH = 0.4  # in favour, for a sighting to be a place
EQUAL = 0.35  # two readings nearer than this are equal: a person is asked
WITNESS = {"FR/region": 0.3, "CN/prefecture": 1.5}  # a French region holds too many homonyms to tell much, a prefecture few
AREAS = {"departement", "region", "province", "other"}  # they take an article in French: "la Vienne", "le Sichuan"


@dataclass(slots=True)
class Sighting:
    """Characters `start` to `end` of the text, the forms they may be, and the score gathered so far."""

    start: int
    end: int
    forms: tuple[Form, ...]
    sentence: Sentence
    score: float = 0.0
    levels: frozenset[str] = frozenset()  # what the words around it call it: "ville de", 市
    article: bool | None = None  # whether a French article precedes; None where no grammar tells
    is_certain: bool = False  # the text says outright that it is a place: a title, a parent
    reasons: list[str] = field(default_factory=list)
    place: Place | None = None
    is_part: bool = False
    of_body: bool = False
    is_located: bool = False  # by a country or a parent beside it
    is_abroad: bool = False
    doubt: str = ""  # a key of reasons.toml, and what fills it in
    values: Values = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.score >= ENOUGH and (self.place is not None or bool(self.doubt))

    def favour(self, weight: float, reason: str) -> None:
        self.score += weight
        self.reasons.append(f"{reason} {weight:+.1f}")


class Context:
    """What the whole document says that helps to choose: which parents and which countries it names, and where."""

    def __init__(self, reading: Reading, known: Gazetteer):
        self.reading = reading
        self.known = known
        self.matches = known.matches(reading.text)
        self._near: dict[str, list[int]] = {}  # key of an area -> where it is named

    def learn(self, sightings: Iterable[Sighting]) -> None:
        """Note where areas that can be parents are named, whatever they turn out to be."""
        for sighting in sightings:
            for place in _places(sighting):
                if (place.level in AREAS or place.level in ("prefecture", "epci")) and sighting.score + prior(place) >= ENOUGH:
                    for key in (place.key, *place.successors):
                        self._near.setdefault(key, []).append(sighting.start)

    def parents_named(self, place: Place, sighting: Sighting) -> float:
        """How much the naming of a place's parents speaks for it: 2 within 120 characters, 1 anywhere in the document."""
        best, start = 0.0, sighting.start
        for parent in place.parents:
            places = self._near.get(parent)
            if not places or any(form.place.key == parent for form in sighting.forms):
                continue  # Liaoyang is no witness for the county of Liaoyang inside it
            at = bisect_left(places, start)
            near = min((abs(where - start) for where in places[max(at - 1, 0) : at + 2] if where != start), default=None)
            if near is not None:
                weight = next((weight for kind, weight in WITNESS.items() if parent.startswith(kind)), 1.0)
                best = max(best, (2.0 if near <= 120 else 1.0) * weight)
        return best


def prior(place: Place) -> float:
    """What a place's size says before any context: 0 for a town of 10,000, one more for each tenfold."""
    if place.country == "CN":
        base = {"province": 2.0, "prefecture": 1.5, "county": -0.5}.get(place.level, 0.0)
        if place.population and place.level != "province":
            base += 0.6 * (log10(place.population) - (6.0 if place.level == "prefecture" else 5.5))
        if place.level == "county" and place.parents and place.parents[-1].endswith(("110000", "310000", "120000", "500000")):
            base += 0.5  # districts of the four municipalities are what foreign towns twin with
        return base
    if place.level in ("region", "departement"):
        return 1.5 if place.level == "region" else 1.2
    if place.level == "other":
        return 1.0
    if place.level == "epci":
        return 0.6
    return log10((place.population or 200) + 1) - 4


def resolve(sighting: Sighting, context: Context) -> Sighting:
    """Choose the place a sighting names: by title, article, parents and size. Equal readings leave a doubt and no place."""
    ranked = sorted(
        [(_fit(sighting, place, context) + _of_form(sighting, place), place) for place in _places(sighting)],
        key=lambda pair: (-pair[0], pair[1].key),
    )
    best, place = ranked[0]
    sighting.score += best
    rivals = [other for score, other in ranked[1:] if best - score < EQUAL and not _same(place, other)]
    if rivals and sighting.score >= ENOUGH:
        sighting.doubt, sighting.values = "place.homonyms", {"name": context.reading.text[sighting.start : sighting.end]}
        sighting.suggestions = tuple(f"{other.name} ({other.code})" for other in (place, *rivals))
        return sighting
    sighting.place = place
    return sighting


def _places(sighting: Sighting) -> list[Place]:
    return list({form.place.key: form.place for form in sighting.forms}.values())


def _of_form(sighting: Sighting, place: Place) -> float:
    """An alias or a former name speaks less for a place than its own name."""
    kinds = {form.kind for form in sighting.forms if form.place.key == place.key}
    if kinds == {"acronym"}:
        return -1.5  # CCTV is a television before it is a communauté de communes
    return -0.5 if kinds <= {"alias", "former", "acronym"} else 0.0


def _levels(place: Place) -> set[str]:
    """The levels a title may give a place: Shanghai is a city as well as a province."""
    if place.country == "CN" and place.level == "province" and place.code[:2] in ("11", "12", "31", "50", "81", "82"):
        return {"province", "municipality"}
    return {place.level}


def _same(place: Place, other: Place) -> bool:
    """A city and the area of the same name around it (Paris 75 and 75056) are no rivals."""
    return other.key in place.parents or place.key in other.parents


def _fit(sighting: Sighting, place: Place, context: Context) -> float:
    fit = prior(place) + context.parents_named(place, sighting)
    if sighting.levels:
        fit += 4.0 if _levels(place) & sighting.levels else -2.5
    if sighting.article is not None and place.country == "FR":
        is_area = place.level in AREAS
        fit += 0.8 if sighting.article == is_area else -1.2
    elif sighting.article is not None:
        fit += 0.6 if sighting.article == (place.level == "province") else -0.4
    return fit
