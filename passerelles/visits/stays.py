"""What visits add to the radar's calendar (settings.STAYS): each in place of its request."""

from collections.abc import Iterator
from datetime import date

from passerelles.people.queries import Visitor
from passerelles.requests.queries.calendar import Stay
from passerelles.requests.stages import Stage
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage


def stays(first: date, last: date, user: Visitor, most: int) -> Iterator[Stay]:
    """Return the first visits between two days that a visitor may know of, and one more where there are more than `most`.

    Each stands for its request (visits/receptions.py tells which), whatever days that one names. It is sure once it is confirmed, and
    where its request was accepted.
    """
    rows = Visit.objects.visible_to(user).filter(starts__lte=last, ends__gte=first).exclude(stage=VisitStage.CANCELLED)
    for visit in rows.with_hosts().select_related("request").order_by("starts", "pk")[: most + 1]:
        hosts = [str(host.organisation) for host in visit.hosts.all()]
        is_sure = visit.stage != VisitStage.PREPARED or (visit.request is not None and visit.request.stage == Stage.ACCEPTED)
        yield Stay(str(visit.visitor_wording), hosts, visit.starts, visit.ends, visit.get_absolute_url(), is_sure)
