"""Find me a partner: for those who speak for an authority, and for coordinators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.people.models import Organisation
from passerelles.requests.queries.partnering import partner_page
from passerelles.requests.queries.suggestions import may_look_for


@require_safe
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("place"), pk=pk)
    if not may_look_for(organisation, request.user):
        raise Http404
    return render(request, "requests/partners.html", partner_page(organisation, request.user, request.GET.getlist("theme")))
