"""Writing pages: drafts, a preview that keeps nothing, publishing, the history of each text."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.refusing import Refused
from passerelles.common.words import tongue
from passerelles.pages import actions, queries
from passerelles.pages.forms import PageForm, TextForm
from passerelles.pages.models import Page, Text, Version
from passerelles.people.models import User
from passerelles.people.queries import standing


def _writer(request: HttpRequest) -> User:
    if not standing(request.user).judges:
        raise PermissionDenied(_("Pages are written by coordinators; a group’s by its own."))
    return cast("User", request.user)


def _page(request: HttpRequest, pk: int) -> Page:
    _writer(request)
    return get_object_or_404(Page.objects.written_by(request.user).select_related("group"), pk=pk)


def _text(request: HttpRequest, pk: int, language: str) -> Text:
    return get_object_or_404(Text.objects.select_related("page", "published"), page=_page(request, pk), language=language)


@require_safe
def desk_pages(request: HttpRequest) -> HttpResponse:
    _writer(request)
    found = queries.listed(queries.writable(request.user), drafts=True)
    return render(request, "pages/desk/pages.html", {"pages": found, "tongues": queries.languages()})


def new_page(request: HttpRequest) -> HttpResponse:
    by = _writer(request)
    form = PageForm(standing(by).coordinates, request.POST or None)
    if form.is_valid():
        try:
            page = actions.open_page(form.place, by=by)
            return redirect("write_page", page.pk, tongue())
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "pages/desk/new.html", {"form": form})


def move(request: HttpRequest, pk: int) -> HttpResponse:
    page, by = _page(request, pk), _writer(request)
    form = PageForm(standing(by).coordinates, request.POST or None, initial=PageForm.said_of(page))
    if form.is_valid():
        try:
            actions.move_page(page, form.place, by=by)
            return redirect("desk_pages")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "pages/desk/move.html", {"form": form, "page": page})


def write_text(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    page, by = _page(request, pk), _writer(request)
    if language not in queries.languages():
        raise Http404
    last = queries.last_version(queries.text_of(page, language))
    form = TextForm(request.POST or None, initial=_held(last))
    context = {"page": page, "language": language, "last": last, "form": form, "tongues": queries.languages()}
    if form.is_valid() and request.POST.get("act") != "preview":
        return _kept(request, page, language, form, by, context)
    preview = queries.laid(page, form.cleaned_data["body"]) if form.is_valid() else None
    return render(request, "pages/desk/write.html", {**context, "preview": preview, "theirs": None})


def _held(last: Version | None) -> dict[str, object]:
    return {"title": last.title, "body": last.body, "seen": last.number} if last else {"seen": 0}


def _kept(request: HttpRequest, page: Page, language: str, form: TextForm, by: User, context: dict[str, object]) -> HttpResponse:
    try:
        version = actions.write(page, language, form.draft, by=by)
        if request.POST.get("act") == "publish":
            actions.publish(version, by=by)
            messages.success(request, _("Published."))
            return redirect(page)
        messages.success(request, _("Kept as a draft: nobody but the writers sees it."))
        return redirect("write_page", page.pk, language)
    except actions.Overtaken as overtaken:
        return render(request, "pages/desk/write.html", {**context, **_both(page, language, form, overtaken)}, status=409)


def _both(page: Page, language: str, form: TextForm, overtaken: Refused) -> dict[str, object]:
    """What who comes second is shown: both texts, and a form that now follows theirs."""
    theirs = queries.last_version(queries.text_of(page, language))
    mine = form.draft
    again = TextForm({"title": mine.title, "body": mine.body, "note": mine.note, "seen": theirs.number if theirs else 0})
    again.add_error(None, str(overtaken))
    changes = queries.changes(theirs.body if theirs else "", mine.body)
    return {"form": again, "last": theirs, "theirs": theirs, "changes": changes, "preview": None}


@require_safe
def text_history(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    text = _text(request, pk, language)
    versions, publications = queries.history(text)
    return render(request, "pages/desk/history.html", {"text": text, "versions": versions, "publications": publications})


@require_safe
def version(request: HttpRequest, pk: int, language: str, number: int) -> HttpResponse:
    text = _text(request, pk, language)
    asked = get_object_or_404(text.versions.select_related("by"), number=number)
    before = text.versions.filter(number=number - 1).first()
    context = {"text": text, "version": asked, "shown": queries.laid(text.page, asked.body)}
    changes = queries.changes(before.body if before else "", asked.body)
    return render(request, "pages/desk/version.html", {**context, "changes": changes, "before": before})


@require_POST
def act(request: HttpRequest, pk: int, language: str, number: int, act: str) -> HttpResponse:
    text, by = _text(request, pk, language), _writer(request)
    asked = get_object_or_404(text.versions, number=number)
    try:
        messages.success(request, _done(act, text, asked, by, request.POST.get("seen", "")))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("page_history", pk, language)


def _done(act: str, text: Text, asked: Version, by: User, seen: str) -> str:
    if act == "publish":
        actions.publish(asked, by=by)
        return _("Published.")
    if act == "withdraw":
        actions.withdraw(text, by=by)
        return _("No longer public; every version is kept.")
    if act == "restore":
        actions.restore(asked, seen=int(seen) if seen.isdecimal() and len(seen) < 10 else -1, by=by)
        return _("Brought back as a new draft: publish it to show it.")
    raise Http404
