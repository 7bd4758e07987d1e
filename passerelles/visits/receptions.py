"""What visits say of who receives when (settings.RECEPTIONS): the visit of a request stands for it, one that was cancelled for nothing."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from passerelles.people.queries import Visitor
from passerelles.requests.queries.load import Reception
from passerelles.visits.models import Visit, VisitHost
from passerelles.visits.stages import VisitStage


def receptions(first: date, last: date, user: Visitor) -> Iterator[Reception]:
    """Return the receptions of visits that a visitor may know of, where they or their request meet some days: one a host."""
    meets = Q(visit__starts__lte=last, visit__ends__gte=first)
    meets |= Q(visit__request__starts__lte=last, visit__request__ends__gte=first)
    rows = VisitHost.objects.filter(meets, visit__in=Visit.objects.visible_to(user)).select_related("visit__visitor", "organisation")
    for row in rows.order_by("visit__starts", "pk"):
        visit = row.visit
        is_off = visit.stage == VisitStage.CANCELLED
        who, address = str(visit.visitor_wording), visit.get_absolute_url()
        yield Reception(row.organisation, visit.starts, visit.ends, who, address, visit.request_id, is_off)
