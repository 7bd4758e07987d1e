"""A small page of an authority's partnerships for a frame on its own site: public, without cookies, whoever looks at it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.site import address_of_site
from passerelles.register.queries.authorities import authority_page

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@login_not_required
@require_safe
@xframe_options_exempt
def widget(request: HttpRequest, pk: int) -> HttpResponse:
    """Written without the request, so that no cookie is read or set: what stands in a frame elsewhere is the same for everybody."""
    organisation = get_object_or_404(Organisation.objects.select_related("place__region", "place__successor"), pk=pk)
    page = authority_page(organisation, NOBODY)
    if page is None:
        raise Http404
    context = {"page": page, "site": address_of_site(request)}
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "public, max-age=600"}
    return HttpResponse(render_to_string("portal/opendata/widget.html", context), headers=headers)
