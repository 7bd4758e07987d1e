"""How much organisations take beside what they say they can, and what stands against days: closed doors, holidays, great meetings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_skeleton
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from passerelles.common.dates import first_day, last_day
from passerelles.common.words import Wording, locale_of, tongue
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry, EntryKind
from passerelles.register.properties.doing import country_name
from passerelles.register.queries.occasions import cancelled_among
from passerelles.requests.describing import asker_of, days_between
from passerelles.requests.holidays import holidays_between
from passerelles.requests.models import Capacity, Closed, Host, Per, Request
from passerelles.requests.stages import WAITING, HostState, Stage

GREAT_MEETING = "rencontres/assises"
AHEAD = timedelta(days=365)
MOST_CLOSED = 100  # closures that a month shows
Receptions = Mapping[int, Sequence[tuple[date, str]]]  # by organisation: the first day, and the host's state
Hosting = Sequence[tuple[int, int, date, str]]  # of requests: the organisation, the request, the first day, the host's state


@dataclass(frozen=True, slots=True)
class Load:
    """What an organisation takes in a quarter or a year: receptions it said yes to, those it is asked for, those it can."""

    first: date
    last: date
    taken: int
    asked: int
    capacity: Capacity | None

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity.number

    @property
    def is_tight(self) -> bool:
        """It would be full if it said yes to all that it is asked."""
        return self.capacity is not None and not self.is_full and self.taken + self.asked >= self.capacity.number

    @property
    def ratio(self) -> float:
        """Receptions beside what it can take: 1 is full."""
        return self.taken / self.capacity.number if self.capacity and self.capacity.number else float(self.is_full)

    @property
    def name(self) -> str:
        if (self.last - self.first).days > 100:
            return str(self.first.year)
        return str(format_skeleton("yQQQQ", self.first, locale=locale_of()))  # "2e trimestre 2027", "2027年第二季度"

    @property
    def short_name(self) -> str:
        """As it stands below a bar."""
        number = (self.first.month + 2) // 3
        is_year = (self.last - self.first).days > 100
        return str(self.first.year) if is_year else _("Q%(number)d %(year)d") % {"number": number, "year": self.first.year}

    @property
    def filled(self) -> int:
        """How high its bar stands, of 20."""
        return round(20 * min(self.ratio, 1))

    @property
    def empty(self) -> int:
        return 20 - self.filled


def load_of(organisation: Organisation, first: date, last: date, user: Visitor) -> list[Load]:
    """Return an organisation's load, quarter by quarter or year by year, from one day to another."""
    return loads_of([organisation.pk], first, last, user)[organisation.pk]


def loads_of(
    organisations: Sequence[int], first: date, last: date, user: Visitor, receptions: Receptions | None = None
) -> dict[int, list[Load]]:
    """Return the loads of organisations given by id, as far as a visitor sees their requests: three queries for any number of them.

    `receptions` are those of `receptions_of`, where they are known.
    """
    stated = _stated(organisations, user)
    receptions = receptions_of(organisations, first, last, user) if receptions is None else receptions
    return {pk: list(_loads(stated[pk], receptions.get(pk, ()), first, last)) for pk in organisations}


def _loads(stated: Sequence[Capacity], receptions: Sequence[tuple[date, str]], first: date, last: date) -> Iterable[Load]:
    day = first
    while day <= last:
        capacity = next((each for each in stated if each.since <= day and (each.until is None or day <= each.until)), None)
        begins, ends = span_of(day, capacity.per if capacity else Per.QUARTER)
        states = [state for starts, state in receptions if begins <= starts <= ends]
        yield Load(begins, ends, states.count(HostState.ACCEPTED), states.count(HostState.ASKED), capacity)
        day = ends + timedelta(days=1)


def span_of(day: date, per: str) -> tuple[date, date]:
    """Return the first and the last day of the quarter or the year that a day is in."""
    if per == Per.YEAR:
        return date(day.year, 1, 1), date(day.year, 12, 31)
    month = (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1), last_day(f"{day.year:04}-{month + 2:02}")


def _stated(organisations: Sequence[int], user: Visitor) -> dict[int, list[Capacity]]:
    found: dict[int, list[Capacity]] = defaultdict(list)
    for each in Capacity.objects.visible_to(user).filter(organisation__in=organisations).order_by("-pk"):
        found[each.organisation_id].append(each)
    return found


def receptions_of(organisations: Sequence[int], first: date, last: date, user: Visitor) -> Receptions:
    """Return the days on which delegations come, each journey once, in the years that the two days are in."""
    return receptions_among(hosting_of(organisations, first, last, user), first, last, user)


