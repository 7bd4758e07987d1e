"""What a host looked at before it received, for that host alone."""

from dataclasses import dataclass

from passerelles.people.queries import Visitor, standing
from passerelles.visits.models import Checked, Precaution, Visit, VisitHost
from passerelles.visits.precautions import items
from passerelles.visits.rights import Act


@dataclass(frozen=True, slots=True)
class Guarded:
    """How far one of somebody's own hosts is with its list."""

    host: VisitHost
    done: int
    of: int


def own_hosts(visit: Visit, user: Visitor) -> list[VisitHost]:
    """The hosts of a visit (fetched) that somebody speaks for."""
    return [host for host in visit.hosts.all() if host.organisation_id in standing(user).speaks_for]


def guarded(visit: Visit, user: Visitor, acts: frozenset[Act]) -> list[Guarded]:
    """Return how far each of somebody's own hosts is; nothing for anybody else."""
    if Act.GUARD not in acts:
        return []
    hosts = own_hosts(visit, user)
    looked = Precaution.objects.visible_to(user).filter(host__in=hosts).exclude(state=Checked.OPEN)
    done = list(looked.values_list("host", flat=True))
    return [Guarded(host, done.count(host.pk), len(items())) for host in hosts]


def looked_at(host: VisitHost, user: Visitor) -> dict[str, Precaution]:
    """Return item → what was noted."""
    return {each.item: each for each in Precaution.objects.visible_to(user).filter(host=host).select_related("by")}
