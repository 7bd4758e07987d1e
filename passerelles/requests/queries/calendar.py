"""Who is where when: a month of requests, day by day, with holidays and great meetings."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from passerelles.common.dates import first_day, last_day, said_date
from passerelles.common.words import Wording
from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing
from passerelles.requests.describing import asker_of
from passerelles.requests.models import Request
from passerelles.requests.queries.days import Days
from passerelles.requests.queries.keeping import keep
from passerelles.requests.queries.lines import hosts_of, shown
from passerelles.requests.queries.load import Conflict, conflicts_of
from passerelles.requests.stages import WAITING, HostState, Stage
from passerelles.requests.terms import Dating

MOST = 300  # requests that a month shows
YEARS = range(1990, 2100)


@dataclass(frozen=True)
class Stay:
    """A request with its days, and who receives it or is asked to."""

    asked: Request
    said: Sequence[tuple[str, Wording]]  # each host's state and name

    @property
    def hosts(self) -> list[str]:
        """Those who receive; before anybody said yes, those who are asked or wished for."""
        hosts = [(state, str(name)) for state, name in self.said if state not in (HostState.DECLINED, HostState.LEFT)]
        received = [name for state, name in hosts if state == HostState.ACCEPTED]
        return received or [name for _state, name in hosts]

    @cached_property
    def link(self) -> SafeString:
        """What stands on each of its days."""
        whom = f" → {', '.join(self.hosts)}" if self.hosts else ""
        address = reverse("request", args=[self.asked.pk])
        return format_html('<a class="stay {}" href="{}">{}{}</a>', self.asked.stage, address, asker_of(self.asked), whom)


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_of_month: bool
    is_today: bool
    stays: list[Stay]
    beside: list[Conflict]  # holidays and great meetings


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Day]]
    windows: list[Stay]  # some days of it, not yet chosen
    is_cut: bool

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
    rows = Request.objects.visible_to(user).leading().filter(stage__in=(*WAITING, Stage.ACCEPTED), ends__gte=first)
    rows = rows.filter(starts__range=(first - _longest(user), last))
    found = list(rows.order_by("starts", "pk").values_list("pk", flat=True)[: MOST + 1])
    held = shown(found[:MOST])
    hosts = hosts_of(held)
    there = [Stay(asked, hosts[asked.pk]) for asked in held]
    stays = [stay for stay in there if stay.asked.dating != Dating.WINDOW]
    beside = conflicts_of([], first, last, user, _countries(user))
    days = [_day(day, first, stays, beside) for day in calendar.Calendar().itermonthdates(first.year, first.month)]
    weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
    return Month(first, weeks, [stay for stay in there if stay.asked.dating == Dating.WINDOW], len(found) > MOST)


def _longest(user: Visitor) -> timedelta:
    """How long a stay, or the days that one is within, may be: what begins earlier need not be looked at."""
    days: float | None = keep("longest", user, lambda: Request.objects.aggregate(longest=Max(Days("starts", "ends"))))["longest"]
    return timedelta(days=int(days or 0) + 1)


def _day(day: date, first: date, stays: Sequence[Stay], beside: Sequence[Conflict]) -> Day:
    is_of_month = day.month == first.month
    there = [stay for stay in stays if stay.asked.starts and stay.asked.ends and stay.asked.starts <= day <= stay.asked.ends]
    around = [each for each in beside if each.starts <= day <= each.ends]
    return Day(day, is_of_month, day == timezone.localdate(), there if is_of_month else [], around if is_of_month else [])


def _countries(user: Visitor) -> list[str]:
    sides = Group.objects.filter(pk__in=standing(user).reads).from_the_top().values_list("home", "partner")
    return list(dict.fromkeys(country for pair in sides for country in pair))
