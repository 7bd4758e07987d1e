"""A visit's prints."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from passerelles.common.limits import Breach
from passerelles.common.turns import place
from passerelles.people.trying import whoever_asks
from passerelles.visits.models import Visit
from passerelles.visits.printing import PRINTS, printed
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.views.finding import visit_for


@require_safe
def visit_print(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    visit = visit_for(request, pk, Act.READ)
    if kind not in PRINTS:
        raise Http404
    return pdf_of(request, visit, kind, acts_of(request.user, visit)) or redirect(visit)


def pdf_of(request: HttpRequest, visit: Visit, kind: str, acts: frozenset[Act] = frozenset()) -> HttpResponse | None:
    """Return a print for somebody who may do this with the visit; none, and a message, where too many wait."""
    try:
        with place(whoever_asks(request)):
            pdf = printed(visit, kind, acts)
    except Breach:
        messages.error(request, _("Too much is being printed just now; try again in a minute."))
        return None
    headers = {"Content-Disposition": f'inline; filename="visit-{visit.pk}-{kind}.pdf"', "Cache-Control": "private"}
    return HttpResponse(pdf, "application/pdf", headers=headers)
