"""A coordinator notes what a host said elsewhere, and replies to a host's question."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from passerelles.register.views.sending import member, posted
from passerelles.requests import actions
from passerelles.requests.describing import dates_of, title_of
from passerelles.requests.forms.hearing import HeardForm, ReplyForm
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.answering import ANSWERABLE, questions_of
from passerelles.requests.views.deciding import done


def _host(request: HttpRequest, pk: int, host: int) -> Host:
    """A host of a request that the visitor decides of."""
    found = Host.objects.filter(request__in=Request.objects.decided_by(request.user))
    return get_object_or_404(found.select_related("organisation", "request__group", "request__asker"), pk=host, request=pk)


def note(request: HttpRequest, pk: int, host: int) -> HttpResponse:
    """Note an answer that came by telephone or letter."""
    held, form = _host(request, pk, host), HeardForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        noted = partial(actions.answer_for_host, held, said["accepts"], said["words"], source=form.source(), by=member(request))
        return done(request, held.request, noted)
    shown = {"form": form, "title": _("Note a host’s answer"), "can": held.state in ANSWERABLE, **_about(held)}
    return render(request, "requests/deciding/heard.html", shown)


def reply(request: HttpRequest, pk: int, host: int) -> HttpResponse:
    held, form = _host(request, pk, host), ReplyForm(posted(request))
    if form.is_valid():
        return done(request, held.request, lambda: actions.reply_to_host(held, form.cleaned_data["words"], by=member(request)))
    asked = [step for step in questions_of(held.request) if step.organisation_id == held.organisation_id]
    shown = {"form": form, "title": _("Reply to a host"), "question": asked[0] if asked else None, **_about(held)}
    return render(request, "requests/deciding/reply.html", shown)


def _about(host: Host) -> dict[str, Any]:
    return {"host": host, "asked": host.request, "about": title_of(host.request), "dates": dates_of(host.request)}
