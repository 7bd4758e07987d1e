"""The first page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from passerelles.portal.drawing import drawings, outlines
from passerelles.portal.queries.home import front_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    front = front_of(request.user)
    drawn = [mark_safe(each) for each in drawings(front.picture, opens=False)]  # noqa: S308 - a drawing escapes what it says
    context = {"front": front, "home": front.register, "drawings": drawn, "outlines": mark_safe(outlines())}  # noqa: S308
    return render(request, "portal/home.html", context)
