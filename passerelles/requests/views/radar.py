"""The radar: the network's requests as a list, a map, a calendar, by authority, by province."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from passerelles.places.drawing import drawings, outlines
from passerelles.requests.drawing import KEY
from passerelles.requests.queries import radar
from passerelles.requests.queries.asked_for import Filters
from passerelles.requests.queries.calendar import month_asked, month_of
from passerelles.requests.queries.map import map_of
from passerelles.requests.queries.months import year_of
from passerelles.requests.queries.tables import hosts_table, provinces_table


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    found = radar.radar(request.GET, request.user)
    return render(request, "requests/radar/requests.html", {"radar": found, "choices": radar.choices(found.filters, request.user)})


@require_safe
def on_map(request: HttpRequest) -> HttpResponse:
    shown = map_of(Filters.of(request.GET), request.user)
    drawn = [mark_safe(each) for each in drawings(shown.picture, key=KEY)]  # noqa: S308 - a drawing escapes what it says
    context = {"map": shown, "drawings": drawn, "outlines": mark_safe(outlines()), "choices": radar.choices(shown.filters, request.user)}  # noqa: S308
    return render(request, "requests/radar/map.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    first = month_asked(request.GET.get("month", ""))
    shown = {"month": month_of(first, request.user), "year": year_of(first.year, request.user)}
    return render(request, "requests/radar/month.html", shown)


@require_safe
def hosts(request: HttpRequest) -> HttpResponse:
    return render(request, "requests/radar/hosts.html", {"lines": hosts_table(request.user)})


@require_safe
def provinces(request: HttpRequest) -> HttpResponse:
    return render(request, "requests/radar/provinces.html", {"lines": provinces_table(request.user)})
