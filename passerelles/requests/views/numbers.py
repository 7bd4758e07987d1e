"""How many requests the network gets and how it answers them: for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.requests.queries.numbers import LEAST, numbers


@login_not_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "requests/numbers.html", {"numbers": numbers(), "least": LEAST})
