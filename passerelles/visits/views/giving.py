"""Writing down gifts and the hours of the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.register.views.sending import member, posted
from passerelles.visits.actions import remove_gift, remove_staff_time, write_gift, write_staff_time
from passerelles.visits.forms.giving import GiftForm, StaffTimeForm
from passerelles.visits.models import Gift, StaffTime
from passerelles.visits.rights import Act
from passerelles.visits.views.finding import removed, visit_for
from passerelles.visits.views.programme import written


def gift(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    visit = visit_for(request, pk, Act.PRIVATE)
    held = get_object_or_404(Gift.objects.filter(visit=visit), pk=number) if number else None
    form = GiftForm(posted(request), visit=visit, gift=held)
    remove = reverse("gift_remove", args=[pk, number]) if number else ""
    return written(request, visit, form, lambda: write_gift(visit, form.cleaned_data, by=member(request), gift=held), _("A gift"), remove)


@require_POST
def drop_gift(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return removed(request, pk, Gift, number, remove_gift)


def staff_time(request: HttpRequest, pk: int) -> HttpResponse:
    visit = visit_for(request, pk, Act.PRIVATE)
    form = StaffTimeForm(posted(request), visit=visit)
    return written(request, visit, form, lambda: write_staff_time(visit, form.cleaned_data, by=member(request)), _("Staff time"))


@require_POST
def drop_staff_time(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return removed(request, pk, StaffTime, number, remove_staff_time)
