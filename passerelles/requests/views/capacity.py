"""What an organisation can take: its load now and ahead, and what its officers state."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation
from passerelles.people.queries import organisations_of
from passerelles.register.views.sending import member
from passerelles.requests.actions.capacity import close, state_capacity, take_back
from passerelles.requests.forms.capacity import FORMS
from passerelles.requests.models import Capacity, Closed
from passerelles.requests.queries.capacity import capacity_page, seen_by

STATE: dict[str, Callable[..., Any]] = {"capacity": state_capacity, "closed": close}
STATED: dict[str, type[Capacity] | type[Closed]] = {"capacity": Capacity, "closed": Closed}


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Lead an officer to their organisation's page; who speaks for none, to the list of authorities."""
    organisations = organisations_of(request.user)
    return redirect("capacity_of", organisations[0].pk) if organisations else redirect("requests")


@require_safe
def capacity(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


@require_POST
def state(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    organisation = _seen(request, pk)
    form = _form(what, request.POST)
    if form.is_valid() and _done(request, lambda: STATE[what](organisation, by=member(request), **form.cleaned_data)):
        return redirect("capacity_of", pk)
    return _page(request, organisation, **{what: form})


@require_POST
def withdraw(request: HttpRequest, pk: int, what: str, row: int) -> HttpResponse:
    if what not in STATED:
        raise Http404
    stated = get_object_or_404(STATED[what].objects.visible_to(request.user).select_related("organisation"), pk=row, organisation=pk)
    _done(request, lambda: take_back(stated, by=member(request)))
    return redirect("capacity_of", pk)


def _seen(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.filter(seen_by(request.user)), pk=pk)


def _form(what: str, sent: Any = None) -> Form:
    if what not in FORMS:
        raise Http404
    form: Form = FORMS[what](sent, prefix=what)
    return form


def _page(request: HttpRequest, organisation: Organisation, **forms: Form) -> HttpResponse:
    shown = {what: forms.get(what) or _form(what) for what in FORMS}
    context = {"page": capacity_page(organisation, request.user), "forms": shown, "organisations": organisations_of(request.user)}
    return render(request, "requests/radar/capacity.html", context)


def _done(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do what was sent; what is refused is said, and the form is shown again."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("It is noted."))
    return True
