"""Find me a partner: for those who speak for an authority, and for coordinators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.people.models import Organisation
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.criteria.approvals import AS_OF
from passerelles.requests.queries.approvals import one_already
from passerelles.requests.queries.suggestions import departments_of, may_look_for, partners_for
from passerelles.requests.terms import RequestKind


@require_safe
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.select_related("place"), pk=pk)
    if not may_look_for(organisation, request.user):
        raise Http404
    chosen = [theme for theme in THEME_NAMES if theme in request.GET.getlist("theme")]
    found = partners_for(organisation, request.user, chosen)
    themes = [(theme, name, theme in chosen) for theme, name in THEME_NAMES.items()]
    departments = departments_of(RequestKind.PARTNER, chosen)
    context = {"organisation": organisation, "suggestions": found, "themes": themes, "departments": departments, "weighed_by": None}
    return render(request, "requests/partners.html", {**context, "against": one_already(organisation, request.user), "as_of": AS_OF})
