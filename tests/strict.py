"""What fails any test: a GET that writes, an undefined variable in a template. On the test client and the live server alike.

Each raises where it happens, so that the page breaks; and each is noted, so that the test fails though a server thread, or a
browser that shows a page of error, swallowed it (the fixture `nothing_forbidden` in conftest.py).
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

broken: list[str] = []  # rules broken in the test that runs
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b", re.IGNORECASE)


class Forbidden(AssertionError):  # noqa: N818 - named for what happened
    """A rule of the house was broken while a page was made."""


def forbid(what: str) -> None:
    broken.append(what)
    raise Forbidden(what)


def get_never_writes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a GET or HEAD that writes to the database fails (STYLE.md §14)."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with connection.execute_wrapper(refuse_writes(request)):
            response = get_response(request)
        if response.streaming:
            response.streaming_content = watched(response.streaming_content, request)
        return response

    return respond


def refuse_writes(request: HttpRequest) -> Callable[..., Any]:
    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            forbid(f"{request.method} {request.get_full_path()} writes: {sql[:200]}")
        return run(sql, params, many, context)

    return execute


def watched(chunks: Iterator[bytes], request: HttpRequest) -> Iterator[bytes]:
    """What a streaming answer does while it is sent is still the GET's doing."""
    chunks = iter(chunks)
    while True:
        with connection.execute_wrapper(refuse_writes(request)):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


class Undefined(str):
    """Stands for a variable that a template names and nobody defined."""

    __slots__ = ()

    def __new__(cls) -> "Undefined":
        return super().__new__(cls, "undefined: %s")

    def __mod__(self, name: Any) -> str:
        forbid(f"undefined in a template: {name}")
        return ""
