"""A place said to be where it is not: "Liaoyang (Yunnan)", "Tours, dans la Sarthe", 云南省辽阳市."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from passerelles.reading.gazetteer import Candidate, Gazetteer, Place, names_of
from passerelles.reading.model import Doubt, PlaceMention
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Values

_RANKS = {"province": 0, "prefecture": 1, "county": 2, "region": 0, "departement": 1, "epci": 2, "commune": 3}
_KIND = r"(?:(?:la |le )?(?:province|région|region|département|préfecture)\s(?:autonome )?(?:du |de la |de l[’']|des |de |d[’'])?)"
_IN = r"(?:dans (?:le |la |l[’']|les )|en |in (?:the )?)"
_BRACKET = re.compile(rf"\s{{0,3}}[(（]\s?{_KIND}?(?:{_IN})?(?:le |la |l[’'])?")
_CLOSED = re.compile(r"(?:\s[Pp]rovince|省|市|自治区)?\s?[)）,，]")
_SAID = re.compile(rf"(?:,?\s{{1,2}}{_IN}{_KIND}?|,\s{{1,2}}{_KIND})")
_FULL = re.compile(r"(?:省|自治区)$")
_MAX_ASKED = 40  # of one document: looking for close names takes a tenth of a second each


def find(reading: Reading, known: Gazetteer) -> Iterator[Doubt]:
    """Yield a doubt for each pair of a place and a parent that is not one of its parents, once."""
    asked: set[tuple[str, str]] = set()
    for one, other in pairwise(reading.of(PlaceMention)):
        if one.quote.end > other.quote.start or other.quote.start - one.quote.end > 40:
            continue
        for child, parent, end in _said_to_lie(one, other, reading.text):
            key = (child.place.key, parent.place.key)
            if key not in asked and len(asked) < _MAX_ASKED and _is_wrong(child, parent.place, known):
                asked.add(key)
                yield _doubt(child, parent, end, reading, known)


def _said_to_lie(one: PlaceMention, other: PlaceMention, text: str) -> Iterator[tuple[PlaceMention, PlaceMention, int]]:
    """Yield (place, what it is said to lie in, where the words end) if two neighbouring mentions say so."""
    between = (one.quote.end, other.quote.start)
    if _BRACKET.fullmatch(text, *between) and (closed := _CLOSED.match(text, other.quote.end)):
        yield one, other, closed.end()
    elif _SAID.fullmatch(text, *between):
        yield one, other, other.quote.end
    elif between[0] == between[1] and _FULL.search(one.quote.text):
        yield other, one, other.quote.end


def _is_wrong(child: PlaceMention, parent: Place, known: Gazetteer) -> bool:
    place = child.place
    if place.country != parent.country or _RANKS.get(parent.level, 9) >= _RANKS.get(place.level, -1):
        return False
    if not place.code or not parent.code or _lies_in(place, parent):
        return False
    names = {child.quote.text, place.name, place.zh or place.name}
    return not any(_lies_in(candidate.place, parent) for name in names for candidate in known.lookup(name, country=place.country))


def _lies_in(place: Place, parent: Place) -> bool:
    """Whether a place is part of another one, or of what took its place (Alsace, now Grand Est)."""
    return parent.key in place.parents or any(key in place.parents for key in parent.successors)


def _doubt(child: PlaceMention, parent: PlaceMention, end: int, reading: Reading, known: Gazetteer) -> Doubt:
    start = min(child.quote.start, parent.quote.start)
    where = _home(child.place, known)
    values: Values = {"place": _names(child.place), "where": _names(where), "said": parent.quote.text}
    suggestions = _suggestions(child.place, where, parent.place, known, reading.document.language)
    return Doubt(reading.document.span(start, end), "place", "place.wrong-parent", values, suggestions)


def _suggestions(place: Place, where: Place, parent: Place, known: Gazetteer, language: str) -> tuple[str, ...]:
    """Where the place really is, close names inside the parent that is named, and what sounds alike elsewhere."""
    inside = known.similar(place.name, country=place.country, within=parent, limit=2)
    alike = [candidate for candidate in known.similar(place.name, country=place.country, limit=12) if _is_other(candidate, place, where)]
    alike.sort(key=lambda candidate: (-_likeness(candidate.place.name, place.name), -candidate.score))
    found = [_located(place, where, language)]
    for candidate in (*inside, *alike[:3]):
        found.append(_located(candidate.place, _home(candidate.place, known), language))
    return tuple(dict.fromkeys(found))


def _home(place: Place, known: Gazetteer) -> Place:
    """By what a place is told from its namesakes: its département, its province or region; itself where it is one."""
    above = known.ancestors(place)
    return next((parent for parent in above if parent.level == "departement"), above[-1] if above else place)


def _is_other(candidate: Candidate, place: Place, where: Place) -> bool:
    """Whether a close name could be what was meant: as large a unit as the place, or larger, and elsewhere."""
    other = candidate.place
    large = min(_RANKS.get(place.level, 0), 1) if place.country == "CN" else _RANKS.get(place.level, 0)
    return where.key not in other.parents and other.key != where.key and bool(other.parents) and _RANKS.get(other.level, 9) <= max(large, 1)


def _likeness(one: str, other: str) -> int:
    """Confused names mostly keep their first letter and how they end."""
    one, other = one.lower(), other.lower()
    return (one[:1] == other[:1]) + (one[-4:] == other[-4:])


def _located(place: Place, where: Place, language: str) -> str:
    name, home = _names(place)[language], _names(where)[language]
    return f"{name}（{home}）" if language == "zh" else f"{name} ({home})"


def _names(place: Place) -> Mapping[str, str]:
    return {"zh": place.name} | names_of(place.key, place.name, place.zh)