def hosting_of(organisations: Sequence[int], first: date, last: date, user: Visitor) -> Hosting:
    """Return what organisations said yes to, or are asked for, in the years that two days are in, as requests alone have it."""
    whole = (date(first.year, 1, 1), date(last.year, 12, 31))
    requests = Request.objects.visible_to(user).filter(stage__in=(*WAITING, Stage.ACCEPTED), joined_to=None, starts__range=whole)
    hosts = Host.objects.filter(organisation__in=organisations, state__in=(HostState.ACCEPTED, HostState.ASKED))
    hosts = hosts.filter(Exists(requests.filter(pk=OuterRef("request"))))
    rows: Any = hosts.values_list("organisation", "request", "request__starts", "state").order_by()
    return list(rows)


def receptions_among(hosting: Hosting, first: date, last: date, user: Visitor) -> Receptions:
    """Return the days of what requests have and of what others know, who stand for the requests they name."""
    others = _others(first, last, user)
    stood_for = {each.request for each in others}
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for each in others:
        if not each.is_off:
            found[each.organisation.pk].append((each.starts, HostState.ACCEPTED))
    for pk, request, starts, state in hosting:
        if request not in stood_for:
            found[pk].append((starts, state))
    return found


def fullness_on(day: date, user: Visitor) -> dict[str, float]:
    """Return how full each organisation that stated its capacity is on a day, by its key: 1 is full."""
    stated = Organisation.objects.filter(pk__in=Capacity.objects.visible_to(user).values("organisation"))
    keys = dict(stated.values_list("pk", "key"))
    return {keys[pk]: found[0].ratio for pk, found in loads_of(list(keys), day, day, user).items()}


def full_on(organisations: Sequence[int], day: date, user: Visitor) -> dict[int, str]:
    """Return those of organisations, given by id, that promised all they can take, with the quarter or year that a day is in."""
    return {pk: found[0].name for pk, found in loads_of(organisations, day, day, user).items() if found[0].is_full}


# Receptions that others know better


@dataclass(frozen=True, slots=True)
class Reception:
    """That an organisation receives somebody. `request`: the one it stands for; called off, nobody comes of it."""

    organisation: Organisation
    starts: date
    ends: date
    who: str
    address: str
    request: int | None = None
    is_off: bool = False

    def meets(self, first: date, last: date) -> bool:
        return not self.is_off and self.starts <= last and self.ends >= first


def _others(first: date, last: date, user: Visitor) -> list[Reception]:
    """Those that other parts of the site know of (settings.RECEPTIONS), which requests do not know, in the years that two days are in.

    Asked once for somebody as a page meets them: its parts (load, criteria, suggestions) ask it one after the other. Whoever is not signed
    in is one object for all pages, and is asked for anew.
    """
    years = (first.year, last.year)
    held: dict[tuple[int, int], list[Reception]] = vars(user).setdefault("_receptions", {}) if user.is_authenticated else {}
    if years not in held:
        whole = (date(first.year, 1, 1), date(last.year, 12, 31))
        held[years] = [reception for path in settings.RECEPTIONS for reception in import_string(path)(*whole, user)]
    return held[years]


def forget_receptions(user: Visitor) -> None:
    """For whoever has just changed who receives whom."""
    vars(user).pop("_receptions", None)


def visits_on(organisations: Sequence[int], first: date, last: date, user: Visitor) -> list[Reception]:
    """Return what others know that organisations, given by id, receive on some days."""
    return [each for each in _others(first, last, user) if each.organisation.pk in organisations and each.meets(first, last)]


def called_off(first: date, last: date, user: Visitor) -> set[int]:
    """Return the requests, by number, of which nobody comes though they were accepted, in the years that two days are in."""
    return {each.request for each in _others(first, last, user) if each.is_off and each.request}


# What stands against days


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something on the days of a request: a `kind`, whose it is, in words, from when to when."""

    kind: str  # closed, taken, holiday, meeting
    what: Wording
    starts: date
    ends: date
    whose: Wording | None = None
    address: str = ""
    request: int | None = None  # the one that is received

    @property
    def days(self) -> str:
        return days_between(self.starts, self.ends)


def conflicts_of(organisations: Sequence[int], first: date, last: date, user: Visitor, countries: Iterable[str] = ()) -> list[Conflict]:
    """Return what meets some days: the hosts' closed days and other receptions, holidays of the countries, great meetings."""
    found = [*_closed(organisations, first, last, user), *_taken(organisations, first, last, user)]
    found += [conflict for country in dict.fromkeys(countries) for conflict in _holidays(country, first, last)]
    return sorted([*found, *_meetings(first, last, user)], key=lambda each: (each.starts, each.kind))


