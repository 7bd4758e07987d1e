"""Writing the programme and the list of participants."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import remove_participant, remove_slot, write_participant, write_slot
from passerelles.visits.forms.programme import ParticipantForm, SlotForm
from passerelles.visits.models import Slot, Visit
from passerelles.visits.queries.dossier import named_by, sides_named
from passerelles.visits.rights import Act
from passerelles.visits.views.finding import done, visit_for


def slot(request: HttpRequest, pk: int, line: int | None = None) -> HttpResponse:
    visit = visit_for(request, pk, Act.EDIT)
    held = get_object_or_404(Slot.objects.filter(visit=visit).select_related("place"), pk=line) if line else None
    form = SlotForm(posted(request), visit=visit, slot=held)
    remove = reverse("slot_remove", args=[pk, line]) if line else ""
    heading = _("A line of the programme")
    answer = written(request, visit, form, lambda: write_slot(visit, form.cleaned_data, by=member(request), slot=held), heading, remove)
    return _another(request, answer, reverse("slot_new", args=[pk]))


def participant(request: HttpRequest, pk: int, person: int | None = None) -> HttpResponse:
    visit = visit_for(request, pk, Act.NAME)
    held = get_object_or_404(named_by(request.user, visit), pk=person) if person else None
    form = ParticipantForm(posted(request), participant=held, sides=sides_named(request.user, visit))
    remove = reverse("participant_remove", args=[pk, person]) if person else ""
    heading = _("A participant")

    def keep() -> Any:
        return write_participant(visit, form.cleaned_data, by=member(request), participant=held)

    return _another(request, written(request, visit, form, keep, heading, remove), reverse("participant_new", args=[pk]))


def _another(request: HttpRequest, answer: HttpResponse, address: str) -> HttpResponse:
    """Go on with the next one where that button was pressed, and what was sent was kept."""
    is_kept = answer.status_code == HTTPStatus.FOUND
    return redirect(address) if is_kept and "another" in request.POST else answer


def written(
    request: HttpRequest, visit: Visit, form: forms.Form, keep: Callable[[], Any], heading: str, remove: str = "", **shown: Any
) -> HttpResponse:
    """Keep what was sent and go back to the visit; else show the form, with what is wrong."""
    if form.is_valid():
        try:
            keep()
            messages.success(request, _("Kept."))
            return redirect(visit)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "visits/write.html", {"visit": visit, "form": form, "heading": heading, "remove": remove, **shown})


@require_POST
def drop_slot(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.EDIT)
    held = get_object_or_404(Slot.objects.filter(visit=visit), pk=line)
    done(request, lambda: remove_slot(held, by=member(request)), _("Removed."))
    return redirect(visit)


@require_POST
def drop_participant(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.NAME)
    held = get_object_or_404(named_by(request.user, visit), pk=person)
    done(request, lambda: remove_participant(held, by=member(request)), _("Removed."))
    return redirect(visit)
