"""Photographs of a visit: shown to those who may see them, added, said anew, withdrawn."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.downloads import found
from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import add_photograph, say_of_photograph, withdraw_photograph
from passerelles.visits.forms.photographs import PhotographForm, SayingForm
from passerelles.visits.models import Photograph, Visit
from passerelles.visits.rights import Act, acts_of, may_change
from passerelles.visits.views.finding import done, visit_for
from passerelles.visits.views.programme import written

SIZES = {"whole": "file", "small": "small"}


@login_not_required
@require_safe
def photograph_file(request: HttpRequest, pk: int, number: int, size: str) -> FileResponse:
    """The picture itself: our own JPEG, nothing that was brought. A browser keeps it a few minutes, nothing between ever does."""
    held = get_object_or_404(Photograph.objects.visible_to(request.user).filter(visit=pk), pk=number)
    if size not in SIZES:
        raise Http404
    answer = FileResponse(found(getattr(held, SIZES[size])), content_type="image/jpeg")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def photograph_new(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.ATTACH)
    form = PhotographForm(posted(request), request.FILES or None)

    def keep() -> Photograph:
        return add_photograph(visit, form.cleaned_data["file"], form.said, by=member(request))

    return written(request, visit, form, keep, _("A photograph"))


def photograph(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    visit, held = _held(request, pk, number)
    form = SayingForm(posted(request), photograph=held)
    withdraw = reverse("photograph_withdraw", args=[pk, number])
    return written(
        request, visit, form, lambda: say_of_photograph(held, form.said, by=member(request)), _("A photograph"), withdraw, picture=held
    )


@require_POST
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    visit, held = _held(request, pk, number)
    done(request, lambda: withdraw_photograph(held, by=member(request)), _("Withdrawn: the photograph is erased."))
    return redirect(visit)


def _held(request: HttpRequest, pk: int, number: int) -> tuple[Visit, Photograph]:
    """A photograph that somebody may change."""
    visit = visit_for(request, pk, Act.ATTACH)
    held = get_object_or_404(Photograph.objects.visible_to(request.user).filter(visit=visit), pk=number)
    if not may_change(held, request.user, acts_of(request.user, visit)):
        raise PermissionDenied(_("This is for those whom the visit concerns."))
    held.visit = visit
    return visit, held
