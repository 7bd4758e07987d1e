"""The portal's own pages, as everybody reads them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from passerelles.pages import queries
from passerelles.pages.models import Page


@login_not_required
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    published = list(Page.objects.published().in_order())
    return render(request, "pages/pages.html", {"pages": queries.listed(published, drafts=False)})


@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page.objects.visible_to(request.user).select_related("group"), slug=slug)
    shown = queries.shown(found)
    may_write = Page.objects.written_by(request.user).filter(pk=found.pk).exists() if request.user.is_authenticated else False
    if shown is None and not may_write:
        raise Http404
    context = {"page": found, "shown": shown, "may_write": may_write, "is_told_of": queries.is_told_of(found.group)}
    return render(request, "pages/page.html", context)
