"""Where an asker is: the gazetteer's keys that its name may mean, the deepest ones; several where the spelling is several places'."""

from dataclasses import dataclass
from functools import cache
from re import Pattern

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer, Match, Place
from passerelles.requests.recognising.words import HAN, listed, pattern_of

WEAK = {"zh_abbreviation", "acronym"}  # one character, a few capitals


@dataclass(frozen=True, slots=True)
class Where:
    keys: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()  # what they are parts of


def where(text: str, key: str, country: str, known: Gazetteer) -> Where:
    """The places of an asker's name; of `key` where one was given, unless the name says a part of it."""
    found = _meant(text, country, known)
    given = _place(key, known)
    if given:
        found = {place.key: place for place in found.values() if given.key in place.parents} or {given.key: given}
    above = frozenset(parent for place in found.values() for parent in place.parents)
    return Where(frozenset(found), above - frozenset(found))


def _place(key: str, known: Gazetteer) -> Place | None:
    try:
        return known.place(key) if key else None
    except KeyError:
        return None


def _meant(text: str, country: str, known: Gazetteer) -> dict[str, Place]:
    """The first place of a text that is not only there to say where another is."""
    spans = [some for match in _longest(known.matches(text)) if (some := _places(match, text, country))]
    narrowed = [_within(some, spans) for some in spans]
    named = {parent for some in narrowed for place in some.values() for parent in place.parents}
    deepest = [some for some in narrowed if not set(some) <= named]
    return deepest[0] if deepest else {}


def _longest(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


@cache
def _small() -> tuple[Pattern[str], tuple[str, ...]]:
    """How the words of a small unit look: Latin ones anywhere in a name, Chinese ones at a place's end."""
    return pattern_of(sorted(listed("small"))), tuple(listed("small_zh"))


def _places(match: Match, text: str, country: str) -> dict[str, Place]:
    """What a name may mean; a city rather than the counties of the same spelling, unless the words say a small unit."""
    written = text[match.start : match.end]
    if not HAN.search(written) and not written[0].isupper():
        return {}
    found = {form.place.key: form.place for form in match.forms if form.kind not in WEAK and country in ("", form.place.country)}
    large = {key: place for key, place in found.items() if place.level != "county"}
    latin, chinese = _small()
    is_small = latin.search(fold(text)) or written.endswith(chinese)
    return large if large and not is_small else found


def _within(some: dict[str, Place], spans: list[dict[str, Place]]) -> dict[str, Place]:
    """Those that are parts of another place of the text, where there are any: Suzhou (Anhui)."""
    others = {key for other in spans if other is not some for key in other}
    return {key: place for key, place in some.items() if others & set(place.parents)} or some
