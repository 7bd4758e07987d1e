"""What members do in the library: bring documents, bring new versions, choose who sees them, have them tried again."""

from collections.abc import Iterable, Iterator
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.files.base import ContentFile, File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelles.common.htmx import fragment
from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, rename, show_to, take, try_again
from passerelles.library.forms import TitleForm, UploadForm, VersionForm, VisibilityForm
from passerelles.library.masking import name_of_text
from passerelles.library.models import Document, DocumentState
from passerelles.library.views import found, shown
from passerelles.people.models import User

SAID = ("visibility", "genre", "language", "published", "licence", "group")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring files, or a text."""
    form = UploadForm(request.POST or None, request.FILES or None, user=member(request))
    if request.method == "POST" and form.is_valid():
        taken = list(_taken(request, _brought(form.cleaned_data)))
        if taken:
            return redirect(_where(taken))
    return render(request, "library/upload.html", {"form": form})


def _brought(said: dict[str, Any]) -> Iterator[Brought]:
    """Each file, and the text, with what was said of them all; an address, and a title, are the text's."""
    common = {name: said[name] for name in SAID} | {"batch": uuid4().hex}
    for file in said["uploads"]:
        yield Brought(name=file.name, data=file, **common)
    if said["text"].strip():
        name = name_of_text(said["title"] or said["text"])
        data = ContentFile(said["text"].encode("utf-8", "replace"))
        yield Brought(name=name, data=data, address=said["address"], title=said["title"], **common)


def _taken(request: HttpRequest, brought: Iterable[Brought]) -> Iterator[tuple[Document, bool]]:
    """Take each for itself: one that is refused keeps none of the others out."""
    for each in brought:
        try:
            yield take(each, by=member(request))
        except Refused as refused:
            messages.error(request, str(refused))


def _where(taken: list[tuple[Document, bool]]) -> str:
    """One document is shown; several are shown together, those that were here already beside the new."""
    (first, is_new), *more = taken
    if not more:
        return first.get_absolute_url() + ("" if is_new else "?known=1")
    batch = next((document.batch for document, is_new in taken if is_new), "-")
    known = [document.pk for document, is_new in taken if not is_new]
    return f"{reverse('batch', args=[batch])}?{urlencode({'known': known}, doseq=True)}"


@require_safe
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    """Documents brought together, and how far their reading has come."""
    mine = Document.objects.visible_to(request.user).defer("text", "blocks").order_by("pk")
    new = list(mine.filter(batch=batch, brought_by=member(request)))
    known = list(mine.filter(pk__in=[number for number in request.GET.getlist("known")[:100] if number.isdecimal() and len(number) < 10]))
    if not new and not known:
        raise Http404
    done = [document for document in new if not document.is_pending]
    failed = [document for document in done if document.state == DocumentState.FAILED]
    return render(request, "library/batch.html", {"new": new, "known": known, "done": done, "failed": failed})


@require_POST
def document_retry(request: HttpRequest, pk: int) -> HttpResponse:
    document = found(request, pk)
    try:
        try_again(document, by=member(request))
    except Refused as refused:
        messages.error(request, str(refused))
    context = shown(request, found(request, pk))
    return fragment(request, "library/_reading.html", context, back=document.get_absolute_url())


@require_POST
def document_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a newer state of the same document: its history is kept, and what it no longer says is asked about."""
    document = found(request, pk)
    form = VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "library/document.html", {**shown(request, document), "version_form": form}, status=422)
    try:
        newer, is_new = take(_newer(document, **form.cleaned_data), by=member(request), version_of=document)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(document)
    return redirect(newer.get_absolute_url() + ("" if is_new else "?known=1"))


def _newer(document: Document, file: "File[bytes]", published: str) -> Brought:
    """A file, of which holds what is said of the version before it."""
    kept = {name: getattr(document, name) for name in ("visibility", "genre", "licence", "group")}
    return Brought(name=file.name or document.name, data=file, address=document.source.address, published=published, **kept)


@require_POST
def document_visibility(request: HttpRequest, pk: int) -> HttpResponse:
    document = found(request, pk)
    form = VisibilityForm(request.POST)
    if form.is_valid():
        try:
            show_to(document, form.cleaned_data["visibility"], by=member(request))
            messages.success(request, _("From now on it is seen by: %(who)s.") % {"who": document.get_visibility_display()})
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect(document)


@require_POST
def document_title(request: HttpRequest, pk: int) -> HttpResponse:
    document = found(request, pk)
    form = TitleForm(request.POST)
    if not form.is_valid():
        return render(request, "library/document.html", {**shown(request, document), "title_form": form}, status=422)
    try:
        rename(document, form.cleaned_data["title"], by=member(request))
        messages.success(request, _("From now on it is called: %(title)s.") % {"title": document})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(document)


def member(request: HttpRequest) -> User:
    """Whoever is signed in: LoginRequiredMiddleware lets nobody else come here."""
    return cast(User, request.user)
