"""Who is where when: a month of requests and visits, day by day, with holidays and great meetings."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from passerelles.common.dates import first_day, last_day, said_date
from passerelles.common.listing import listed
from passerelles.common.words import Wording
from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing
from passerelles.requests.describing import asker_of
from passerelles.requests.models import Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.days import Days
from passerelles.requests.queries.keeping import keep
from passerelles.requests.queries.lines import named_hosts, shown
from passerelles.requests.queries.load import Conflict, closures, conflicts_of, stood_for
from passerelles.requests.stages import UNANSWERED, HostState, Stage
from passerelles.requests.terms import Dating

MOST = 300  # requests that a month shows
MANY = 3  # on one day
TRAVELLING = (*UNANSWERED, Stage.ACCEPTED)  # not those that were sent elsewhere
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Stay:
    """Somebody who travels, or wishes to: who, to whom, from when to when; of a request, or of a visit, which stands for its request."""

    who: str
    hosts: list[str]
    starts: date
    ends: date
    address: str
    is_sure: bool
    asked: Request | None = None  # none: a visit

    @property
    def is_within(self) -> bool:
        """Whether it is on some of its days, not chosen yet."""
        return bool(self.asked and self.asked.dating == Dating.WINDOW)

    @cached_property
    def link(self) -> SafeString:
        """What stands on each of its days."""
        whom = f" → {listed(self.hosts)}" if self.hosts else ""
        what = "" if self.asked else format_html('<span class="muted">{}</span> ', _("visit"))
        sure = " accepted" if self.is_sure else ""
        return format_html('<a class="stay{}" href="{}">{}{}{}</a>', sure, self.address, what, self.who, whom)


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_of_month: bool
    is_today: bool
    stays: list[Stay]
    beside: list[Conflict]  # holidays, great meetings, hosts' closed days

    @property
    def crowd(self) -> int:
        """How many there are on a day that has many; on others one sees it."""
        return len(self.stays) if len(self.stays) >= MANY else 0


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Day]]
    windows: list[Stay]  # some days of it, not yet chosen
    is_cut: bool
    next: date | None = None  # where nobody travels in it: when somebody does

    @property
    def name(self) -> str:
        return said_date(self.first.isoformat()[:7])

    @property
    def before(self) -> str:
        return (self.first - timedelta(days=1)).isoformat()[:7]

    @property
    def after(self) -> str:
        return (self.first + timedelta(days=31)).isoformat()[:7]

    @property
    def week_days(self) -> list[date]:
        return [each.day for each in self.weeks[0]]

    @property
    def is_empty(self) -> bool:
        return not self.windows and not any(day.stays for week in self.weeks for day in week)


def month_asked(text: str) -> date:
    """Return the first day of the month asked for, this month where none is understood."""
    try:
        first = first_day(text[:7]) if len(text) == len("2027-05") else timezone.localdate()
    except ValueError:
        first = timezone.localdate()
    return first.replace(day=1) if first.year in YEARS else timezone.localdate().replace(day=1)


def month_of(first: date, user: Visitor) -> Month:
    """Return a month as a visitor may see it."""
    last = last_day(first.isoformat()[:7])
    requested = _requested(first, last, user)
    found = sorted([*requested, *others(first, last, user, MOST)], key=lambda stay: stay.starts)
    windows = [stay for stay in found[:MOST] if stay.is_within]
    stays = [stay for stay in found[:MOST] if not stay.is_within]
    beside = [*conflicts_of([], first, last, user, _countries(user)), *closures(first, last, user)]
    days = [_day(day, first, stays, beside) for day in calendar.Calendar().itermonthdates(first.year, first.month)]
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return Month(first, weeks, windows, len(found) > MOST, None if found else _next_after(last, user))


def _next_after(last: date, user: Visitor) -> date | None:
    """Return the first day after this one on which somebody travels, or may; two queries, each for one row."""
    rows = travelling(user).filter(starts__gt=last).exclude(pk__in=stood_for(last, date.max, user))
    begin = [day for day in rows.order_by("starts", "pk").values_list("starts", flat=True)[:1] if day]
    return min([*begin, *(stay.starts for stay in others(last + timedelta(days=1), date.max, user, 0))], default=None)


def travelling(user: Visitor) -> RequestQuerySet:
    """The requests of which somebody comes, or may, each journey once."""
    return Request.objects.visible_to(user).leading().filter(stage__in=TRAVELLING)


def _requested(first: date, last: date, user: Visitor) -> Iterator[Stay]:
    """Those of requests, the first ones."""
    rows = travelling(user).filter(ends__gte=first, starts__range=(first - longest(user), last))
    rows = rows.exclude(pk__in=stood_for(first, last, user))
    found = shown(list(rows.order_by("starts", "pk").values_list("pk", flat=True)[: MOST + 1]))
    hosts = named_hosts([each.pk for each in found])
    for asked in found:
        if asked.starts and asked.ends:
            is_sure = asked.stage == Stage.ACCEPTED
            yield Stay(asker_of(asked), _names(hosts[asked.pk]), asked.starts, asked.ends, asked.get_absolute_url(), is_sure, asked)


def _names(said: Sequence[tuple[str, Wording]]) -> list[str]:
    """Those who receive; before anybody said yes, those who are asked or wished for."""
    hosts = [(state, str(name)) for state, name in said if state not in (HostState.DECLINED, HostState.LEFT)]
    received = [name for state, name in hosts if state == HostState.ACCEPTED]
    return received or [name for _state, name in hosts]


def others(first: date, last: date, user: Visitor, most: int) -> Iterable[Stay]:
    """Those that other parts of the site know of (settings.STAYS), the first ones: requests do not know them, and are left out for them."""
    return [stay for path in settings.STAYS for stay in import_string(path)(first, last, user, most)]


def longest(user: Visitor) -> timedelta:
    """How long a stay, or the days that one is within, may be: what begins earlier need not be looked at."""
    days: float | None = keep("longest", user, lambda: Request.objects.aggregate(longest=Max(Days("starts", "ends"))))["longest"]
    return timedelta(days=int(days or 0) + 1)


def _day(day: date, first: date, stays: Sequence[Stay], beside: Sequence[Conflict]) -> Day:
    is_of_month = day.month == first.month
    there = [stay for stay in stays if stay.starts <= day <= stay.ends]
    around = [each for each in beside if each.starts <= day <= each.ends]
    return Day(day, is_of_month, day == timezone.localdate(), there if is_of_month else [], around if is_of_month else [])


def _countries(user: Visitor) -> list[str]:
    sides = Group.objects.filter(pk__in=standing(user).reads).from_the_top().values_list("home", "partner")
    return list(dict.fromkeys(country for pair in sides for country in pair))
