"""What holds for every request and every answer of the site."""

import re
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import QueryDict
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

Answering = Callable[[HttpRequest], HttpResponse]
# Scripts and styles are the site's own files: what a document smuggles into a page is neither run nor fetched.
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
# What is text. Pictures, PDF and workbooks are compressed already; files that people brought are handed over as they are.
COMPRESSIBLE = re.compile(r"text/|image/svg\+xml|application/([a-z0-9.-]+\+)?(json|jsonl|xml|javascript)(;|$)", re.ASCII | re.IGNORECASE)
LARGEST = 2**63 - 1  # a row's number: of a larger one SQLite makes an error, and PostgreSQL another


def content_policy(answering: Answering) -> Answering:
    """Tell browsers to run and fetch nothing but the site's own; an answer that is stricter stays so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = answering(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


class Compressed(GZipMiddleware):
    """Send text compressed to whoever takes it so, on any site, behind a proxy or not (docs/decisions/0041).

    Django adds some bytes of random length, so that the size of a page does not tell what is in it (BREACH). What can be asked for
    in parts stays as it is: a part of a file is no compressed file, and a download that broke off goes on from where it was.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 304:
            return _as_asked(request, response)
        if response.has_header("Accept-Ranges") or not COMPRESSIBLE.match(response.get("Content-Type", "")):
            return response
        if "gzip" in request.headers.get("Accept-Encoding", "") and isinstance(response, HttpResponse) and not response.content:
            del response.headers["Content-Length"]  # told at a HEAD, of what a GET sends compressed, and shorter
        return super().process_response(request, response)


def _as_asked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Word that nothing has changed names what whoever asks holds: compressed, it has a weak ETag."""
    etag = response.get("ETag", "")
    if f"W/{etag}" in request.headers.get("If-None-Match", ""):
        response.headers["ETag"] = f"W/{etag}"
        patch_vary_headers(response, ("Accept-Encoding",))
    return response


class Holdable:
    """What no database can keep is looked for in none: a NUL is not understood, and nothing has a number longer than a row's."""

    def __init__(self, answering: Answering):
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answering(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, named: dict[str, object]) -> None:
        """Look after the token was checked, so that a form from elsewhere is refused unread."""
        if "\0" in request.path_info or _holds_nul(request.GET) or (request.method == "POST" and _holds_nul(request.POST)):
            raise BadRequest("a NUL in an address or a form")
        if any(isinstance(value, int) and value > LARGEST for value in named.values()):
            raise Http404


def _holds_nul(said: QueryDict) -> bool:
    return any("\0" in key or any("\0" in value for value in values) for key, values in said.lists())
