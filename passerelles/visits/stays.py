"""What visits add to the radar's calendar (settings.STAYS): those that no request shows there."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from passerelles.people.queries import Visitor
from passerelles.requests.models import Request
from passerelles.requests.queries.calendar import Stay
from passerelles.requests.terms import Dating
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage


def stays(first: date, last: date, user: Visitor, most: int) -> Iterator[Stay]:
    """Return the first visits between two days that a visitor may know of, and one more where there are more than `most`.

    The request of a visit stands for it where it names days, and where the visitor may see it.
    """
    shown = Request.objects.visible_to(user).filter(dating=Dating.FIXED)
    rows = Visit.objects.visible_to(user).filter(Q(request=None) | ~Q(request__in=shown), starts__lte=last, ends__gte=first)
    for visit in rows.exclude(stage=VisitStage.CANCELLED).with_hosts().order_by("starts", "pk")[: most + 1]:
        hosts = [str(host.organisation) for host in visit.hosts.all()]
        is_sure = visit.stage != VisitStage.PREPARED
        yield Stay(str(visit.visitor_wording), hosts, visit.starts, visit.ends, visit.get_absolute_url(), is_sure)
