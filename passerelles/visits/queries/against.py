"""What stands against the days of a visit: its hosts' closed days and other receptions, holidays of both sides, great meetings."""

from passerelles.people.queries import Visitor
from passerelles.requests.queries.load import Conflict, conflicts_of
from passerelles.visits.models import Visit


def against(visit: Visit, user: Visitor) -> list[Conflict]:
    """Return what meets a visit's days, but the visit itself and the request it answers."""
    hosts = [host.organisation_id for host in visit.hosts.all()]
    found = conflicts_of(hosts, visit.starts, visit.ends, user, (visit.group.home, visit.group.partner))
    own = visit.get_absolute_url()
    return [each for each in found if each.address != own and (each.request is None or each.request != visit.request_id)]
