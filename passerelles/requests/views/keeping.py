"""What was typed outlives what goes wrong: a session that ended, a link that another window replaced, a form sent from a stale page."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _

NOT_TYPED = ("csrfmiddlewaretoken", "stamp", "website", "seen")


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was posted from a page of this site that holds still: what the site asks of every post. A view that asks itself
    (`csrf_exempt`) shows its form again, where the site would answer with an empty page.
    """
    return request.method != "POST" or _Check(_nothing).process_view(request, _nothing, (), {}) is None


def stale(form: forms.BaseForm) -> None:
    """Refuse a form from a page that holds no more."""
    form.add_error(None, _("This page was opened too long ago. What you wrote is still here: please send it once more."))


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody typed, by field."""
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values if value]


def kept(request: HttpRequest, template: str, *, status: int = 200, **told: Any) -> HttpResponse:
    """A page that says why nothing was done, and holds what was typed for a form to go on with."""
    return render(request, template, {"typed": typed(request), **told}, status=status)
