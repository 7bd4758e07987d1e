"""What the visits' views share: finding the visit that is asked for, doing what was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
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
