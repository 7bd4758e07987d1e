"""Two entries side by side: what is said of each, property by property."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from passerelles.people.models import User
from passerelles.register.models import Claim, Entry
from passerelles.register.properties import properties_of
from passerelles.register.queries.duplicates import told_to


@dataclass(frozen=True, slots=True)
class Row:
    """A property, and the claims on it of either entry."""

    title: Any
    one: list[Claim]
    other: list[Claim]

    @property
    def is_same(self) -> bool:
        return {claim.canonical for claim in self.one} == {claim.canonical for claim in self.other}


def side_by_side(one: Entry, other: Entry, user: User) -> list[Row]:
    """Return what a coordinator may see of both, without properties that nothing is said of."""
    mine, theirs = _said(one, user), _said(other, user)
    rows = [Row(each.title, mine[each.name], theirs[each.name]) for each in properties_of(one.kind)]
    return [row for row in rows if row.one or row.other]


def _said(entry: Entry, user: User) -> dict[str, list[Claim]]:
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in told_to(user).about(entry).order_by("name", "pk"):
        said[claim.name].append(claim)
    return said
