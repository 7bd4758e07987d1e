"""Files of a request: added by its asker with the mailed link, downloaded by who reads the whole file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from passerelles.common.downloads import handed_over
from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.register.views.sending import member
from passerelles.requests.actions.attaching import attach, remove
from passerelles.requests.models import Request
from passerelles.requests.queries.asking import asked_by
from passerelles.requests.rights import Act, may
from passerelles.requests.views.asking import no_link


@login_not_required
@require_POST
def add(request: HttpRequest, token: str) -> HttpResponse:
    """A link was mailed before anything can be stored here: whoever has none fills no disk."""
    found = asked_by(token)
    if found is None:
        return no_link(request)
    for file in request.FILES.getlist("files"):
        try:
            messages.success(request, _("“%(name)s” is added.") % {"name": attach(found, file, by=None).name})
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("asked", token)


@login_not_required
@require_POST
def take_away(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """The asker's button beside a file."""
    found = asked_by(token)
    if found is None:
        return no_link(request)
    removed(request, found, number, None)
    return redirect("asked", token)


@require_POST
def discard(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The same for an officer, of what they entered."""
    user = member(request)
    asked = get_object_or_404(Request.objects.visible_to(user).with_hosts(), pk=pk)
    if not may(user, Act.READ, asked):
        raise Http404
    removed(request, asked, number, user)
    return redirect(asked)


def removed(request: HttpRequest, asked: Request, number: int, by: User | None) -> None:
    """Take a file away, and say so; pressed in a second window, it says that it is gone already."""
    attachment = asked.attachments.filter(pk=number).first()
    try:
        if attachment is None:
            raise Refused(_("This file was removed already."))
        remove(asked, attachment, by=by)
        messages.success(request, _("“%(name)s” is removed.") % {"name": attachment.name})
    except Refused as refused:
        messages.error(request, str(refused))


@require_safe
def download(request: HttpRequest, pk: int, number: int) -> FileResponse:
    asked = get_object_or_404(Request.objects.visible_to(request.user).with_hosts(), pk=pk)
    attachment = get_object_or_404(asked.attachments, pk=number)
    if not may(request.user, Act.READ, asked):
        raise Http404
    return handed_over(attachment.file, attachment.name)
