"""How the API is described: OpenAPI 3.1 for programs, and the same laid out for the page that people read, in their language."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext, gettext_noop, override

from passerelles.portal.opendata.api.operations import api
from passerelles.portal.opendata.api.problems import MEDIA
from passerelles.portal.opendata.columns import ENTRY_COLUMNS, STATEMENT_COLUMNS
from passerelles.register.queries.filters import COUNTED
from passerelles.register.queries.paging import SIZE

in_words = gettext  # of words that are marked where they stand
FIGURES = {"rows": SIZE, "counted": COUNTED}
# What fields hold, where shapes.py does not say it; what the columns of the tables say is taken from there.
FIELDS = {
    "name": gettext_noop("Words by language: fr, zh, en"),
    "title": gettext_noop("Words by language: fr, zh, en"),
    "parties": gettext_noop("The organisations it ties, in their order"),
    "part_of": gettext_noop("Numbers of the entries it is part of"),
    "place": gettext_noop("A territory with its official code"),
    "code": gettext_noop("Official code of the territory"),
    "scheme": gettext_noop("What gives that code: INSEE COG, SIREN, GB/T 2260"),
    "level": gettext_noop("Level of the territory"),
    "region": gettext_noop("Key of the région or province it is in, or is"),
    "country": gettext_noop("Country, ISO 3166-1"),
    "identifier": gettext_noop("Identifier as org-id.guide writes it, where it is known"),
    "latitude": gettext_noop("Degrees north, WGS 84"),
    "longitude": gettext_noop("Degrees east, WGS 84"),
    "statements": gettext_noop("Everything that is said of it"),
    "evidence": gettext_noop("Where it is said; nothing is told of what is not public"),
    "document": gettext_noop("The document it is said in; null where that is not public"),
    "items": gettext_noop("The page’s rows, %(rows)d at most"),
    "next": gettext_noop("Address of the next page; null on the last one"),
    "total": gettext_noop("How many there are in all"),
    "is_at_least": gettext_noop("Whether there are more than that: counting stops at %(counted)d where the number is not kept"),
    "partnerships": gettext_noop("How many public partnerships it has"),
    "number": gettext_noop("How many public entries it is a party of"),
    "entries": gettext_noop("Its entries"),
    "is_current": gettext_noop("Whether it is the last version"),
    "version": gettext_noop("Which version of its source it is"),
    "licence": gettext_noop("Its own licence"),
    "errors": gettext_noop("The values that were not understood, and why"),
    "detail": gettext_noop("What went wrong, in a sentence"),
}
KEY = {"key": {"type": "http", "scheme": "bearer", "description": "A member's key, from the account page; without one, what is public."}}


@cache
def _described(lang: str) -> dict[str, Any]:
    """The description in a language of the screens."""
    told: dict[str, Any] = deepcopy(dict(api.get_openapi_schema()))
    with override(lang):
        for shape in told["components"]["schemas"].values():
            _describe_fields(shape)
        for _path, operation in _operations(told):
            _describe(operation)
    told["components"]["securitySchemes"] = KEY
    told["security"] = [{}, {"key": []}]
    return told


def _describe(operation: dict[str, Any]) -> None:
    operation["summary"] = in_words(operation["summary"])
    operation["responses"] = dict(map(_as_problem, operation["responses"].items()))
    for each in operation.get("parameters", ()):
        if said := each["schema"].get("description"):
            each["schema"]["description"] = in_words(said)


def openapi(site: str) -> dict[str, Any]:
    """The description of the API of a site."""
    return {**_described("en"), "servers": [{"url": site or "/"}]}


def _operations(told: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in told["paths"].items():
        yield path, methods["get"]


def _as_problem(item: tuple[Any, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Errors are problem details, which the library knows nothing of."""
    status, response = item
    if int(status) >= 400:
        response = {**response, "content": {MEDIA: response["content"]["application/json"]}}
    return str(status), response


def _describe_fields(shape: dict[str, Any]) -> None:
    for name, field in shape.get("properties", {}).items():
        own = field.get("description")
        if said := in_words(own) if own else _holds(name):
            field["description"] = said


def _holds(name: str) -> str:
    columns = {column.name: column.holds for column in (*STATEMENT_COLUMNS, *ENTRY_COLUMNS)}
    return in_words(FIELDS[name]) % FIGURES if name in FIELDS else str(columns.get(name, ""))


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of an answer."""

    name: str
    type: str
    holds: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked."""

    path: str
    summary: str
    parameters: list[Field]
    answer: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of an answer."""

    name: str
    fields: list[Field]


def operations() -> list[Operation]:
    """What can be asked, in the visitor's language."""
    return [
        Operation(path, operation["summary"], _asked(operation), _name_of(operation)) for path, operation in _operations(_described_here())
    ]


def shapes() -> list[Shape]:
    """What is answered, in the visitor's language."""
    held = _described_here()["components"]["schemas"]
    return [Shape(name, [_field(each, said) for each, said in shape.get("properties", {}).items()]) for name, shape in sorted(held.items())]


def _described_here() -> dict[str, Any]:
    return _described(get_language() or settings.LANGUAGE_CODE)


def _asked(operation: Mapping[str, Any]) -> list[Field]:
    """What can be added to the address; what stands in it explains itself."""
    return [_field(each["name"], each["schema"]) for each in operation.get("parameters", ()) if each["in"] == "query"]


def _field(name: str, schema: Mapping[str, Any]) -> Field:
    values = tuple(str(value) for value in schema.get("enum", ()) if value)
    return Field(name, _type(schema), schema.get("description", ""), values)


def _type(schema: Mapping[str, Any]) -> str:
    """A type in a word: integer, EntryRecord, [StatementRecord], string?"""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        names = [_type(each) for each in schema["anyOf"]]
        return " | ".join(name for name in names if name != "null") + ("?" if "null" in names else "")
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return str(schema.get("type", "any"))


def _name_of(operation: Mapping[str, Any]) -> str:
    """The shape it answers; of a file, its media type."""
    [(media, held)] = operation["responses"]["200"]["content"].items()
    return _type(held["schema"]) if media == "application/json" else str(media)
