"""What other weights or shares would change of one request: the first authorities, or what the criteria say of its hosts, by both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor
from passerelles.requests.criteria import Criterion, Weighed, weigh
from passerelles.requests.models import Host, Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.assessing import MOST_HOSTS, facts_of
from passerelles.requests.queries.suggestions import Suggested, fullness_for, suggestions_by
from passerelles.requests.stages import CONCERNED
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


@dataclass(frozen=True, slots=True)
class HostWeighed:
    """What the criteria come to for one host, by the shares before and after."""

    host: Organisation
    before: Weighed
    after: Weighed

    @property
    def is_same(self) -> bool:
        return (self.before.total, self.before.proposed) == (self.after.total, self.after.proposed)


@dataclass(frozen=True, slots=True)
class SharesEffect:
    asked: Request
    rows: Sequence[HostWeighed]

    @property
    def changes_nothing(self) -> bool:
        return all(row.is_same for row in self.rows)


def weighed_examples_of(group: Group, user: Visitor) -> RequestQuerySet:
    """The requests of a group that have hosts, which the criteria weigh: the latest first."""
    hosts = Host.objects.filter(request=OuterRef("pk"), state__in=CONCERNED)
    return examples_of(group, user).filter(Exists(hosts))


def shares_effect_of(asked: Request, user: Visitor, *, before: Sequence[Criterion], after: Sequence[Criterion]) -> SharesEffect:
    """Return what the criteria say of a request's hosts by other shares, beside what they said."""
    hosts = asked.hosts.filter(state__in=CONCERNED).select_related("organisation").order_by("pk")[:MOST_HOSTS]
    known = facts_of(asked, [host.organisation for host in hosts], user)
    return SharesEffect(asked, [HostWeighed(host, weigh(facts, before), weigh(facts, after)) for host, facts in known])
