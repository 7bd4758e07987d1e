"""How many delegations each month of a year has, accepted or asked for: the numbers of the radar's calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from passerelles.common.dates import last_day, said_date
from passerelles.people.queries import Visitor
from passerelles.requests.queries.calendar import Stay, longest, others, travelling
from passerelles.requests.queries.keeping import keep
from passerelles.requests.queries.load import called_off
from passerelles.requests.stages import Stage
from passerelles.requests.terms import Dating

COUNTED = 1000  # visits of a year that stand in no request: more would have to be counted otherwise
WINDOW, SURE = Q(dating=Dating.WINDOW), Q(stage=Stage.ACCEPTED)
COLUMNS = {"accepted": SURE & ~WINDOW, "asked": ~SURE & ~WINDOW, "open": WINDOW}


@dataclass(frozen=True, slots=True)
class MonthCount:
    """A month's delegations, as its grid shows them; one over two months is in both."""

    first: date
    accepted: int  # accepted requests, confirmed visits
    asked: int  # somebody waits for an answer, or prepares it
    open: int  # on some days of it, not chosen yet

    @property
    def total(self) -> int:
        return self.accepted + self.asked + self.open

    @property
    def month(self) -> str:
        return self.first.isoformat()[:7]

    @property
    def name(self) -> str:
        return said_date(self.month)


def year_of(year: int, user: Visitor) -> list[MonthCount]:
    """Return the twelve months of a year as a visitor may see them: as many queries for many as for one."""
    spans = [(date(year, month, 1), last_day(f"{year}-{month:02}")) for month in range(1, 13)]
    off = frozenset(called_off(spans[0][0], spans[-1][1], user))  # asked each time: it changes with visits
    asked = keep(("months", year, off), user, lambda: _requested(spans, off, user))
    stays = list(others(spans[0][0], spans[-1][1], user, COUNTED))
    return [_count(first, last, asked, stays) for first, last in spans]


def _requested(spans: Sequence[tuple[date, date]], off: frozenset[int], user: Visitor) -> dict[str, int]:
    first, last = spans[0][0], spans[-1][1]
    rows = travelling(user).filter(ends__gte=first, starts__range=(first - longest(user), last)).order_by()
    rows = rows.exclude(pk__in=off)
    columns = {
        f"{name}_{first.month}": Count("pk", filter=which & Q(starts__lte=last, ends__gte=first))
        for first, last in spans
        for name, which in COLUMNS.items()
    }
    return dict(rows.aggregate(**columns))


def _count(first: date, last: date, asked: dict[str, int], stays: Iterable[Stay]) -> MonthCount:
    there = [stay.is_sure for stay in stays if stay.starts <= last and stay.ends >= first]
    accepted, waiting, undecided = (asked[f"{name}_{first.month}"] for name in COLUMNS)
    return MonthCount(first, accepted + sum(there), waiting + len(there) - sum(there), undecided)
