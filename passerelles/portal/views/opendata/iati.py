"""What IATI would take of an organisation's partnerships, and what it would refuse and why."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.dumping import BY_NAME, records
from passerelles.portal.opendata.iati.checking import checked, of_organisation, organisations
from passerelles.portal.opendata.limiting import FILES, too_often
from passerelles.portal.opendata.referring import identifier_of
from passerelles.portal.opendata.site import about, address_of_site
from passerelles.portal.opendata.writers import streamed
from passerelles.register.queries.authorities import present


@login_not_required
@require_safe
def iati(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/opendata/iati.html", {"page": organisations(request.GET)})


@login_not_required
@require_safe
def iati_of(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _public(pk)
    context = {"organisation": organisation, "identifier": identifier_of(organisation), "checked": checked(organisation)}
    return render(request, "portal/opendata/iati_of.html", context)


@login_not_required
@require_safe
def iati_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The activities of an organisation that no rule refuses."""
    kind, site = BY_NAME["iati-activities.xml"], address_of_site(request)
    rows = of_organisation(_public(pk))
    if (refused := too_often(request, FILES)) is not None:
        return refused
    return StreamingHttpResponse(streamed(kind.writer(about(site)), records(rows, site)), content_type=kind.media)


def _public(pk: int) -> Organisation:
    """An organisation that everybody may know of."""
    if not present(NOBODY).filter(organisation=pk).exists():
        raise Http404
    return get_object_or_404(Organisation.objects.select_related("place"), pk=pk)
