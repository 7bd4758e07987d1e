"""Briefs to look at and to take away, as the visitor may see their subjects."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from passerelles.common.limits import Breach
from passerelles.people.queries import NOBODY
from passerelles.portal.briefs import Brief
from passerelles.portal.briefs.asking import Asked, groups_for
from passerelles.portal.briefs.printing import disposition, printed
from passerelles.portal.drawing import outlines
from passerelles.portal.opendata.limiting import PRINTED, in_line, not_now, too_often
from passerelles.register.queries.groups import groups_told_of


@login_not_required
@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/briefs.html", {"groups": groups_for(request.user)})


@login_not_required
@require_safe
def brief(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    asked = Asked.of(request.GET, request.user)
    made = _made(asked, kind, pk)
    told_of = groups_told_of(NOBODY).filter(pk=pk).first() if kind == "group" else None
    context = {"brief": made.laid, "asked": asked, "kind": kind, "pk": pk, "rows": made.laid.rows, "told_of": told_of, **_drawn(made)}
    return render(request, "portal/brief.html", context)


def _drawn(made: Brief) -> dict[str, Any]:
    """Its map beside each sheet, and the land they lie on."""
    drawn = zip(made.laid.sheets, made.maps(), strict=True)
    maps = [(sheet, mark_safe(each)) for sheet, each in drawn if each]  # noqa: S308 - a drawing escapes what it says
    return {"maps": maps, "outlines": mark_safe(outlines()) if maps else ""}  # noqa: S308


@login_not_required
@require_safe
def brief_pdf(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    asked = Asked.of(request.GET, request.user)
    try:
        with in_line(request):
            made = _made(asked, kind, pk)
            if (refused := too_often(request, PRINTED)) is not None:
                return refused
            pdf = printed(made)
    except Breach:
        return not_now(request, back=reverse("brief", args=[kind, pk]) + asked.query)
    headers = {"Content-Disposition": disposition(made), "Cache-Control": "private"}
    return HttpResponse(pdf, "application/pdf", headers=headers)


def _made(asked: Asked, kind: str, pk: int) -> Brief:
    subject = asked.subject(kind, pk)
    if subject is None:
        raise Http404
    return Brief.of(subject, asked.reader, asked.languages, timezone.localdate())
