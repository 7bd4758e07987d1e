"""What the public asks: the form, and the page that the mailed link opens. Opening a link writes nothing: machines open links, too."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.listing import listed
from passerelles.common.refusing import Refused
from passerelles.people.models import Group
from passerelles.register.naming import label_of_key
from passerelles.requests.actions import asking
from passerelles.requests.actions.amending import CORRECTED, amend_as_asker, complete
from passerelles.requests.describing import NEXT, asker_of, dates_of, delegation_of, themes_of
from passerelles.requests.files import said_formats
from passerelles.requests.forms.asking import AskForm, written
from passerelles.requests.forms.proof import ProofForm
from passerelles.requests.models import Request
from passerelles.requests.queries.answered import answered_of, question_to
from passerelles.requests.queries.asking import asked_by, known_of
from passerelles.requests.rights import may_remove
from passerelles.requests.stages import ADDED_TO, MOVES, UNSENT, Stage
from passerelles.requests.terms import LANGUAGES
from passerelles.requests.views.keeping import is_from_here, kept, stale
from passerelles.requests.views.often import why_not_sent, why_not_told


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def site(request: HttpRequest) -> str:
    """The site's address, as links in mails begin."""
    return settings.SITE_ADDRESS or request.build_absolute_uri("/")


@login_not_required
@never_cache
@csrf_exempt  # asked below, so that a page that holds no more loses nothing
def ask(request: HttpRequest) -> HttpResponse:
    """The form: sent, kept as a draft, or shown again with all that was written."""
    is_draft = "draft" in request.POST
    form, proof = AskForm(posted(request), is_draft=is_draft, initial=known_of(request.user)), ProofForm(posted(request))
    is_ours = is_from_here(request)
    if not is_ours:
        stale(form)
    if form.is_bound and all([form.is_valid(), proof.is_valid()]) and not too_often(request, form):
        act = asking.save_draft if is_draft else asking.submit
        act(form.said(), address=site(request))
        return redirect("ask_draft_kept" if is_draft else "ask_sent")
    context = {"form": form, "proof": proof, "stamp": proof.stamp_to_keep(), "has_groups": Group.objects.exists()}
    return render(request, "requests/asking/ask.html", context, status=200 if is_ours else 403)


def too_often(request: HttpRequest, form: AskForm, found: Request | None = None) -> bool:
    """Say so where too many mails would be written: the link's to who asks, or to those who work on what is `found`."""
    if "contact_email" in form.fields:
        words = why_not_sent(request, form.cleaned_data["contact_email"])
    else:
        words = why_not_told(request, found) if found and found.stage not in UNSENT else ""
    if words:
        form.add_error(None, words)
    return bool(words)


@login_not_required
@require_safe
def sent(request: HttpRequest, is_draft: bool) -> HttpResponse:
    """What happens next: the same page whatever the address is."""
    return render(request, "requests/asking/sent.html", {"is_draft": is_draft})


def no_link(request: HttpRequest) -> HttpResponse:
    """A link that opens nothing; what was typed in a form that it opened once is not lost."""
    return kept(request, "requests/asking/no_link.html", status=404 if is_from_here(request) else 403)


@login_not_required
@never_cache
@require_safe
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """A request as its asker sees it: how far it is, what may be done."""
    found = asked_by(token)
    return render(request, "requests/asking/asked.html", shown(found, token)) if found else no_link(request)


def shown(found: Request, token: str) -> dict[str, Any]:
    stage = Stage(found.stage)
    return {
        "asked": found,
        "token": token,
        "asker": asker_of(found),
        "understood": label_of_key(found.asker_place.key) if found.asker_place else "",
        "dates": dates_of(found),
        "themes": listed(themes_of(found)),
        "delegation": delegation_of(found),
        "tongues": listed(str(LANGUAGES[code]) for code in found.languages if code in LANGUAGES),
        "answered": answered_of(found),
        "question": question_to(found),
        "next": NEXT.get(stage, ""),
        "attachments": [(each, may_remove(None, each, found)) for each in found.attachments.all()],
        "may_add": stage in ADDED_TO,
        "formats": said_formats(),
        "waits": stage == Stage.UNCONFIRMED,
        "is_corrected": stage in ADDED_TO and stage != Stage.DRAFT,
        "may_withdraw": Stage.WITHDRAWN in MOVES[stage],
        "more": [part for path in settings.ASKED if (part := import_string(path)(found))],
    }


