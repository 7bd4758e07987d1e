"""A list page by page: numbered up to the twentieth, by cursor beyond, so that a far page costs what a near one does."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from passerelles.library.holding import holdable_json

SIZE = 50
NUMBERED = 20


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: one column, then the number of the row. Where the column is empty, the row comes last."""

    column: str
    is_descending: bool = False
    ids_descend: bool = False
    may_be_empty: bool = False

    @property
    def by(self) -> list[str]:
        """The order of rows that have a value, and of those without one."""
        return [f"-{self.column}" if self.is_descending else self.column, "-pk" if self.ids_descend else "pk"]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list. `number` is None beyond the numbered pages; `after` is the next page's cursor."""

    rows: list[Any]
    number: int | None
    after: str = ""
    pages: int = 0

    @property
    def numbers(self) -> range:
        """The numbered pages to offer; where the total is not known, those up to the one at hand."""
        return range(1, max(self.pages, self.number or 1) + 1)

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.number and self.after and self.number < NUMBERED else None


def sliced(rows: QuerySet[Any], order: Order, asked: Mapping[str, str], total: int) -> Slice:
    """Return the page that a query asks for."""
    pages = min(-(-total // SIZE), NUMBERED)
    place = _opened(asked.get("after", ""), rows.model._meta.get_field(order.column))
    if place:
        found = _beyond(rows.order_by(*order.by), order, *place)
        return Slice(found[:SIZE], None, _cursor(found, order), pages)
    number = _number(asked.get("page", ""))
    found = between(rows, order, (number - 1) * SIZE, number * SIZE + 1)
    return Slice(found[:SIZE], number, _cursor(found, order), pages)


def between(rows: QuerySet[Any], order: Order, start: int, end: int) -> list[Any]:
    """Rows `start` to `end` of a list, those without a value last: asked apart, since no index is walked for NULLS LAST."""
    rows = rows.order_by(*order.by)
    if not order.may_be_empty:
        return list(rows[start:end])
    valued = rows.filter(**{f"{order.column}__isnull": False})
    found = list(valued[start:end])
    if len(found) == end - start:
        return found
    passed = start + len(found) if found or not start else valued.count()
    return found + list(rows.filter(**{f"{order.column}__isnull": True})[max(start - passed, 0) : end - passed])


def is_place(cursor: str, rows: QuerySet[Any], order: Order) -> bool:
    """Whether a cursor names a place in such a list: a page begins anew where it does not, a program is told."""
    return _opened(cursor, rows.model._meta.get_field(order.column)) is not None


def _number(asked: str) -> int:
    number = int(asked[:9]) if asked.isascii() and asked.isdecimal() else 1
    return min(max(number, 1), NUMBERED)


def _cursor(found: list[Any], order: Order) -> str:
    """Where the next page begins, where there is one."""
    if len(found) <= SIZE:
        return ""
    last: Model = found[SIZE - 1]
    held = getattr(last, order.column)
    value = held.isoformat() if hasattr(held, "isoformat") else held
    return base64.urlsafe_b64encode(json.dumps([value, last.pk]).encode()).decode().rstrip("=")


def _opened(cursor: str, column: Any) -> tuple[Any, int] | None:
    """The place a cursor names; what was not made here names none."""
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        held = column.to_python(holdable_json(value))
        held = held.astimezone(UTC) if isinstance(held, datetime) else held  # no moment that a zone takes out of the calendar
        return (held, int(pk)) if cursor else None
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        return None


def _beyond(rows: QuerySet[Any], order: Order, value: Any, pk: int) -> list[Any]:
    """Rows after a place in the order: first those with a value, then those without one."""
    wanted = SIZE + 1
    further = {"pk__lt" if order.ids_descend else "pk__gt": pk}
    empty = {f"{order.column}__isnull": True}
    if value is None:
        return list(rows.filter(**empty, **further)[:wanted])
    side = "lt" if order.is_descending else "gt"
    beyond = Q(**{f"{order.column}__{side}": value}) | Q(**{order.column: value}, **further)
    # The first condition says the same again in the words an index understands.
    found = list(rows.filter(beyond, **{f"{order.column}__{side}e": value})[:wanted])
    if order.may_be_empty and len(found) < wanted:
        found += rows.filter(**empty)[: wanted - len(found)]
    return found
