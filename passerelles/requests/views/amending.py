"""Changing, or withdrawing, a request by the network's own pages: for who entered it and for the organisation that asks."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.register.views.sending import member, posted
from passerelles.requests import actions
from passerelles.requests.actions.asking import withdraw as withdrawn
from passerelles.requests.describing import title_of
from passerelles.requests.forms.amending import AmendForm
from passerelles.requests.models import Request
from passerelles.requests.queries.file import came_of, may_withdraw
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import AMENDABLE
from passerelles.requests.views.deciding import done


def _own(request: HttpRequest, pk: int) -> Request:
    """A request that the visitor may change; it does not exist for others."""
    asked = get_object_or_404(Request.objects.visible_to(request.user).with_hosts(), pk=pk)
    if not may(request.user, Act.AMEND, asked):
        raise Http404
    return asked


def change(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own(request, pk)
    if asked.stage not in AMENDABLE:
        return redirect(asked)
    form = AmendForm(asked, posted(request))
    if form.is_valid() and _changed(request, asked, form):
        return redirect(asked)
    shown = {"asked": asked, "form": form, "about": title_of(asked), "seen": asked.changed_at, "may_withdraw": may_withdraw(asked)}
    shown["came_of"] = came_of(asked, request.user)
    return render(request, "requests/asking/change.html", shown)


def _changed(request: HttpRequest, asked: Request, form: AmendForm) -> bool:
    """Change it; what is refused is said above the form, which keeps what was written."""
    try:
        actions.amend(asked, form.said(), seen=_seen(request) or asked.begun_at, by=member(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("It is changed, and those who work on it are told."))
    return True


def _seen(request: HttpRequest) -> datetime | None:
    """Until when the page that was sent had read the request."""
    try:
        seen = parse_datetime(request.POST.get("seen", ""))
        return seen.astimezone(UTC) if seen else None
    except (ValueError, OverflowError):  # before the first day there is, in UTC
        return None


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _own(request, pk)
    return done(request, asked, lambda: withdrawn(asked, by=member(request)))
