"""How many ask the network and what becomes of it, for everybody: without a name, and so that nobody is recognised (docs/decisions/0103).

Counted are requests until the end of a month by which at least five more had come than at the count before; as things stood then.
What fewer than five requests have in common is not told apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from statistics import median
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from passerelles.register.properties.doing import country_name
from passerelles.requests.models import Request, Step
from passerelles.requests.stages import Stage
from passerelles.requests.terms import RequestKind

LEAST = 5
KEPT = 3600  # seconds in this process: what is counted changes once a month
OUTCOMES = {  # what became of a request, by the stage it was at
    Stage.ACCEPTED: gettext_lazy("accepted, and received by a host"),
    Stage.REDIRECTED: gettext_lazy("shown another door"),
    Stage.JOINED: gettext_lazy("joined to another of the same delegation"),
    Stage.DECLINED: gettext_lazy("declined, with the reason"),
    Stage.WITHDRAWN: gettext_lazy("withdrawn by their asker"),
}
WAITS = pgettext_lazy("requests", "waiting for an answer")
FROM = (0, 8, 31, 91)  # days until the first answer, in classes


class Row(NamedTuple):
    label: str
    number: int
    percent: int


class Table(NamedTuple):
    """One way to part the requests. With a single row it is not shown: nothing was parted, or what was would tell too much."""

    title: str
    column: str
    rows: list[Row]


@dataclass
class Counted:
    """Sums until a day, of whatever language."""

    until: date
    received: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    days: list[int] = field(default_factory=list)  # until each first answer


class Numbers(NamedTuple):
    until: date
    received: int
    median: str  # days until half of the askers had their first answer
    tables: list[Table]


def numbers(today: date | None = None) -> Numbers | None:
    """Return what the page shows; None while there is too little to tell."""
    month = (today or timezone.localdate()).replace(day=1)
    kept: tuple[Counted | None] | None = cache.get(key := f"requests/numbers/{month}")
    if kept is None:
        cache.set(key, kept := (_counted(month),), KEPT)
    return _shown(kept[0]) if kept[0] else None


def _counted(month: date) -> Counted | None:
    """Count until the last month that brought the number of requests to at least five more than the count before."""
    until = _until(month)
    if until is None:
        return None
    sums = Counted(until)
    last = Step.objects.filter(request=OuterRef("pk"), at__lt=_midnight(until)).order_by("-pk").values("after")[:1]
    rows = Request.objects.sent().filter(received_at__lt=_midnight(until)).annotate(then=Coalesce(Subquery(last), "stage"))
    columns = ("kind", "asker_country", "received_at", "answered_at", "then")
    for kind, country, received, answered, then in rows.order_by().values_list(*columns).iterator():
        sums.received += 1
        sums.outcomes[then if then in OUTCOMES else ""] += 1
        sums.kinds[kind] += 1
        sums.countries[country] += 1
        sums.years[str(timezone.localdate(received).year)] += 1
        if answered and answered < _midnight(until):
            sums.days.append(max((answered - received).days, 0))
    return sums


def _until(month: date) -> date | None:
    """The first day that is not counted any more."""
    came = Request.objects.sent().filter(received_at__lt=_midnight(month)).annotate(month=TruncMonth("received_at"))
    until, more = None, 0
    for row in came.order_by().values("month").annotate(number=Count("pk")).order_by("month"):
        more += row["number"]
        if more >= LEAST:
            until, more = _next(timezone.localdate(row["month"])), 0
    return until


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _shown(sums: Counted) -> Numbers:
    tables = [
        _table(_("What became of them"), _("Outcome"), sums.outcomes, lambda key: str(OUTCOMES[Stage(key)] if key else WAITS)),
        _table(_("How long askers waited for their first answer"), _("Delay"), _classes(sums.days), _delay, is_ordered=True),
        _table(_("What was asked for"), _("Kind"), sums.kinds, lambda key: str(RequestKind(key).label)),
        _table(_("When they came"), _("Year"), sums.years, str, is_ordered=True),
        _table(_("Where they came from"), _("Country"), sums.countries, lambda key: country_name(key) if key else _("country not said")),
    ]
    days = round(median(sums.days)) if len(sums.days) >= LEAST else None
    said = "" if days is None else ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return Numbers(sums.until, sums.received, said, [table for table in tables if len(table.rows) > 1])


def _classes(days: Iterable[int]) -> Counter[str]:
    return Counter(next((f"{least:03}" for least in reversed(FROM) if each >= least), "") for each in days)


def _delay(key: str) -> str:
    least = int(key)
    most = next((each - 1 for each in FROM if each > least), None)
    if most is None:
        return _("more than %(days)d days") % {"days": least - 1}
    return _("from %(least)d to %(most)d days") % {"least": least, "most": most} if least else _("%(days)d days at most") % {"days": most}


def _table(title: str, column: str, counted: Mapping[str, int], label: Callable[[str], str], is_ordered: bool = False) -> Table:
    told = told_apart(counted)
    if is_ordered:
        told.sort(key=lambda group: (group[0] is None, group[0] or ""))
    whole = sum(counted.values())
    rows = [Row(_("others together") if key is None else label(key), number, round(100 * number / whole)) for key, number in told]
    return Table(title, column, rows)


def told_apart(counted: Mapping[str, int]) -> list[tuple[str | None, int]]:
    """Return groups that may be told apart, the largest first, then the others as one (None): each of at least five, or no group at all.

    What is small is never alone what is left of a sum: the next larger group goes with it.
    """
    groups = sorted((group for group in counted.items() if group[1]), key=lambda group: (-group[1], group[0]))
    apart: list[tuple[str | None, int]] = [group for group in groups if group[1] >= LEAST]
    rest = sum(number for _key, number in groups[len(apart) :])
    while rest and rest < LEAST and apart:
        rest += apart.pop()[1]
    if not apart:
        return []
    return [*apart, (None, rest)] if rest else apart
