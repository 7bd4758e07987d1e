"""What a POST answers: one partial to an htmx swap, a redirect where there is no JavaScript."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def fragment(request: HttpRequest, template: str, context: Mapping[str, Any], *, back: str) -> HttpResponse:
    """Answer a POST: the partial that htmx swaps in, else a redirect to the page that shows the same."""
    if is_htmx(request):
        return render(request, template, dict(context))
    return redirect(back)
