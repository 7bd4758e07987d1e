"""The few keys of a request by which another of the same delegation is found, without comparing every pair.

Two requests of one delegation share a key where they share a head, a place in one season, a rare passage, or an own mail domain in one
season. What shares none would not reach the threshold, with the places unknown and nobody named.
"""

from datetime import date
from hashlib import blake2b

from passerelles.requests.recognising.traits import Traits

PASSAGES = 6  # of a letter: the smallest numbers, so that two letters that share most of their passages share some of these
SPELLINGS = 16
ANY_TIME = "any"


def keys_of(traits: Traits) -> frozenset[str]:
    """Short keys; nobody's name can be read out of one."""
    seasons = _seasons(traits)
    found = {f"place {key} {season}" for key in sorted(traits.where.keys)[:8] for season in seasons}
    found |= {f"domain {traits.domain} {season}" for season in seasons if traits.domain}
    found |= {f"head {spelling}" for spelling in sorted(traits.head.spellings)[:SPELLINGS]}
    found |= {f"passage {number}" for number in sorted(traits.passages)[:PASSAGES]}
    return frozenset(blake2b(key.encode(), digest_size=8).hexdigest() for key in found)


def _seasons(traits: Traits) -> list[str]:
    """The months a stay may be in and the one before and after; and those whose dates are open are found by all."""
    first, last = traits.profile.dates.first, traits.profile.dates.last
    if first is None:
        return [ANY_TIME]
    return [ANY_TIME, *(str(month) for month in range(_month(first) - 1, min(_month(last or first), _month(first) + 6) + 2))]


def _month(day: date) -> int:
    return day.year * 12 + day.month