def _closed(organisations: Sequence[int], first: date, last: date, user: Visitor) -> Iterable[Conflict]:
    rows = Closed.objects.visible_to(user).filter(organisation__in=organisations, starts__lte=last, ends__gte=first)
    for row in rows.select_related("organisation"):
        yield Conflict("closed", Wording(row.why or _("nobody is received"), tongue()), row.starts, row.ends, row.organisation.wording)


def closed_on(organisations: Sequence[int], first: date, last: date, user: Visitor) -> dict[int, str]:
    """Return those of organisations, given by id, that receive nobody on some of these days: why, and when."""
    rows = Closed.objects.visible_to(user).filter(organisation__in=organisations, starts__lte=last, ends__gte=first)
    said = ((row.organisation_id, row.why, days_between(row.starts, row.ends)) for row in rows)
    return {pk: f"{why} ({days})" if why else days for pk, why, days in said}


def closures(first: date, last: date, user: Visitor) -> Iterable[Conflict]:
    """Return the days between two on which organisations said that they receive nobody: the first ones."""
    rows = Closed.objects.visible_to(user).filter(starts__lte=last, ends__gte=first).select_related("organisation")
    for row in rows.order_by("starts", "pk")[:MOST_CLOSED]:
        what = _("closed: %(why)s") % {"why": row.why} if row.why else pgettext("the doors of an organisation", "closed")
        yield Conflict("closed", Wording(what, tongue()), row.starts, row.ends, row.organisation.wording)


def _taken(organisations: Sequence[int], first: date, last: date, user: Visitor) -> Iterable[Conflict]:
    others = _others(first, last, user) if organisations else []
    yield from (_as_conflict(each) for each in others if each.organisation.pk in organisations and each.meets(first, last))
    there = Request.objects.visible_to(user).filter(joined_to=None, stage__in=(*WAITING, Stage.ACCEPTED), starts__lte=last, ends__gte=first)
    there = there.exclude(pk__in={each.request for each in others if each.request})
    rows = Host.objects.filter(Exists(there.filter(pk=OuterRef("request"))), organisation__in=organisations, state=HostState.ACCEPTED)
    for row in rows.select_related("organisation", "request__asker"):
        asked: Any = row.request  # its days are known: they were asked for
        what = Wording(asker_of(asked), tongue())
        yield Conflict("taken", what, asked.starts, asked.ends, row.organisation.wording, asked.get_absolute_url(), asked.pk)


def _as_conflict(each: Reception) -> Conflict:
    return Conflict("taken", Wording(each.who, tongue()), each.starts, each.ends, each.organisation.wording, each.address, each.request)


def _holidays(country: str, first: date, last: date) -> Iterable[Conflict]:
    whose = Wording(country_name(country), tongue())
    for starts, ends, name in holidays_between(country, first, last):
        yield Conflict("holiday", Wording(name, tongue()), starts, ends, whose)


def _meetings(first: date, last: date, user: Visitor) -> Iterable[Conflict]:
    """The register's great meetings whose month is known at least, and that were not cancelled."""
    rows = Entry.objects.visible_to(user).filter(kind=EntryKind.OCCASION, occasion=GREAT_MEETING)
    found = list(rows.filter(starts__gte=str(first.year - 1), starts__lte=last.isoformat()))
    cancelled = cancelled_among(found, user)
    for entry in found:
        if len(entry.starts) > len("2027") and entry.pk not in cancelled:
            starts, ends = first_day(entry.starts), last_day(entry.ends or entry.starts)
            if starts <= last and ends >= first:
                yield Conflict("meeting", entry.wording, starts, ends, None, reverse("entry", args=[entry.pk]))


def load_on(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """Return what a request's page shows of its hosts' load in the quarter or year of its days, and of what stands against them."""
    hosts = {host.organisation_id: host.organisation for host in asked.hosts.all() if host.state != HostState.LEFT}
    first = asked.starts or timezone.localdate()
    loads = loads_of(list(hosts), first, first, user)
    countries = (asked.group.home, asked.asker_country or asked.group.partner)
    conflicts = conflicts_of(list(hosts), asked.starts, asked.ends, user, countries) if asked.starts and asked.ends else []
    rest = [each for each in conflicts if each.request != asked.pk]
    return {"loads": [(hosts[pk], found[0]) for pk, found in loads.items()], "conflicts": rest}
