"""A profile made ready to be compared: names read, places found, passages numbered. Made once, compared many times."""

from dataclasses import dataclass
from functools import cache
from re import Pattern

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer
from passerelles.requests.recognising.heads import Head, head_of
from passerelles.requests.recognising.letters import figures_of, shingles_of
from passerelles.requests.recognising.profile import Profile
from passerelles.requests.recognising.whereabouts import Where, where
from passerelles.requests.recognising.words import listed, pattern_of, words

UNKNOWN, AGENCY, AUTHORITY = "", "agency", "authority"


@dataclass(frozen=True, slots=True)
class Traits:
    profile: Profile
    where: Where
    body: str  # of words.toml
    domain: str  # empty for everybody's mail
    head: Head
    passages: frozenset[int]
    figures: frozenset[str]


def traits_of(profile: Profile, known: Gazetteer) -> Traits:
    text = f"{profile.purpose}\n{profile.letter}"
    domain = profile.domain.lower()
    return Traits(
        profile,
        where=_where(profile, known),
        body=body_of(profile.asker),
        domain="" if domain in listed("public_domains") else domain,
        head=head_of(profile.head),
        passages=shingles_of(profile.purpose) | shingles_of(profile.letter),
        figures=figures_of(text),
    )


def _where(profile: Profile, known: Gazetteer) -> Where:
    """An agency's delegation is where its purpose says, not where the agency is."""
    texts = [profile.asker, profile.purpose, profile.letter]
    if body_of(profile.asker) == AGENCY:
        return where(f"{profile.purpose}\n{profile.letter}", "", "", known)
    found = where(profile.asker, profile.place, profile.country, known)
    return found if found.keys else where("\n".join(texts[1:]), "", profile.country, known)


@cache
def _bodies() -> dict[str, Pattern[str]]:
    return {name: pattern_of(some) for name, some in words()["bodies"].items()}


def body_of(asker: str) -> str:
    """What sort of body a name is: "school", "authority"…; empty where nothing tells."""
    folded = fold(asker)
    return next((name for name, pattern in _bodies().items() if pattern.search(folded)), UNKNOWN)
