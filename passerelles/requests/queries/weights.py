"""What reasons are worth for a group: its own weights over those of the groups above it, and who set them when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from passerelles.people.models import Group, GroupMember, Organisation
from passerelles.requests.explaining import WEIGHED
from passerelles.requests.models import GroupWeights
from passerelles.requests.suggesting import Weights
from passerelles.requests.suggesting.weights import OWN, Changes


def weights_of(group: Group) -> Weights:
    """Return the weights in force for a group."""
    return _laid(_lineage(group))


def inherited_by(group: Group) -> Weights:
    """Return the weights that a group would have without its own."""
    return _laid(_lineage(group)[1:])


def _lineage(group: Group) -> Sequence[int]:
    return Group.objects.lineages([group.pk])[group.pk]


def _laid(lineage: Sequence[int]) -> Weights:
    """The own weights of several groups laid over each other, the first one's on top."""
    rows = GroupWeights.objects.filter(group__in=lineage).order_by("pk").values_list("group", "changes")
    latest = dict(rows)
    weights = Weights.standard()
    for group in reversed(lineage):
        weights = weights.kept(latest.get(group, {}))
    return weights


def group_looking_for(organisation: Organisation, home: str, partner: str) -> Group | None:
    """Return the group by whose weights partners of an authority are suggested: the widest it is in, else the widest of these sides."""
    groups = list(Group.objects.filter(home__in=(home, partner), partner__in=(home, partner)).from_the_top())
    own = set(GroupMember.objects.filter(organisation=organisation).in_force().values_list("group", flat=True))
    return next((group for group in groups if group.pk in own), groups[0] if groups else None)


@dataclass(frozen=True, slots=True)
class Change:
    """One weight that somebody changed: from what, to what."""

    table: str
    name: str
    before: float
    after: float

    @property
    def label(self) -> str:
        return str(WEIGHED[self.table, self.name])


class Told(Protocol):
    """A change as the history tells it: of what, from what, to what."""

    @property
    def label(self) -> str: ...
    @property
    def before(self) -> float: ...
    @property
    def after(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """Who set a group's weights, or shares, when, and what differs from before; nothing changed by name is back to the default."""

    by: str
    at: datetime
    changes: Sequence[Told]
    is_reset: bool


def settings_of(group: Group, most: int = 20) -> list[Setting]:
    """Return how a group's own weights were set, the latest first. Those of groups above are counted as they are today."""
    rows = list(GroupWeights.objects.filter(group=group).select_related("set_by")[: most + 1])
    base = inherited_by(group)
    held = [*(base.kept(row.changes) for row in rows), base]
    told = zip(rows[:most], held, held[1:], strict=False)
    return [Setting(str(row.set_by), row.set_at, list(differences(before, after)), not row.changes) for row, after, before in told]


def differences(before: Weights, after: Weights) -> Iterable[Change]:
    changed: Changes = after.beside(before)
    for table in OWN:
        for name, worth in changed.get(table, {}).items():
            yield Change(table, name, getattr(before, table)[name], worth)
