"""A visit's calendar, at an address that is its own key."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from passerelles.visits.calendar import calendar_of, visit_of
from passerelles.visits.models import Visit


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    visit = visit_of(token)
    if visit is None:
        raise Http404
    return as_calendar(visit, calendar_of(visit))


def as_calendar(visit: Visit, calendar: bytes) -> HttpResponse:
    answer = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="visit-{visit.pk}.ics"'
    answer["Cache-Control"] = "private, no-cache"
    return answer
