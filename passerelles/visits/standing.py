"""What visits say to whoever would open their requests again, or erase their people."""

from datetime import date

from django.utils.translation import gettext as _

from passerelles.requests.models import Request
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage


def why_not_reopened(request: Request) -> str:
    """Return why an accepted request cannot be opened again; nothing where its visit was cancelled, or there is none."""
    visit = Visit.objects.filter(request=request).exclude(stage=VisitStage.CANCELLED).first()
    if visit is None:
        return ""
    return _("It has its visit, which is “%(now)s”: cancel the visit first.") % {"now": visit.get_stage_display()}


def later(day: date) -> set[int]:
    """Return the requests whose visit ends on a day or after it: whoever asked is written to until then."""
    rows = Visit.objects.filter(ends__gte=day, request__isnull=False).exclude(stage=VisitStage.CANCELLED)
    return {pk for pk in rows.values_list("request", flat=True) if pk}
