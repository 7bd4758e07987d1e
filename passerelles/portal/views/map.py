"""The map: the page, and the drawing as a file."""

from collections.abc import Callable
from contextlib import nullcontext

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from passerelles.common.limits import Breach
from passerelles.portal.drawing import drawing, drawings, outlines
from passerelles.portal.drawing.printing import as_pdf, as_png
from passerelles.portal.drawing.signature import signed
from passerelles.portal.opendata.limiting import PRINTED, in_line, not_now, too_often
from passerelles.portal.queries.map import filters_of, map_of
from passerelles.register.queries import listing as lists


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    shown = map_of(filters_of(request.GET))
    drawn = [mark_safe(each) for each in drawings(shown.picture)]  # noqa: S308 - a drawing escapes what it says
    context = {"map": shown, "drawings": drawn, "outlines": mark_safe(outlines()), "choices": lists.choices(shown.filters)}  # noqa: S308
    return render(request, "portal/map.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, form: str) -> HttpResponse:
    if form != "svg" and (refused := too_often(request, PRINTED)) is not None:
        return refused
    layout = "tall" if request.GET.get("layout") == "tall" else "wide"
    drawn = drawing(map_of(filters_of(request.GET)).picture, layout=layout, foot=signed())
    write, kind = FORMS[form]
    try:
        with in_line(request) if form != "svg" else nullcontext():
            made = write(drawn)
    except Breach:
        return not_now(request, back=reverse("map"))
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'inline; filename="map.{form}"'})


FORMS: dict[str, tuple[Callable[[str], str | bytes], str]] = {
    "svg": (str, "image/svg+xml"),
    "png": (as_png, "image/png"),
    "pdf": (as_pdf, "application/pdf"),
}
