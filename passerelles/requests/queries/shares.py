"""The shares of the criteria: as published, as a group counts them, and who set them when."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from passerelles.common.words import Wording, wording
from passerelles.people.models import Group
from passerelles.requests.criteria import Criterion, published, with_shares
from passerelles.requests.models import GroupCriteria
from passerelles.requests.queries.weights import Setting

Criteria = tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The criteria as one group uses them; `group` is none for the network's own."""

    criteria: Criteria
    group: Wording | None = None


@dataclass(frozen=True, slots=True)
class ShareChange:
    """One share that somebody changed: from what, to what."""

    criterion: Criterion
    before: int
    after: int

    @property
    def label(self) -> str:
        return wording(self.criterion.name).text


def criteria_of(group: int) -> Criteria:
    """Return the criteria with a group's shares."""
    own = GroupCriteria.objects.filter(group=group).first()
    return with_shares(own.shares) if own else published()


def beside_published(criteria: Criteria) -> dict[str, int]:
    """Return the shares that are not the published ones."""
    return {each.key: each.share for each, other in zip(criteria, published(), strict=True) if each.share != other.share}


def published_tables() -> list[Table]:
    """Return the criteria as everybody may read them: the network's, then those of groups that count otherwise."""
    latest = {each.group_id: each for each in GroupCriteria.objects.select_related("group").order_by("group__slug", "pk")}
    own = [Table(with_shares(each.shares), each.group.wording) for each in latest.values()]
    return [Table(published()), *(table for table in own if beside_published(table.criteria))]


def shares_set(group: Group, most: int = 20) -> list[Setting]:
    """Return how a group's own shares were set, the latest first."""
    rows = list(GroupCriteria.objects.filter(group=group).select_related("set_by")[: most + 1])
    held = [*(with_shares(row.shares) for row in rows), published()]
    told = zip(rows[:most], pairwise(held), strict=False)
    return [Setting(str(row.set_by or "—"), row.set_at, _changes(before, after), not row.shares) for row, (after, before) in told]


def _changes(before: Criteria, after: Criteria) -> Sequence[ShareChange]:
    pairs = zip(before, after, strict=True)
    return [ShareChange(now, was.share, now.share) for was, now in pairs if was.share != now.share]
