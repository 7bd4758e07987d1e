"""The parts of a request's page, in the order they stand there. Whoever adds one writes a template, a function, and its line here."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from passerelles.people.queries import Visitor
from passerelles.requests.models import Request
from passerelles.requests.queries.alike import alike_of
from passerelles.requests.queries.answering import decide_part, letters_part
from passerelles.requests.queries.approvals import checklist_part
from passerelles.requests.queries.assessing import criteria_part
from passerelles.requests.queries.file import amend_part, hosts_part, steps_of
from passerelles.requests.queries.load import load_on
from passerelles.requests.queries.opinions import opinions_part
from passerelles.requests.queries.suggestions import suggested_of


class Part(NamedTuple):
    """`tells` returns what its template shows beside `asked`, the request; none where the visitor has nothing to see there."""

    name: str
    template: str
    tells: Callable[[Request, Visitor], dict[str, Any] | None]


PARTS: tuple[Part, ...] = (
    Part("amend", "requests/_amend.html", amend_part),
    Part("decide", "requests/_decide.html", decide_part),
    Part("alike", "requests/_alike.html", alike_of),
    Part("hosts", "requests/_hosts.html", hosts_part),
    Part("suggestions", "requests/_suggestions.html", suggested_of),
    Part("load", "requests/_load.html", load_on),
    Part("criteria", "requests/_criteria.html", criteria_part),
    Part("checklist", "requests/_checklist.html", checklist_part),
    Part("opinions", "requests/_opinions.html", opinions_part),
    Part("letters", "requests/_letters.html", letters_part),
    Part("steps", "requests/_steps.html", steps_of),
)


def parts_of(asked: Request, page: HttpRequest) -> list[SafeString]:
    """Return the parts of a request's page that its visitor sees."""
    told = ((part, part.tells(asked, page.user)) for part in PARTS)
    return [part_of(part, asked, page, values) for part, values in told if values is not None]


def part_of(part: Part, asked: Request, page: HttpRequest, values: dict[str, Any]) -> SafeString:
    """Each part has names of its own: what one calls `rows` no other meets."""
    return render_to_string(part.template, {"asked": asked, **values}, page)
