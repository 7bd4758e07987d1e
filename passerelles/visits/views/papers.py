"""Papers of a visit: attached, downloaded, removed."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.downloads import handed_over
from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import add_paper, remove_paper
from passerelles.visits.forms.papers import PaperForm
from passerelles.visits.models import Paper, Visit
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.views.finding import done, visit_for
from passerelles.visits.views.programme import written


def paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.ATTACH)
    form = PaperForm(posted(request), request.FILES or None, acts=acts_of(request.user, visit))

    def keep() -> Paper:
        said = form.cleaned_data
        return add_paper(visit, said["file"], {name: said[name] for name in ("kind", "readers")}, by=member(request))

    return written(request, visit, form, keep, _("A paper"))


@require_safe
def paper(request: HttpRequest, pk: int, number: int) -> FileResponse:
    held = _held(request, visit_for(request, pk, Act.READ), number)
    return handed_over(held.file, held.name)


@require_POST
def drop_paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.ATTACH)
    held = _held(request, visit, number)
    done(request, lambda: remove_paper(held, by=member(request)), _("Removed."))
    return redirect(visit)


def _held(request: HttpRequest, visit: Visit, number: int) -> Paper:
    held = get_object_or_404(Paper.objects.visible_to(request.user).filter(visit=visit), pk=number)
    held.visit = visit
    return held
