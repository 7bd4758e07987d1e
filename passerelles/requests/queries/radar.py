"""The whole network's requests on one screen, as far as a visitor's roles allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from passerelles.common.sorting import in_order
from passerelles.people.queries import Visitor
from passerelles.register.queries.listing import Choice
from passerelles.register.queries.paging import NUMBERED, SIZE, Slice, sliced
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Request
from passerelles.requests.queries.asked_for import ORDERS, SENT, Filters
from passerelles.requests.queries.lines import Line, lines_of, shown
from passerelles.requests.queries.menus import offered
from passerelles.requests.terms import RequestKind

COUNTED = NUMBERED * SIZE  # requests: beyond the pages that have numbers, a list says that there are more


@dataclass(frozen=True, slots=True)
class Radar:
    filters: Filters
    total: int
    is_at_least: bool  # there are more
    slice: Slice
    rows: list[Line]


def radar(asked: Mapping[str, str], user: Visitor) -> Radar:
    """Return the page of requests that a query asks for."""
    filters = Filters.of(asked)
    found = filters.narrow(Request.objects.visible_to(user))
    total = found.order_by().values("pk")[: COUNTED + 1].count()
    found = found.only(filters.order.column) if total else found.none()  # none: they were looked for among all already
    page = sliced(found, filters.order, asked, total)
    return Radar(filters, min(total, COUNTED), total > COUNTED, page, lines_of(shown([row.pk for row in page.rows])))


def choices(filters: Filters, user: Visitor) -> dict[str, list[Choice]]:
    """Return what each filter offers: of places and hosts, those of requests that the visitor sees."""
    held = offered(user)
    return {
        "stage": _offered(((stage.value, stage.label) for stage in SENT), filters.stage),
        "kind": _offered(RequestKind.choices, filters.kind),
        "theme": _sorted(THEME_NAMES.items(), filters.theme),
        "country": _offered(held["country"], filters.country),
        "province": _offered(held["province"], filters.province),
        "host": _offered(held["host"], filters.host),
        "sort": _offered(((name, words) for name, (words, _order) in ORDERS.items()), filters.sort),
    }


def _sorted(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return in_order(_offered(values, chosen), lambda choice: choice.name)


def _offered(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return [Choice(str(value), str(name), None, value == chosen) for value, name in values]
