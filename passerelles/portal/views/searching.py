"""Search: the page of results, and what is suggested while somebody types. Both show what the visitor may see and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.portal.queries import searching


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/search/search.html", {"search": searching.search(request.GET, request.user)})


@login_not_required
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    found = searching.suggest(request.GET.get("q", ""), request.user)
    return render(request, "portal/search/_suggestions.html", {"suggestions": found})
