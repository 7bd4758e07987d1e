"""An entry's key: what makes it the entry it is, written once. Same key, same entry."""

from collections.abc import Sequence

from passerelles.people.actions import folded
from passerelles.people.models import Group, Organisation

LONGEST = 600


def partnership(home: Organisation, partner: Organisation) -> str:
    return _key("partnership", home.key, partner.key)


def office(owner: Organisation, place_key: str) -> str:
    return _key("office", owner.key, place_key)


def practice(holder: Organisation, name: str) -> str:
    return _key("practice", holder.key, folded(name))


def project(title: str, organisations: Sequence[Organisation]) -> str:
    return _key("project", folded(title), *sorted(organisation.key for organisation in organisations))


def edition(series: str, ordinal: int) -> str:
    """An occasion that is one of a series."""
    return _key("occasion", folded(series), str(ordinal))


def occasion(kind: str, where: str, year: str) -> str:
    """Any other occasion: `where` is a place's key, a pair's key, or its folded name where neither is known."""
    return _key("occasion", folded(kind), where, year)


def network(of: Group | Organisation) -> str:
    return _key("network", of.slug if isinstance(of, Group) else of.key)


def _key(*parts: str) -> str:
    return "|".join(parts)[:LONGEST]
