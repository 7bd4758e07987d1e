"""A request's page, for people of the network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.requests.models import Request
from passerelles.requests.queries.file import came_of, file_of
from passerelles.requests.views.parts import parts_of


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Request.objects.visible_to(request.user).with_hosts(), pk=pk)
    shown = {**file_of(asked, request.user), "came_of": came_of(asked, request.user), "parts": parts_of(asked, request)}
    return render(request, "requests/request.html", shown)
