"""What holds for every request and every answer of the site."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict

Answering = Callable[[HttpRequest], HttpResponse]
# Scripts and styles are the site's own files: what a document smuggles into a page is neither run nor fetched.
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
LARGEST = 2**63 - 1  # a row's number: of a larger one SQLite makes an error, and PostgreSQL another


def content_policy(answering: Answering) -> Answering:
    """Tell browsers to run and fetch nothing but the site's own; an answer that is stricter stays so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = answering(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


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
