"""The list of visits, a visit's page, opening one, moving it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.register.views.sending import member, posted
from passerelles.requests.models import Request
from passerelles.visits import actions
from passerelles.visits.forms.opening import ChangeForm, HandForm, MoveForm, RequestedForm
from passerelles.visits.models import Visit
from passerelles.visits.queries.dossier import dossier, listing
from passerelles.visits.rights import Act
from passerelles.visits.stages import CHANGEABLE, VisitStage
from passerelles.visits.views.finding import done, visit_for
from passerelles.visits.views.programme import written


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    return render(request, "visits/visits.html", {"listing": listing(request.GET, request.user)})


@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "visits/visit.html", {"page": dossier(visit_for(request, pk), request.user)})


def open_by_hand(request: HttpRequest) -> HttpResponse:
    return _opened(request, HandForm(posted(request), user=request.user), None)


def open_of_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(Request.objects.visible_to(request.user).with_hosts(), pk=pk)
    held = Visit.objects.visible_to(request.user).filter(request=asked).first()
    return redirect(held) if held else _opened(request, RequestedForm(posted(request), request=asked), asked)


def _opened(request: HttpRequest, form: HandForm | RequestedForm, asked: Request | None) -> HttpResponse:
    """Open what was sent; what is refused is said above the form."""
    if form.is_valid():
        try:
            return redirect(_open(form.cleaned_data, asked, member(request)))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "visits/open.html", {"form": form, "asked": asked})


def _open(said: dict[str, Any], asked: Request | None, by: User) -> Visit:
    return (
        actions.open_visit(asked, list(said["hosts"]), said["starts"], said["ends"], by=by) if asked else actions.open_by_hand(said, by=by)
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, hosts or another number: only while it has not taken place."""
    found = visit_for(request, pk, Act.EDIT)
    if found.stage not in CHANGEABLE:
        return redirect(found)
    form = ChangeForm(posted(request), visit=found, as_asked=request.GET.get("as") == "asked")

    def keep() -> Any:
        return actions.change_visit(found, **form.cleaned_data, by=member(request))

    return written(request, found, form, keep, _("Change days, hosts or number"))


@require_POST
def move(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    found = visit_for(request, pk)
    form = MoveForm(request.POST)
    if to in VisitStage.values and form.is_valid():
        now = _("The visit is now: %(stage)s.") % {"stage": VisitStage(to).label}
        done(request, lambda: actions.move_visit(found, VisitStage(to), by=member(request), **form.cleaned_data), now)
    return redirect(found)
