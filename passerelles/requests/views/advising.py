"""Asking an opinion on a request, and giving one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from passerelles.register.views.sending import member, posted
from passerelles.requests.actions.advising import ask_opinion, give_opinion, may_give
from passerelles.requests.describing import title_of
from passerelles.requests.forms.advising import AskOpinionForm, GiveOpinionForm
from passerelles.requests.models import Opinion, Request
from passerelles.requests.views.deciding import done


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Request.objects.decided_by(request.user).with_hosts(), pk=pk)
    form = AskOpinionForm(posted(request))
    if form.is_valid():
        said = dict(form.cleaned_data)
        return done(request, asked, lambda: ask_opinion(asked, said.pop("of"), by=member(request), **said))
    shown = {"asked": asked, "about": title_of(asked), "form": form, "title": _("Ask an opinion"), "opinion": None}
    return render(request, "requests/deciding/opinion.html", shown)


def give(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    held = get_object_or_404(Opinion.objects.select_related("request__group", "request__asker", "organisation"), pk=opinion, request=pk)
    if not may_give(member(request), held):
        raise Http404
    form = GiveOpinionForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        return done(request, held.request, lambda: give_opinion(held, said["state"], said["words"], by=member(request)), back=request.path)
    shown = {"asked": held.request, "about": title_of(held.request), "form": form, "title": _("Give this opinion"), "opinion": held}
    return render(request, "requests/deciding/opinion.html", shown)
