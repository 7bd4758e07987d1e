"""What the visits' views share: finding the visit that is asked for, doing what was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.register.views.sending import member
from passerelles.visits.models import Visit
from passerelles.visits.rights import Act, may


def visit_for(request: HttpRequest, pk: int, act: Act = Act.SEE) -> Visit:
    """Return a visit that somebody may do something with: 404 where they may not know of it, 403 where they may not do this."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user).with_hosts(), pk=pk)
    if not may(request.user, act, visit):
        raise PermissionDenied(_("This is for those whom the visit concerns."))
    return visit


def done(request: HttpRequest, act: Callable[[], Any], said: str) -> bool:
    """Do what was sent and say so; what is refused is said."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, said)
    return True


def removed(request: HttpRequest, pk: int, kind: type[Model], number: int, remove: Callable[..., Any]) -> HttpResponse:
    """Take one line of a visit's accounts away, for those who keep them."""
    visit = visit_for(request, pk, Act.PRIVATE)
    held = get_object_or_404(kind._default_manager.select_related("visit").filter(visit=visit), pk=number)
    done(request, lambda: remove(held, by=member(request)), _("Removed."))
    return redirect(visit)
