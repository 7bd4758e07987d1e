"""What a delegation without an account sees of its visit, by the link that was mailed to it. Opening it writes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from passerelles.visits.actions import agree_by_link
from passerelles.visits.calendar import calendar_of
from passerelles.visits.delegation import SHOWN, opened
from passerelles.visits.models import Commitment, Visit
from passerelles.visits.queries.delegation import delegation_page
from passerelles.visits.views.calendar import as_calendar
from passerelles.visits.views.finding import done
from passerelles.visits.views.printing import pdf_of


def visit_of(token: str, *, shown: bool = False) -> Visit:
    """The visit of a link: 404 where it opens none (any more), or where there is no programme yet and one is asked for."""
    visit = opened(token)
    if visit is None or (shown and visit.stage not in SHOWN):
        raise Http404
    return visit


@login_not_required
@never_cache
@require_safe
def delegation(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "visits/delegation.html", {"page": delegation_page(visit_of(token), token)})


@login_not_required
@require_safe
def booklet(request: HttpRequest, token: str) -> HttpResponse:
    return pdf_of(request, visit_of(token, shown=True), "booklet") or redirect("delegation", token)


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    visit = visit_of(token, shown=True)
    return as_calendar(visit, calendar_of(visit, reverse("delegation", args=[token])))


@login_not_required
@require_POST
def agree(request: HttpRequest, token: str, number: int) -> HttpResponse:
    found = get_object_or_404(Commitment.objects.filter(visit=visit_of(token), is_offered=True), pk=number)
    done(request, lambda: agree_by_link(found), _("Agreed for your side."))
    return redirect("delegation", token)
