"""What holds for every answer of the API: who asks, how often they may, who may read it, whether it has changed."""

import json
import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from passerelles.common.counting import MINUTE, Allowance, spend
from passerelles.people.models import User
from passerelles.people.queries import standing, user_of_key
from passerelles.people.trying import visitor
from passerelles.portal.opendata.api.problems import problem
from passerelles.portal.opendata.serving import etag_of

View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)
METHODS = "GET, HEAD, OPTIONS"
FRESH = 60  # seconds for which an answer to everybody may be kept
OPEN = {  # pages of other sites may ask; no cookie counts here, so nothing of a visitor can be read by them
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset",
    "Access-Control-Max-Age": "86400",
}
log = logging.getLogger("django.request")


class Unknown(Exception):  # noqa: N818 - named for what happened
    """A key that opens nothing."""


def opened(patterns: Iterable[Any]) -> list[URLPattern]:
    """Return the addresses of the API, each answered as this module says."""
    found = []
    for pattern in patterns:
        pattern.callback = answered(pattern.callback)
        found.append(pattern)
    return found


def answered(view: View) -> View:
    """A view of the API: open to everybody, by key or without; every error is told as a problem."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        response = _answer(view, request, args, named)
        open_to_all(response)
        patch_vary_headers(response, ["Authorization"])
        return _without_body(response) if request.META["REQUEST_METHOD"] == "HEAD" else response

    return answer


def open_to_all(response: Response) -> Response:
    for name, value in OPEN.items():
        response.headers[name] = value
    return response


def _answer(view: View, request: HttpRequest, args: tuple[Any, ...], named: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        return problem(request, 405, "This API is read only.", Allow=METHODS)
    try:
        who = _asking(request)
    except Unknown:
        return _limited(request, None, lambda: problem(request, 401, "This key opens nothing.", WWW_Authenticate="Bearer"))
    request.user = who or AnonymousUser()
    request.method = "GET"
    return _limited(request, who, lambda: _unless_unchanged(request, view(request, *args, **named)))


def _asking(request: HttpRequest) -> User | None:
    """Whose key was sent. Cookies do not count: a page elsewhere must not ask in a visitor's name."""
    said = request.headers.get("Authorization")
    if said is None:
        return None
    scheme, _, token = said.partition(" ")
    user = user_of_key(token.strip()) if scheme.lower() == "bearer" else None
    if user is None:
        raise Unknown
    return user


def _limited(request: HttpRequest, who: User | None, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer as often as is allowed: by key for members, else by address."""
    is_member = who is not None and standing(who).is_of_network
    limit = settings.ASKED_A_MINUTE["member" if is_member else "visitor"]
    allowance = spend(f"user:{who.pk}" if who else f"api:{visitor(request)}", limit, MINUTE)
    response = view() if not allowance.is_used_up else refused(request, allowance, "requests a minute", ", or with a key")
    response.headers["RateLimit-Limit"] = str(allowance.limit)
    response.headers["RateLimit-Remaining"] = str(max(allowance.left, 0))
    response.headers["RateLimit-Reset"] = str(allowance.seconds)
    response.headers.setdefault("Cache-Control", f"public, max-age={FRESH}" if who is None else "private, no-store")
    return response


def refused(request: HttpRequest, allowance: Allowance, what: str, otherwise: str = "") -> HttpResponse:
    """The answer to who asked too often, of whatever: when to ask again, and what else may be done."""
    said = f"More than {allowance.limit} {what}: ask again in {allowance.seconds} s{otherwise}."
    return problem(request, 429, said, Retry_After=str(allowance.seconds), Cache_Control="no-store")


def _unless_unchanged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """An answer with its ETag; where whoever asks has it already, only word of that."""
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = etag_of(response.content)
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag, None, response) or response


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def told(value: Any, media: str = "application/json") -> HttpResponse:
    """An answer. It is written as it is: that it has the shape which is described, tests say of every operation."""
    return HttpResponse(json.dumps(value, ensure_ascii=False, separators=(",", ":")), content_type=media)
