"""What a visitor asks the radar for: stage, kind, theme, where it comes from, host, period, whether somebody still waits."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.queries.paging import Order
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Host, Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.stages import UNANSWERED, UNSENT, Stage
from passerelles.requests.terms import RequestKind

LATEST, LONGEST, SOONEST = "latest", "longest", "soonest"
ORDERS = {
    LATEST: (_("latest first"), Order("received_at", is_descending=True, ids_descend=True)),  # what was sent was received
    LONGEST: (_("earliest received first"), Order("received_at")),
    SOONEST: (_("first days of travel first"), Order("starts", may_be_empty=True)),
}
SENT = [stage for stage in Stage if stage not in UNSENT]
NONE = 0  # asked for as a province or a host: those whose province is not known, those that nobody was asked for


@dataclass(frozen=True, slots=True)
class Filters:
    """A query as far as it makes sense: what does not is not asked."""

    stage: str = ""
    kind: str = ""
    theme: str = ""
    country: str = ""
    province: int | None = None
    place: int | None = None  # exactly this one: a province stands for its towns, a place for itself
    host: int | None = None
    since: date | None = None
    until: date | None = None
    waits: bool = False
    double: bool = False  # may be of another's delegation: the list asks it of `doubles`, which is no column
    sort: str = LATEST

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filters":
        country = asked.get("country", "")
        return cls(
            stage=_one_of(asked.get("stage"), SENT),
            kind=_one_of(asked.get("kind"), RequestKind.values),
            theme=_one_of(asked.get("theme"), THEME_NAMES),
            country=country if len(country) == 2 and country.isascii() and country.isalpha() else "",
            province=_number(asked.get("province", "")),
            place=_number(asked.get("place", "")),
            host=_number(asked.get("host", "")),
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
            waits=asked.get("waits") == "1",
            double=asked.get("double") == "1",
            sort=_one_of(asked.get("sort"), ORDERS) or LATEST,
        )

    @property
    def order(self) -> Order:
        return ORDERS[self.sort][1]

    @property
    def is_narrowed(self) -> bool:
        return bool(self._asked().keys() - {"sort"})

    def query(self, **changes: int) -> str:
        """Return the query that asks for this, some of it changed."""
        return urlencode({**self._asked(), **changes})

    def _asked(self) -> dict[str, Any]:
        """What is asked, by name, as an address says it."""
        said = asdict(self) | {"waits": "1" if self.waits else "", "double": "1" if self.double else ""}
        said |= {"sort": "" if self.sort == LATEST else self.sort}
        return {name: value for name, value in said.items() if value not in ("", None)}

    def narrow(self, rows: RequestQuerySet, user: Visitor) -> RequestQuerySet:
        """Return those of requests that a visitor asks for."""
        equal: dict[str, Any] = {"stage": self.stage, "kind": self.kind, "asker_country": self.country}
        rows = rows.filter(**{name: value for name, value in equal.items() if value})
        if self.waits:
            rows = rows.filter(stage__in=UNANSWERED)
        if self.theme:  # a list as text: SQLite has no other way to ask what it holds
            rows = rows.annotate(themes_held=Cast("themes", TextField())).filter(themes_held__contains=f'"{self.theme}"')
        return self._within(self._asked_of(self._from(rows), user))

    def _from(self, rows: RequestQuerySet) -> RequestQuerySet:
        """Those that come from the place or the province asked for."""
        rows = rows.filter(asker_place=self.place) if self.place else rows
        if self.province == NONE:
            return rows.filter(asker_place=None)
        within = Place.objects.filter(Q(pk=self.province) | Q(region=self.province))
        return rows.filter(asker_place__in=within.values("pk")) if self.province else rows

    def _asked_of(self, rows: RequestQuerySet, user: Visitor) -> RequestQuerySet:
        """Those that the host asked for, or nobody, was asked for: of one that was joined to another, as the leading one says, to which its
        own hosts were brought. (Two lists of numbers rather than OR, for which no database would use its indexes.)
        """
        if self.host is None:
            return rows
        asked = Host.objects.filter(**({"organisation": self.host} if self.host else {})).order_by()
        followers = Request.objects.filter(Request.objects.led_for(user), Exists(asked.filter(request=OuterRef("joined_to")))).order_by()
        if self.host == NONE:
            return rows.filter(hosts=None).exclude(pk__in=followers.values("pk"))
        return rows.filter(pk__in=asked.values("request").union(followers.values("pk")))

    def _within(self, rows: RequestQuerySet) -> RequestQuerySet:
        """Those whose days meet the period asked for."""
        rows = rows.filter(ends__gte=self.since) if self.since else rows
        return rows.filter(starts__lte=self.until) if self.until else rows


def _one_of(asked: str | None, known: Any) -> str:
    return asked if asked and asked in known else ""


def _number(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 15 else None


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
