"""The yearly question as its coordinator opens, sends and follows it; and what lies ahead of the group's partnerships."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.people.queries import standing
from passerelles.register import actions
from passerelles.register.forms.campaigning import CampaignForm
from passerelles.register.models import Campaign, CampaignMail, MailState
from passerelles.register.queries.answers import progress
from passerelles.register.queries.life import life_in_groups
from passerelles.register.views.sending import member, posted


def _coordinator(request: HttpRequest) -> frozenset[int]:
    groups = standing(request.user).coordinates
    if not groups:
        raise PermissionDenied(_("This page is for the coordinators of a group."))
    return groups


def campaigns(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(_coordinator(request), posted(request))
    if form.is_valid():
        try:
            opened = actions.open_campaign(**form.cleaned_data, address=request.build_absolute_uri("/"), by=member(request))
            return redirect("campaign", opened.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    known = Campaign.objects.coordinated_by(request.user).select_related("group")
    return render(request, "register/campaign/campaigns.html", {"form": form, "campaigns": known})


def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    _coordinator(request)
    asked = get_object_or_404(Campaign.objects.coordinated_by(request.user).select_related("group"), pk=pk)
    return render(request, "register/campaign/campaign.html", _followed(asked))


def _followed(asked: Campaign) -> dict[str, object]:
    rows = [row for row in progress(asked) if row.asked]
    states = list(CampaignMail.objects.filter(campaign=asked).values_list("state", flat=True))
    return {
        "campaign": asked,
        "rows": rows,
        "done": sum(row.is_done for row in rows),
        "waiting": states.count(MailState.WAITING),
        "stuck": states.count(MailState.FAILED) + states.count(MailState.SENDING),
        "confirmations": asked.answers.filter(claim__state="proposed").count(),
    }


@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    asked = get_object_or_404(Campaign.objects.coordinated_by(request.user).select_related("group"), pk=pk)
    if act not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[act](request, asked))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("campaign", asked.pk)


def _send(request: HttpRequest, asked: Campaign) -> str:
    done = actions.send_waiting(asked)
    sent = ngettext("%(count)d mail was sent.", "%(count)d mails were sent.", done["sent"]) % {"count": done["sent"]}
    failed = done["failed"] + done["sending"]
    return sent + (" " + _("%(count)d could not be: see below.") % {"count": failed} if failed else "")


def _remind(request: HttpRequest, asked: Campaign) -> str:
    count = actions.remind(asked, by=member(request))
    return ngettext("%(count)d reminder waits to be sent.", "%(count)d reminders wait to be sent.", count) % {"count": count}


def _again(request: HttpRequest, asked: Campaign) -> str:
    count = actions.send_again(asked, by=member(request))
    return ngettext("%(count)d mail waits to be sent.", "%(count)d mails wait to be sent.", count) % {"count": count}


def _accept(request: HttpRequest, asked: Campaign) -> str:
    count = actions.accept_confirmations(asked, by=member(request))
    return ngettext("%(count)d confirmation is accepted.", "%(count)d confirmations are accepted.", count) % {"count": count}


def _close(request: HttpRequest, asked: Campaign) -> str:
    actions.close_campaign(asked, by=member(request))
    return _("The campaign is closed: its links open no more.")


ACTS = {"send": _send, "remind": _remind, "again": _again, "accept": _accept, "close": _close}


def life(request: HttpRequest) -> HttpResponse:
    ahead = life_in_groups(request.user, _coordinator(request))
    return render(request, "register/campaign/life.html", {"life": ahead})
