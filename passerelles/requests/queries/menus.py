"""What the radar's filters offer of the requests that a visitor sees: where these come from, whom they are asked of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from passerelles.common.sorting import in_order
from passerelles.common.words import tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.asked_for import NONE, Filters
from passerelles.requests.queries.keeping import keep

MOST_CHOICES = 300
Named = list[tuple[object, str]]  # values with their names, as the visitor's language sorts these


@dataclass(frozen=True, slots=True)
class Offered:
    """Countries, provinces and hosts of requests; and whether there are requests without one of the latter two."""

    country: Named
    province: Named
    host: Named
    lacks_province: bool
    lacks_host: bool


def offered(user: Visitor) -> Offered:
    """Return what the requests that a visitor sees offer; kept until a request changes."""
    return keep(("menus", tongue()), user, lambda: _offered(user))


def _offered(user: Visitor) -> Offered:
    seen = Request.objects.visible_to(user).order_by()
    places = set(seen.values_list("asker_country", "asker_place").distinct())
    within = Place.objects.filter(pk__in={place for _country, place in places if place})
    provinces = Place.objects.filter(Q(pk__in=within.values("region")) | Q(pk__in=within.filter(region=None)))
    hosts = Host.objects.filter(Exists(seen.filter(pk=OuterRef("request"))), organisation=OuterRef("pk"))
    return Offered(
        country=_named((code, country_name(code)) for code in {country for country, _place in places if country}),
        province=_named((each.pk, each.wording) for each in provinces[:MOST_CHOICES]),
        host=_named((each.pk, each.wording) for each in Organisation.objects.filter(Exists(hosts))[:MOST_CHOICES]),
        lacks_province=any(place is None for _country, place in places),
        lacks_host=Filters(host=NONE).narrow(seen, user).exists(),
    )


def _named(values: Iterable[tuple[object, Any]]) -> Named:
    return in_order(((value, str(name)) for value, name in values), lambda pair: pair[1])
