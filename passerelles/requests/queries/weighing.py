"""What other weights would change: the first authorities for one request, by the ones and by the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.people.models import Group
from passerelles.people.queries import Visitor
from passerelles.requests.models import Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.suggestions import Suggested, fullness_for, suggestions_by
from passerelles.requests.suggesting import Weights


@dataclass(frozen=True, slots=True)
class Moved:
    """An authority among the first: its place and points by both weights; none where it is not among the first by the ones before."""

    shown: Suggested
    place: int
    was: int | None
    points_were: float | None

    @property
    def rise(self) -> int:
        return self.was - self.place if self.was else 0


@dataclass(frozen=True, slots=True)
class Effect:
    """The first ones by the weights after, and who was among them by those before only."""

    asked: Request
    rows: Sequence[Moved]
    gone: Sequence[tuple[int, Suggested]]

    @property
    def changes_nothing(self) -> bool:
        return not self.gone and all(row.was == row.place for row in self.rows)


def examples_of(group: Group, user: Visitor) -> RequestQuerySet:
    """The requests of a group that its coordinator may try weights on, the latest first."""
    return Request.objects.visible_to(user).filter(group=group).leading().select_related("group", "asker", "asker_place").order_by("-pk")


def effect_of(asked: Request, user: Visitor, *, before: Weights, after: Weights) -> Effect:
    """Return what a request's suggestions are by other weights, beside what they were."""
    was, now = suggestions_by([before, after], asked, user, load=fullness_for(asked, user))
    places = {each.place.pk: (place, each.points) for place, each in enumerate(was, 1)}
    rows = [Moved(each, place, *places.get(each.place.pk, (None, None))) for place, each in enumerate(now, 1)]
    still = {each.place.pk for each in now}
    return Effect(asked, rows, [(place, each) for place, each in enumerate(was, 1) if each.place.pk not in still])
