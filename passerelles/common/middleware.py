"""What holds for every request and every answer of the site."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict

Answering = Callable[[HttpRequest], HttpResponse]
# Scripts and styles are the site's own files: what a document smuggles into a page is neither run nor fetched.
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"


def content_policy(answering: Answering) -> Answering:
    """Tell browsers to run and fetch nothing but the site's own; an answer that is stricter stays so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = answering(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


class NoNul:
    """No address and no form holds a NUL, which PostgreSQL cannot keep nor look for: such a request is not understood."""

    def __init__(self, answering: Answering):
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answering(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Look after the token was checked, so that a form from elsewhere is refused unread."""
        if "\0" in request.path_info or _holds_nul(request.GET) or (request.method == "POST" and _holds_nul(request.POST)):
            raise BadRequest("a NUL in an address or a form")


def _holds_nul(said: QueryDict) -> bool:
    return any("\0" in key or any("\0" in value for value in values) for key, values in said.lists())
