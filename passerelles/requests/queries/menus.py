"""What the radar's filters offer of the requests that a visitor sees: where these come from, whom they are asked of."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from passerelles.common.sorting import in_order
from passerelles.common.words import tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.keeping import keep

MOST_CHOICES = 300
Named = list[tuple[object, str]]  # values with their names, as the visitor's language sorts these


def offered(user: Visitor) -> dict[str, Named]:
    """Return the countries, provinces and hosts of the requests that a visitor sees; kept until a request changes."""
    return keep(("menus", tongue()), user, lambda: _offered(user))


def _offered(user: Visitor) -> dict[str, Named]:
    seen = Request.objects.visible_to(user).order_by()
    places = set(seen.values_list("asker_country", "asker_place").distinct())
    within = Place.objects.filter(pk__in={place for _country, place in places if place})
    hosts = Host.objects.filter(Exists(seen.filter(pk=OuterRef("request"))), organisation=OuterRef("pk"))
    return {
        "country": _named((code, country_name(code)) for code in {country for country, _place in places if country}),
        "province": _named((each.pk, each.wording) for each in Place.objects.filter(pk__in=within.values("region"))[:MOST_CHOICES]),
        "host": _named((each.pk, each.wording) for each in Organisation.objects.filter(Exists(hosts))[:MOST_CHOICES]),
    }


def _named(values: Iterable[tuple[object, Any]]) -> Named:
    return in_order(((value, str(name)) for value, name in values), lambda pair: pair[1])
