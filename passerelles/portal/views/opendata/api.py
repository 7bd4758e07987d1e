"""The API's own description, its page, and what no operation answers."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.defaults import bad_request, page_not_found, server_error

from passerelles.common.faults import fault_of, note, page_of
from passerelles.portal.opendata.api.answering import answered, open_to_all, told
from passerelles.portal.opendata.api.problems import problem, problem_of_failure
from passerelles.portal.opendata.api.reference import openapi, operations, shapes
from passerelles.portal.opendata.site import address_of_site


@answered
def description(request: HttpRequest) -> HttpResponse:
    return told(openapi(address_of_site(request)))


@answered
def root(request: HttpRequest) -> HttpResponse:
    """Where catalogues say that the API is: it tells what can be asked."""
    return HttpResponseRedirect(reverse("api:openapi"))


@answered
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(request, 404, "The API has no such address: /api/v1/openapi.json says which it has.")


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    limits = settings.ASKED_A_MINUTE
    return render(request, "portal/opendata/api.html", {"operations": operations(), "shapes": shapes(), "limits": limits})


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is refused before any view sees it: a NUL in an address."""
    if request.path.startswith("/api/"):
        return open_to_all(problem(request, 400, "This address is not understood."))
    return bad_request(request, exception)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, before any view is asked: a number that no row has."""
    if request.path.startswith("/api/"):
        return open_to_all(problem(request, 404, "There is nothing here that you may see."))
    return page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """What fails: of a full disk, or a database that is away, it is said so, and noted."""
    error = sys.exc_info()[1]
    if request.path.startswith("/api/"):
        return open_to_all(problem_of_failure(request, error))
    fault = fault_of(error)
    if fault is None:
        return server_error(request)
    note(request, fault, error)
    return page_of(fault)
