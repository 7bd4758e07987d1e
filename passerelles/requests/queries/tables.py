"""The radar's sums, of requests that the visitor sees, a joint one once: who is asked how much, answers how fast; which provinces ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from passerelles.common.words import Wording, tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.requests.models import Request
from passerelles.requests.queries.days import Days
from passerelles.requests.queries.keeping import keep
from passerelles.requests.queries.lines import said_days
from passerelles.requests.queries.load import Hosting, Load, hosting_of, loads_of, receptions_among
from passerelles.requests.stages import UNANSWERED, HostState, Stage

MOST = 200  # lines
AHEAD, QUARTERS = timedelta(days=275), 4  # the quarter of today and the three after it
NUMBERS = ("number", "waiting", "accepted", "declined")


@dataclass(frozen=True, slots=True)
class HostLine:
    """An organisation that delegations ask for: how often, what it said, how fast, how full it is now and in the quarters to come."""

    organisation: Organisation
    number: int
    waiting: int
    accepted: int
    declined: int
    delay: str
    loads: list[Load]


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
    """Return who is solicited, the most solicited first. What requests say is kept until one changes; visits are asked anew."""
    today = timezone.localdate()
    last = today + AHEAD
    found, hosting = keep(("hosts", today), user, lambda: _solicited(user, today, last))
    known = Organisation.objects.in_bulk([row["organisation"] for row in found])
    loads = loads_of(list(known), today, last, user, receptions_among(hosting, today, last, user))
    return [_host(row, known, loads) for row in found]


def _solicited(user: Visitor, first: date, last: date) -> tuple[list[Any], Hosting]:
    found = _hosts(user)
    return found, hosting_of([row["organisation"] for row in found], first, last, user)


def _hosts(user: Visitor) -> list[Any]:
    """Counted from the requests, whose rows say who sees them: asked of each host, that would be a second time."""
    asked = [state for state in HostState if state != HostState.LEFT]
    rows = Request.objects.visible_to(user).each_once(user).filter(hosts__state__in=asked)
    counted = (
        rows.order_by()
        .values(organisation=F("hosts__organisation"))
        .annotate(
            number=Count("hosts"),
            waiting=Count("hosts", filter=Q(hosts__state__in=(HostState.WANTED, HostState.ASKED), stage__in=UNANSWERED)),
            accepted=Count("hosts", filter=Q(hosts__state=HostState.ACCEPTED)),
            declined=Count("hosts", filter=Q(hosts__state=HostState.DECLINED)),
            delay=Avg(Days("hosts__asked_at", "hosts__answered_at")),
        )
    )
    return list(counted.order_by("-number", "organisation")[:MOST])


def _host(row: dict[str, Any], known: dict[int, Organisation], loads: dict[int, list[Load]]) -> HostLine:
    numbers = {name: row[name] for name in NUMBERS}
    return HostLine(known[row["organisation"]], loads=loads[row["organisation"]][:QUARTERS], delay=said_delay(row["delay"]), **numbers)


def provinces_table(user: Visitor) -> list[ProvinceLine]:
    """Return where requests come from, the most of them first. What is counted is kept until a request changes."""
    found = keep("provinces", user, lambda: _counted(user))
    places = Place.objects.in_bulk([row["province"] for row in found if row["province"]])
    return list(_provinces(found, places))


def _counted(user: Visitor) -> list[Any]:
    province = Coalesce("asker_place__region", "asker_place")  # a province asks for itself, too
    rows = Request.objects.visible_to(user).each_once(user).order_by().values("asker_country", province=province)
    counted = rows.annotate(
        number=Count("pk"),
        waiting=Count("pk", filter=Q(stage__in=UNANSWERED)),
        accepted=Count("pk", filter=Q(stage=Stage.ACCEPTED)),
        declined=Count("pk", filter=Q(stage=Stage.DECLINED)),
        delay=Avg(Days("received_at", "answered_at")),
    )
    return list(counted.order_by("-number", "asker_country", "province")[:MOST])


def _provinces(rows: Iterable[dict[str, Any]], places: dict[int, Place]) -> Iterable[ProvinceLine]:
    for row in rows:
        code, province = row["asker_country"], row["province"]
        name = places[province].wording if province else Wording("", tongue())
        numbers = {each: row[each] for each in NUMBERS}
        yield ProvinceLine(name, country_name(code) if code else "", code, province, delay=said_delay(row["delay"]), **numbers)


def said_delay(days: float | None) -> str:
    """Say how long an answer takes on average, in days."""
    return "" if days is None else said_days(round(days))
