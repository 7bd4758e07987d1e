"""The whole network's requests on one screen, as far as a visitor's roles allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelles.common.sorting import in_order
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.register.queries.listing import Choice
from passerelles.register.queries.paging import NUMBERED, SIZE, Slice, sliced
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Request
from passerelles.requests.queries.asked_for import NONE, ORDERS, SENT, Filters
from passerelles.requests.queries.doubles import doubles
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
    doubles: int  # requests that may be of another's delegation, for those who decide


def radar(asked: Mapping[str, str], user: Visitor) -> Radar:
    """Return the page of requests that a query asks for."""
    filters = Filters.of(asked)
    found, marked = filters.narrow(Request.objects.visible_to(user), user), doubles(user)
    found = found.filter(pk__in=list(marked)) if filters.double else found
    total = found.order_by().values("pk")[: COUNTED + 1].count()
    found = found.only(filters.order.column) if total else found.none()  # none: they were looked for among all already
    page = sliced(found, filters.order, asked, total)
    lines = lines_of(shown([row.pk for row in page.rows]), marked, standing(user).reads)
    return Radar(filters, min(total, COUNTED), total > COUNTED, page, lines, len(marked))


def choices(filters: Filters, user: Visitor) -> dict[str, list[Choice]]:
    """Return what each filter offers: of places and hosts, those of requests that the visitor sees."""
    held = offered(user)
    seen = Request.objects.visible_to(user).order_by()
    places = Place.objects.filter(pk=filters.place, pk__in=seen.values("asker_place")) if filters.place else ()
    return {
        "stage": _offered(((stage.value, stage.label) for stage in SENT), filters.stage),
        "kind": _offered(RequestKind.choices, filters.kind),
        "theme": _sorted(THEME_NAMES.items(), filters.theme),
        "country": _offered(held.country, filters.country),
        "province": _or_none(held.province, _("province not known"), filters.province, there_is_one=held.lacks_province),
        "place": _offered(((place.pk, place.wording) for place in places), filters.place),
        "host": _or_none(held.host, _("nobody asked yet"), filters.host, there_is_one=held.lacks_host),
        "sort": _offered(((name, words) for name, (words, _order) in ORDERS.items()), filters.sort),
    }


def _sorted(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return in_order(_offered(values, chosen), lambda choice: choice.name)


def _or_none(values: Iterable[tuple[object, object]], none: str, chosen: object, *, there_is_one: bool) -> list[Choice]:
    """What there is, and last, where some request has none of it, that it has none; nothing where there is nothing to choose between."""
    found = _offered(values, chosen)
    return [*found, *_offered([(NONE, none)], chosen)] if (found and there_is_one) or chosen == NONE else found


def _offered(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return [Choice(str(value), str(name), None, value == chosen) for value, name in values]
