"""The list of what a host looks at before it receives: for that host's officers, and nobody else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import look_at
from passerelles.visits.forms.precautions import PrecautionsForm
from passerelles.visits.models import VisitHost
from passerelles.visits.queries.precautions import looked_at, own_hosts
from passerelles.visits.rights import Act
from passerelles.visits.views.finding import done, visit_for


def precautions(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    host = _own(request, pk, number)
    form = PrecautionsForm(posted(request), held=looked_at(host, request.user))
    if form.is_valid() and done(request, lambda: look_at(host, form.said, by=member(request)), _("Kept.")):
        return redirect("precautions", pk, number)
    return render(request, "visits/precautions.html", {"host": host, "visit": host.visit, "form": form})


def _own(request: HttpRequest, pk: int, number: int) -> VisitHost:
    visit = visit_for(request, pk, Act.GUARD)
    for host in own_hosts(visit, request.user):
        if host.pk == number:
            host.visit = visit
            return host
    raise Http404
