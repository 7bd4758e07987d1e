"""Asking an opinion on a request, and giving one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from passerelles.common.listing import listed
from passerelles.common.refusing import Refused
from passerelles.register.views.sending import member, posted
from passerelles.requests.actions.advising import advisers_of, ask_opinion, give_opinion, give_opinion_by_link, may_give
from passerelles.requests.describing import title_of
from passerelles.requests.forms.advising import AskOpinionForm, GiveOpinionForm
from passerelles.requests.models import Opinion, OpinionState, Request
from passerelles.requests.queries.opinions import hosts_going, opened_by
from passerelles.requests.stages import WAITING
from passerelles.requests.views.deciding import done


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Request.objects.decided_by(request.user).with_hosts(), pk=pk)
    form = AskOpinionForm(posted(request), asked=asked)
    if form.is_valid():
        return _asked(request, asked, form)
    shown = {**_told_of(asked), "form": form, "title": _("Ask an opinion"), "opinion": None, "is_over": False}
    return render(request, "requests/deciding/opinion.html", shown)


def _told_of(asked: Request) -> dict[str, Any]:
    """What an opinion is given on: whoever asks for it sees here what an outsider reads, who learns nobody's name."""
    return {"asked": asked, "about": title_of(asked), "hosts": [host.organisation.wording for host in hosts_going(asked)]}


def _asked(request: HttpRequest, asked: Request, form: AskOpinionForm) -> HttpResponse:
    """Ask, and say who was written to: where nobody was, whoever asks has to do it."""
    try:
        messages.success(request, _told(ask_opinion(asked, form.whom(), by=member(request), **form.said())))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(asked)


def _told(opinion: Opinion) -> str:
    people = opinion.email or listed(advisers_of(opinion))
    if people:
        return _("An opinion is asked. A mail goes to: %(people)s.") % {"people": people}
    words = _("It is noted that an opinion is asked. Nobody there has an account, and nobody was written to: ask %(who)s yourself.")
    return words % {"who": opinion.organisation}


def give(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    held = get_object_or_404(Opinion.objects.select_related("request__group", "request__asker", "organisation"), pk=opinion, request=pk)
    if not may_give(member(request), held):
        raise Http404
    form = GiveOpinionForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        return done(request, held.request, lambda: give_opinion(held, said["state"], said["words"], by=member(request)), back=request.path)
    return render(request, "requests/deciding/opinion.html", _shown(held, form))


def _shown(held: Opinion, form: GiveOpinionForm, is_over: bool = False) -> dict[str, Any]:
    is_open = held.state == OpinionState.ASKED and not is_over
    title = _("Give this opinion") if is_open else _("Your opinion")
    return {**_told_of(held.request), "form": form, "title": title, "opinion": held, "is_over": is_over}


@login_not_required
@never_cache
def give_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What an outsider was asked, by the link of their mail: what it is about, while it waits for an answer; nothing else of the file."""
    held = opened_by(token)
    if held is None:
        raise Http404
    form = GiveOpinionForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        return done(request, held.request, lambda: give_opinion_by_link(held, said["state"], said["words"]), back=request.path)
    return render(request, "requests/deciding/opinion.html", _shown(held, form, held.request.stage not in WAITING))
