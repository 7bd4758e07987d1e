"""The few keys of a request by which another of the same delegation is found, without comparing every pair.

Two requests of one delegation share a key where they share a head, a place, a mail domain or a rare passage; what shares none would not
reach the threshold, with the places unknown and nobody named. Those of one place in one season share more keys than others of that place.
"""

from datetime import date
from hashlib import blake2b

from passerelles.requests.recognising.traits import Traits

PASSAGES = 4  # of a letter: the smallest numbers, so that two letters that share most of their passages share some of these
READINGS = 8  # of a head's name
ANY_TIME = "any"


def keys_of(traits: Traits) -> frozenset[str]:
    """Short keys; nobody's name can be read out of one."""
    seasons = _seasons(traits)
    found = {f"place {key} {season}" for key in sorted(traits.where.keys)[:8] for season in seasons}
    found |= {f"head {name}" for name in sorted({_turned(spelling) for spelling in traits.head.spellings})[:READINGS]}
    if traits.domain:
        found.add(f"domain {traits.domain}")
    found |= {f"passage {number}" for number in sorted(traits.passages)[:PASSAGES]}
    return frozenset(blake2b(key.encode(), digest_size=8).hexdigest() for key in found)


def _turned(spelling: str) -> str:
    """One spelling for a name whichever of its parts comes first: the first of its letters' rotations."""
    return min(spelling[turn:] + spelling[:turn] for turn in range(len(spelling)))


def _seasons(traits: Traits) -> list[str]:
    """The months a stay may be in, the one before and the one after; and any, since dates may be open or moved."""
    first, last = traits.profile.dates.first, traits.profile.dates.last
    if first is None:
        return [ANY_TIME]
    return [ANY_TIME, *(str(month) for month in range(_month(first) - 1, min(_month(last or first), _month(first) + 6) + 2))]


def _month(day: date) -> int:
    return day.year * 12 + day.month
