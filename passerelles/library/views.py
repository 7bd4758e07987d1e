"""The pages of the library: its documents, one of them, and its file. A visitor who is not signed in meets public documents only."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.common.downloads import handed_over
from passerelles.library.forms import FilterForm, TitleForm, VersionForm, VisibilityForm
from passerelles.library.laying import blocks_of, lay, part_of
from passerelles.library.listing import groups_of, narrowed, years_of
from passerelles.library.marking import found_at, marks_on
from passerelles.library.models import Document
from passerelles.library.queries import (
    may_become,
    may_change,
    may_have_original,
    may_judge,
    may_publish,
    unmatched,
    unpublished,
    versions_of,
)

A_PAGE = 50


@login_not_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """What a visitor may see, the youngest first."""
    seen = Document.objects.listed_for(request.user)
    form = FilterForm(request.GET, groups=groups_of(seen), years=years_of(seen))
    found = narrowed(seen, form.asked()).select_related("group", "brought_by", "source").order_by("-brought_at", "-pk")
    page = Paginator(found.defer("text", "blocks"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "library/documents.html", {"form": form, "page": page})


@login_not_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "library/document.html", shown(request, found(request, pk)))


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was brought: to be kept, never to be opened in the site's name."""
    document = found(request, pk)
    if not may_have_original(document, request.user):
        raise Http404
    return handed_over(document.original, document.name)


def found(request: HttpRequest, pk: int) -> Document:
    """The document, where the visitor may see it; else it does not exist."""
    return get_object_or_404(Document.objects.visible_to(request.user).select_related("source", "group", "brought_by"), pk=pk)


def shown(request: HttpRequest, document: Document) -> dict[str, Any]:
    """What the page of a document shows to a visitor."""
    user = request.user
    versions = versions_of(document, user)
    part = part_of(blocks_of(document.text, document.blocks), _number(request, "part") or 1, _number(request, "at"))
    return {
        "document": document,
        "part": part,
        "laid": lay(document.text, part.blocks, [*marks_on(document, user), *found_at(_number(request, "at"), _number(request, "to"))]),
        "versions": versions,
        "unpublished": unpublished(versions),
        "may_publish": may_publish(document.group, user),
        "unmatched": unmatched(document, user),
        "may_change": may_change(document, user),
        "may_judge": may_judge(document, user),
        "may_have_original": may_have_original(document, user),
        "title_form": TitleForm(initial={"title": document.title}),
        "version_form": VersionForm(),
        "visibility_form": VisibilityForm(initial={"visibility": document.visibility}, offered=may_become(document, user)),
    }


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
