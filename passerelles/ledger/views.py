"""The ledger's pages: a balance, the movements behind each number, and what coordinators add."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.refusing import Refused
from passerelles.common.words import tongue
from passerelles.ledger import actions
from passerelles.ledger.forms import FORMS, MovementForm
from passerelles.ledger.models import Movement
from passerelles.ledger.queries.accounts import KINDS, Account, account, around, may_add
from passerelles.ledger.queries.balancing import balance_page
from passerelles.ledger.queries.movements import disputes, every, listing
from passerelles.ledger.sheet import lines
from passerelles.register.actions import estimate, read_out
from passerelles.register.models import Entry
from passerelles.register.views.sending import member, posted


def asked_for(request: HttpRequest, kind: str, pk: int) -> Account:
    """Return the account of an address. 404 where a visitor may not know of it."""
    found = account(kind, pk, request.user)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
def reciprocity(request: HttpRequest, kind: str = "network", pk: int = 0) -> HttpResponse:
    held = asked_for(request, kind, pk)
    page = balance_page(held, request.user)
    told = disputes(held, request.user, page.rows)
    beside = {"disputes": told, "around": around(held, request.user), "adds": held.entry is not None and may_add(held.entry, request.user)}
    return render(request, "ledger/reciprocity.html", {"page": page, **beside})


@login_not_required
@require_safe
def movements(request: HttpRequest, kind: str = "network", pk: int = 0) -> HttpResponse:
    found = listing(asked_for(request, kind, pk), request.GET, request.user)
    return render(request, "ledger/movements.html", {"listing": found})


@login_not_required
@require_safe
def movements_file(request: HttpRequest, kind: str = "network", pk: int = 0) -> StreamingHttpResponse:
    held = asked_for(request, kind, pk)
    answer = StreamingHttpResponse(lines(every(held, request.GET, request.user)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reciprocity-{held.kind}-{held.pk}.csv"'
    return answer


def add(request: HttpRequest, pk: int, how: str) -> HttpResponse:
    entry = _own(request, pk)
    form = _form(request, entry, how)
    if form.is_valid() and _done(request, lambda: _write(request, entry, how, form)):
        return redirect("reciprocity_of", "entries", entry.pk)
    return render(request, "ledger/add.html", {"entry": entry, "form": form, "how": how})


def _own(request: HttpRequest, pk: int) -> Entry:
    """An entry that a visitor may add movements to. 404 where it may not be seen, 403 where another coordinates it."""
    entry = get_object_or_404(Entry.objects.visible_to(request.user).filter(kind__in=KINDS).select_related("group"), pk=pk)
    if not may_add(entry, request.user):
        raise PermissionDenied(_("Only a coordinator of its group can do this."))
    return entry


def _form(request: HttpRequest, entry: Entry, how: str) -> MovementForm:
    if how not in FORMS:
        raise Http404
    more: dict[str, Any] = {"entry": entry, "user": request.user} if how == "document" else {}
    form: MovementForm = FORMS[how](posted(request), **more)
    return form


def _write(request: HttpRequest, entry: Entry, how: str, form: MovementForm) -> None:
    words, by = form.cleaned_data["words"], member(request)
    if how == "document":
        read_out(entry, "movement", form.said(), document=form.cleaned_data["document"], words=words, by=by)
    else:
        estimate(entry, "movement", form.said(), words=words, by=by, lang=tongue())


def _done(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do what was sent; what is refused is said, and the form is shown again."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("The ledger is written."))
    return True


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Movement.objects.visible_to(request.user).select_related("claim__entry", "claim__source", "root"), pk=pk)
    root = row.root_id
    _done(request, lambda: actions.withdraw(row, by=member(request)))
    return redirect("reciprocity_of", "entries", root)
