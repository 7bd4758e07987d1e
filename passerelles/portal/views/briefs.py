"""Briefs to look at and to take away, as the visitor may see their subjects."""

import hashlib
import threading

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from passerelles.common.limits import Breach
from passerelles.common.words import tongue
from passerelles.people.actions import folded
from passerelles.portal.briefs import Brief
from passerelles.portal.briefs.asking import Asked, groups_for

AT_ONCE = threading.BoundedSemaphore(2)  # children of one process of the site: whoever comes in between waits
PATIENCE = 20.0  # seconds
KEPT = 3600  # seconds for which the same brief is not set again


@login_not_required
@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/briefs.html", {"groups": groups_for(request.user)})


@login_not_required
@require_safe
def brief(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    asked = Asked.of(request.GET, request.user)
    laid = _made(asked, kind, pk).laid
    return render(request, "portal/brief.html", {"brief": laid, "asked": asked, "kind": kind, "pk": pk, "rows": laid.rows})


@login_not_required
@require_safe
def brief_pdf(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    asked = Asked.of(request.GET, request.user)
    made = _made(asked, kind, pk)
    pdf = printed(made)
    if pdf is None:
        return render(request, "portal/no_pdf.html", {"query": asked.query, "kind": kind, "pk": pk}, status=503)
    name = "-".join(["brief", folded(made.laid.title)[:80] or f"{kind}-{pk}", *map(tongue, asked.languages)])
    disposition = content_disposition_header(True, f"{name}.pdf")
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": disposition or "", "Cache-Control": "private"})


def _made(asked: Asked, kind: str, pk: int) -> Brief:
    subject = asked.subject(kind, pk)
    if subject is None:
        raise Http404
    return Brief.of(subject, asked.reader, asked.languages, timezone.localdate())


def printed(made: Brief) -> bytes | None:
    """Return a brief as PDF, set only where the same one was not lately; none where too much is asked of the site at once."""
    key = "brief/" + hashlib.sha256(repr(made.laid).encode("utf-8", "replace")).hexdigest()
    held: bytes | None = cache.get(key)
    if held is not None or not AT_ONCE.acquire(timeout=PATIENCE):
        return held
    try:
        held = made.pdf()
        cache.set(key, held, KEPT)
    except Breach:
        return None
    finally:
        AT_ONCE.release()
    return held