@login_not_required
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The button of the page: pressed again, it says kindly that it was pressed."""
    found = asked_by(token)
    if found and found.stage == Stage.UNCONFIRMED and (words := why_not_told(request, found)):
        messages.error(request, words)
        return redirect("asked", token)
    done = _("Thank you. Your request is confirmed; the network’s coordinator was told.")
    return pressed(request, token, asking.confirm, done, refusing=messages.info)


@login_not_required
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    return pressed(request, token, asking.withdraw, _("Your request is withdrawn."))


def pressed(
    request: HttpRequest, token: str, act: Callable[..., Any], done: str, refusing: Callable[..., None] = messages.error
) -> HttpResponse:
    """Do what a button of the asker's page stands for, and show the page again."""
    found = asked_by(token)
    if found is None:
        return no_link(request)
    try:
        act(found)
        messages.success(request, done)
    except Refused as refused:
        refusing(request, str(refused))
    return redirect("asked", token)


@login_not_required
@never_cache
@csrf_exempt  # asked below
def write(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with a draft, or complete what more was asked about."""
    found = asked_by(token)
    if found is None:
        return no_link(request)
    if found.stage not in ADDED_TO:
        return overtaken(request, found, token) if request.method == "POST" else redirect("asked", token)
    form = form_of(request, found)
    if form.is_bound and form.is_valid() and not too_often(request, form, found):
        return done(request, token, found, form)
    shown = {"form": form, "asked": found, "token": token, "seen": found.changed_at.isoformat(), "question": question_to(found)}
    return render(request, "requests/asking/write.html", shown, status=200 if is_from_here(request) else 403)


def form_of(request: HttpRequest, found: Request) -> AskForm:
    """The form of a draft; or, once a request was confirmed, without what it is known by. Refused where its page holds no more, or where
    another window with it was quicker.
    """
    without = () if found.stage == Stage.DRAFT else ("group", "contact_email")
    shown = Request.objects.get(pk=found.pk)  # a form writes what it reads into the row it was given
    form = AskForm(posted(request), instance=shown, initial=written(found), is_draft="draft" in request.POST, without=without)
    if not is_from_here(request):
        stale(form)
    _check_seen(request, found, form)
    return form


def _check_seen(request: HttpRequest, found: Request, form: AskForm) -> None:
    """Of two windows with one draft, the second to save is told that there is something newer; saving once more is its decision."""
    now = found.changed_at.isoformat()
    if request.POST.get("seen", "" if found.stage in CORRECTED and form.is_bound else now) != now:
        form.add_error(None, _("This was changed in another window meanwhile. What you wrote here is below: sent again, it replaces that."))


def done(request: HttpRequest, token: str, found: Request, form: AskForm) -> HttpResponse:
    """Keep what was written: as a draft, sent, or as what was asked for, or corrected."""
    try:
        if found.stage != Stage.DRAFT:
            messages.success(request, _completed(request, found, form))
            return redirect("asked", token)
        if "draft" not in request.POST:
            asking.submit(form.said(), address=site(request), draft=found)
            return redirect("ask_sent")
        asking.save_draft(form.said(), address=site(request), draft=found)
        return redirect("ask_draft_kept")
    except Refused:
        return overtaken(request, found, token)


def _completed(request: HttpRequest, found: Request, form: AskForm) -> str:
    """Take what an asker adds or corrects; return what they are told."""
    if found.stage == Stage.QUESTIONED:
        complete(found, form.said())
        return _("Thank you. The network’s coordinator was told.")
    if found.stage == Stage.UNCONFIRMED:
        asking.correct(found, form.said())
        return _("It is corrected. Look at it once more, then confirm it.")
    is_changed = amend_as_asker(found, form.said())
    return _("Thank you. Those who work on it were told.") if is_changed else _("Nothing was changed.")


def overtaken(request: HttpRequest, found: Request, token: str) -> HttpResponse:
    """Another window was quicker: what was typed here went nowhere, and is not lost."""
    return kept(request, "requests/asking/overtaken.html", status=409, asked=found, token=token)
