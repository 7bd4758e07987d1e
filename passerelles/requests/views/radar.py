"""The radar: the network's requests as a list, a calendar, by authority, by province."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.requests.queries import radar


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    found = radar.radar(request.GET, request.user)
    return render(request, "requests/radar/requests.html", {"radar": found, "choices": radar.choices(found.filters, request.user)})
