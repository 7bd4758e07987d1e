"""How the API says no: problem details (RFC 9457), whatever went wrong."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import (
    Any,
    NotRequired,  # typing's own, which pydantic reads from Python 3.12 on
)

from django.http import HttpRequest, HttpResponse
from typing_extensions import TypedDict

from passerelles.common.faults import SOON, fault_of, note

MEDIA = "application/problem+json"


class Wrong(TypedDict):
    """One value that was not understood."""

    where: str
    why: str


class Problem(TypedDict):
    """What went wrong."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: NotRequired[list[Wrong]]


def problem(request: HttpRequest, status: int, detail: str, errors: Sequence[Wrong] = (), **headers: str) -> HttpResponse:
    """Return an answer that says what went wrong. Names of `headers` have _ for -."""
    title = HTTPStatus(status).phrase
    told: Problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.path}
    if errors:
        told["errors"] = list(errors)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA, headers=named)


def problem_of_failure(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """Return what is said of an error of the site's: what is at fault, where that can be told."""
    fault = fault_of(error)
    if fault is None:
        return problem(request, 500, "Something failed here; it has been noted.")
    note(request, fault, error)
    return problem(request, fault, fault.said, **{name.replace("-", "_"): value for name, value in SOON.items()})


def wrong(errors: Sequence[dict[str, Any]]) -> list[Wrong]:
    """What the library found wrong with a query."""
    return [{"where": ".".join(map(str, each.get("loc", ())[-1:])), "why": str(each.get("msg", ""))} for each in errors]
