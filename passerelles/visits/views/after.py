"""The report, the commitments and the costs of a visit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.words import tongue
from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import agree, commit, remove_cost, settle, write_cost, write_report
from passerelles.visits.forms.after import CommitmentForm, CostForm, ProofForm, ReportForm
from passerelles.visits.models import Commitment, CommitmentState, Cost, Report, Visit
from passerelles.visits.rights import Act
from passerelles.visits.views.finding import done, removed, visit_for
from passerelles.visits.views.programme import written


def report(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.EDIT)
    language = request.GET.get("language") or tongue()
    held = Report.objects.filter(visit=visit, language=language).first()
    form = ReportForm(posted(request), initial={"language": language, "text": held.text if held else ""})
    return written(request, visit, form, lambda: write_report(visit, **form.cleaned_data, by=member(request)), _("Report"))


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.READ)
    form = CommitmentForm(posted(request), visit=visit)
    return written(request, visit, form, lambda: commit(visit, form.cleaned_data, by=member(request)), _("A commitment"))


def _commitment(request: HttpRequest, visit: Visit, number: int) -> Commitment:
    found: Commitment = get_object_or_404(
        Commitment.objects.visible_to(request.user).filter(visit=visit).select_related("visit"), pk=number
    )
    found.visit = visit
    return found


@require_POST
def agree_to(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.READ)
    found = _commitment(request, visit, number)
    done(request, lambda: agree(found, by=member(request)), _("Agreed for your side."))
    return redirect(visit)


@require_POST
def settle_it(request: HttpRequest, pk: int, number: int, to: str) -> HttpResponse:
    visit = visit_for(request, pk, Act.READ)
    found, form = _commitment(request, visit, number), ProofForm(request.POST)
    if to in CommitmentState.values and form.is_valid():
        now = _("The commitment is now: %(state)s.") % {"state": CommitmentState(to).label}
        done(request, lambda: settle(found, CommitmentState(to), by=member(request), **form.cleaned_data), now)
    return redirect(visit)


def cost(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.PRIVATE)
    form = CostForm(posted(request), visit=visit)
    return written(request, visit, form, lambda: write_cost(visit, form.cleaned_data, by=member(request)), _("A cost"))


@require_POST
def drop_cost(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return removed(request, pk, Cost, number, remove_cost)
