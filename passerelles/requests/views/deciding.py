"""Deciding of a request: first the letter is looked at, then it is decided and sent; and a host's answer."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Group, User
from passerelles.people.queries import standing
from passerelles.register.views.sending import member
from passerelles.requests import actions
from passerelles.requests.criteria import ANSWERS
from passerelles.requests.describing import dates_of, title_of
from passerelles.requests.forms.deciding import (
    AcceptForm,
    AnswerForm,
    AskHostsForm,
    AskMoreForm,
    DecideForm,
    DeclineForm,
    RedirectForm,
    ReopenForm,
)
from passerelles.requests.letters import draft_of
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.queries.answering import hosts_to_answer, talk_with
from passerelles.requests.queries.shares import published_tables
from passerelles.requests.stages import Stage


class Choice(NamedTuple):
    """One thing that can be decided: what the page is called, its form, what is done."""

    title: Promise
    form: type[DecideForm]
    act: Callable[..., Any]


CHOICES = {
    "ask_hosts": Choice(
        _("Ask hosts"), AskHostsForm, lambda asked, said, by: actions.ask_hosts(asked, list(said.pop("hosts")), by=by, **said)
    ),
    "accept": Choice(
        pgettext_lazy("a request", "Accept"),
        AcceptForm,
        lambda asked, said, by: actions.accept(asked, list(said.pop("hosts")), by=by, **said),
    ),
    "redirect": Choice(_("Name another door"), RedirectForm, lambda asked, said, by: actions.redirect(asked, by=by, **said)),
    "ask_more": Choice(_("Ask for more"), AskMoreForm, lambda asked, said, by: actions.ask_more(asked, by=by, **said)),
    "decline": Choice(pgettext_lazy("a request", "Decline"), DeclineForm, lambda asked, said, by: actions.decline(asked, by=by, **said)),
    "reopen": Choice(_("Open again"), ReopenForm, lambda asked, said, by: actions.reopen(asked, by=by, **said)),
}


def decide(request: HttpRequest, pk: int, choice: str) -> HttpResponse:
    asked = get_object_or_404(Request.objects.decided_by(request.user).with_hosts(), pk=pk)
    if choice not in CHOICES:
        raise Http404
    asked.stage = _seen(request, asked)
    form = _filled(request, CHOICES[choice].form, asked)
    if form.is_valid() and "decide" in request.POST and _decided(request, asked, choice, form):
        return redirect(asked)
    answer = form.answer() if form.is_valid() else None
    draft = draft_of(asked, answer, str(request.user)) if answer else None
    shown = {"asked": asked, "form": form, "choice": choice, "title": CHOICES[choice].title, "about": title_of(asked), "draft": draft}
    return render(request, "requests/deciding/decide.html", shown)


def _seen(request: HttpRequest, asked: Request) -> str:
    """The stage at which whoever decides saw the request: the decision is of that one, and of no other that somebody made of it since."""
    seen = request.POST.get("seen", "")
    return seen if seen in Stage.values else asked.stage


def _decided(request: HttpRequest, asked: Request, choice: str, form: DecideForm) -> bool:
    """Whether it was decided; if not, the form says why, keeps what was typed, and is of the request as it is now."""
    try:
        CHOICES[choice].act(asked, form.said(), member(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        asked.refresh_from_db(fields=["stage"])
        return False
    messages.success(request, _done_words(asked, form))
    return True


def _done_words(asked: Request, form: DecideForm) -> str:
    if form.has_letter and not asked.contact_email:
        return gettext("It is decided. There was no address: the letter is on this page, hand it over yourself.")
    return gettext("It is done, and those concerned are told.")


def _filled(request: HttpRequest, form: type[DecideForm], asked: Request) -> DecideForm:
    """The form as it was posted, or begun with what a link says, or gone on with while a name is looked for.

    (A draft is posted, too: its words belong in no address and no log.)
    """
    if request.method == "POST" and "seek" not in request.POST:
        return form(asked, request.POST, by=request.user)
    begun = request.POST if request.method == "POST" else request.GET
    return form(asked, by=request.user, initial={name: values if name in ("hosts", "to") else values[-1] for name, values in begun.lists()})


def done(request: HttpRequest, asked: Request, act: Callable[[], Any], back: str = "") -> HttpResponse:
    """Do it, and go back to the request's page, or where it says: with what was refused, where it was."""
    try:
        act()
        messages.success(request, _("It is done, and those concerned are told."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(back or asked.get_absolute_url())


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Request.objects.visible_to(request.user).with_hosts(), pk=pk)
    if asked.joined_to_id:  # a mail of before leads here still: the joint request is what is answered
        return redirect("request_answer", asked.joined_to_id)
    hosts = hosts_to_answer(asked, standing(request.user).speaks_for)
    form = AnswerForm(hosts, request.POST or None)
    if form.is_valid():
        return done(request, asked, partial(_say, member(request), **form.cleaned_data))
    if not hosts:
        return redirect("request", asked.pk)
    shown = {"asked": asked, "title": title_of(asked), "dates": dates_of(asked), "rows": _rows(hosts), "form": form}
    return render(request, "requests/deciding/answer.html", shown)


def _rows(hosts: "QuerySet[Host]") -> list[tuple[Host, list[Step], AnswerForm]]:
    """Each host with what it asked and was told, and its form."""
    talk = talk_with(hosts)
    return [(host, talk[host.organisation_id], AnswerForm(hosts, auto_id=f"host-{host.pk}-%s")) for host in hosts]


def _say(by: User, host: Host, accepts: str, words: str) -> None:
    """Do what a host's button says."""
    if accepts == "ask":
        actions.ask_as_host(host, words, by=by)
    else:
        actions.answer_as_host(host, accepts == "yes", words, by=by)


@login_not_required
def criteria(request: HttpRequest) -> HttpResponse:
    groups = Group.objects.filter(pk__in=standing(request.user).coordinates).order_by("slug")
    return render(request, "requests/criteria.html", {"tables": published_tables(), "answers": ANSWERS, "groups": groups})
