"""The radar's sums, of requests that the visitor sees: who is solicited how much and answers how fast; which provinces ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.utils import timezone
from django.utils.translation import ngettext

from passerelles.common.words import Wording, tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.load import Load, loads_of
from passerelles.requests.stages import WAITING, HostState, Stage

MOST = 200  # lines


@dataclass(frozen=True, slots=True)
class HostLine:
    """An organisation that delegations ask for: how often, what it said, how fast, how full it is now."""

    organisation: Organisation
    number: int
    waiting: int
    accepted: int
    declined: int
    delay: str
    load: Load


@dataclass(frozen=True, slots=True)
class ProvinceLine:
    """Where requests come from: how many, and what became of them."""

    place: Wording
    country: str
    code: str
    province: int | None
    number: int
    waiting: int
    accepted: int
    declined: int
    delay: str


def hosts_table(user: Visitor) -> list[HostLine]:
    """Return who is solicited, the most solicited first."""
    rows = Host.objects.filter(request__in=Request.objects.visible_to(user)).exclude(state=HostState.LEFT).values("organisation")
    counted = rows.annotate(
        number=Count("pk"),
        waiting=Count("pk", filter=Q(state__in=(HostState.WANTED, HostState.ASKED), request__stage__in=WAITING)),
        accepted=Count("pk", filter=Q(state=HostState.ACCEPTED)),
        declined=Count("pk", filter=Q(state=HostState.DECLINED)),
        delay=Avg(F("answered_at") - F("asked_at")),
    )
    found: list[Any] = list(counted.order_by("-number", "organisation")[:MOST])
    known = Organisation.objects.in_bulk([row["organisation"] for row in found])
    today = timezone.localdate()
    loads = loads_of(list(known), today, today, user)
    return [_host(row, known, loads) for row in found]


def _host(row: dict[str, Any], known: dict[int, Organisation], loads: dict[int, list[Load]]) -> HostLine:
    pk = row.pop("organisation")
    return HostLine(known[pk], load=loads[pk][0], delay=said_delay(row.pop("delay")), **row)


def provinces_table(user: Visitor) -> list[ProvinceLine]:
    """Return where requests come from, the most of them first."""
    rows = Request.objects.visible_to(user).order_by().values("asker_country", "asker_place__region")
    counted = rows.annotate(
        number=Count("pk"),
        waiting=Count("pk", filter=Q(stage__in=WAITING)),
        accepted=Count("pk", filter=Q(stage=Stage.ACCEPTED) | Q(joined_to__stage=Stage.ACCEPTED)),
        declined=Count("pk", filter=Q(stage=Stage.DECLINED)),
        delay=Avg(F("answered_at") - F("received_at")),
    )
    found: list[Any] = list(counted.order_by("-number", "asker_country", "asker_place__region")[:MOST])
    places = Place.objects.in_bulk([row["asker_place__region"] for row in found if row["asker_place__region"]])
    return list(_provinces(found, places))


def _provinces(rows: Iterable[dict[str, Any]], places: dict[int, Place]) -> Iterable[ProvinceLine]:
    for row in rows:
        code, province = row.pop("asker_country"), row.pop("asker_place__region")
        name = places[province].wording if province else Wording("", tongue())
        yield ProvinceLine(name, country_name(code) if code else "", code, province, delay=said_delay(row.pop("delay")), **row)


def said_delay(delay: timedelta | None) -> str:
    """Say how long an answer takes on average, in days; less than one is one."""
    if delay is None:
        return ""
    days = max(round(delay / timedelta(days=1)), 1)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
