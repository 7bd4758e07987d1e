"""What a coordinator decides of requests that may be of one delegation: joined, parted, kept apart. All from a request's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelles.common.refusing import Refused
from passerelles.library.desk import member
from passerelles.requests.actions import join, keep_apart, part, propose_again
from passerelles.requests.models import Request


def _asked(request: HttpRequest, pk: int | str) -> Request:
    return get_object_or_404(Request.objects.visible_to(member(request)).with_hosts(), pk=pk)


def _decided(request: HttpRequest, asked: Request, decide: Callable[[], object], done: str) -> HttpResponse:
    """Decide, or say why not; the request's page tells either."""
    try:
        decide()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(asked)


@require_POST
def join_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the chosen requests, and this one (or the one that leads it), into one."""
    asked, reason = _asked(request, pk), request.POST.get("reason", "")[:500]
    chosen = [number for number in request.POST.getlist("other") if number.isdecimal() and len(number) < 19]
    requests = [asked.joined_to or asked, *(_asked(request, number) for number in dict.fromkeys(chosen))]
    done = _("They are one request now. Each keeps what it said, and can be taken out again.")
    return _decided(request, asked, lambda: join(requests, by=member(request), reason=reason), done)


@require_POST
def part_request(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    done = _("It stands for itself again, as it was before.")
    return _decided(request, asked, lambda: part(asked, by=member(request)), done)


@require_POST
def keep_requests_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    asked, another = _asked(request, pk), _asked(request, other)
    done = _("They stay two. They are not proposed as one again unless one of them changes.")
    reason = request.POST.get("reason", "")[:500]
    return _decided(request, asked, lambda: keep_apart(asked, another, by=member(request), reason=reason), done)


@require_POST
def propose_requests_again(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    asked, another = _asked(request, pk), _asked(request, other)
    done = _("They are proposed as one again.")
    return _decided(request, asked, lambda: propose_again(asked, another, by=member(request)), done)
