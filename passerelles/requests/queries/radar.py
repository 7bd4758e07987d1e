"""The whole network's requests on one screen, as far as a visitor's roles allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.sorting import in_order
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.properties.doing import country_name
from passerelles.register.queries.listing import Choice
from passerelles.register.queries.paging import Slice, sliced
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.models import Request, Step
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.asked_for import NONE, ORDERS, SENT, Filters
from passerelles.requests.stages import WAITING
from passerelles.requests.terms import RequestKind

MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A request as the radar shows it."""

    asked: Request

    @property
    def answered_by(self) -> str:
        """Who brought it where it is; nothing where its asker did."""
        steps = [step for step in self.asked.steps.all() if step.before != step.after and step.after == self.asked.stage]
        return str(steps[-1].by) if steps and steps[-1].by else ""

    @property
    def is_waiting(self) -> bool:
        return self.asked.stage in WAITING

    @property
    def waited(self) -> str:
        """How long its asker waits, or waited for the answer."""
        if self.asked.received_at is None or not (self.is_waiting or self.asked.answered_at):
            return ""
        return in_days(self.asked.received_at, None if self.is_waiting else self.asked.answered_at)


@dataclass(frozen=True, slots=True)
class Radar:
    filters: Filters
    total: int
    slice: Slice
    rows: list[Line]


def in_days(since: datetime, until: datetime | None = None) -> str:
    """Say how many days lie between two moments, the second one now by default."""
    days = ((until or timezone.now()) - since).days
    if not days:
        return _("less than a day")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def radar(asked: Mapping[str, str], user: Visitor) -> Radar:
    """Return the page of requests that a query asks for."""
    filters = Filters.of(asked)
    found = filters.narrow(Request.objects.visible_to(user))
    total = found.count()
    page = sliced(with_lines(found), filters.order, asked, total)
    return Radar(filters, total, page, [Line(row) for row in page.rows])


def with_lines(rows: RequestQuerySet) -> RequestQuerySet:
    """With all that a line shows, whatever the number of lines."""
    return rows.with_hosts().prefetch_related(Prefetch("steps", Step.objects.select_related("by").order_by("pk")))


def choices(filters: Filters, user: Visitor) -> dict[str, list[Choice]]:
    """Return what each filter offers: of places and hosts, those of requests that the visitor sees."""
    seen = Request.objects.visible_to(user).order_by()
    hosts = Organisation.objects.filter(asked__request__in=seen.values("pk")).distinct()[:MOST_CHOICES]
    provinces = Place.objects.filter(pk__in=seen.values("asker_place__region"))[:MOST_CHOICES]
    places = Place.objects.filter(pk=filters.place, pk__in=seen.values("asker_place")) if filters.place else ()
    countries = seen.exclude(asker_country="").values_list("asker_country", flat=True).distinct()
    return {
        "stage": _offered(((stage.value, stage.label) for stage in SENT), filters.stage),
        "kind": _offered(RequestKind.choices, filters.kind),
        "theme": _sorted(THEME_NAMES.items(), filters.theme),
        "country": _sorted(((code, country_name(code)) for code in countries), filters.country),
        "province": _or_none(((place.pk, place.wording) for place in provinces), _("province not known"), filters.province),
        "place": _offered(((place.pk, place.wording) for place in places), filters.place),
        "host": _or_none(((host.pk, host.wording) for host in hosts), _("nobody asked yet"), filters.host),
        "sort": _offered(((name, words) for name, (words, _order) in ORDERS.items()), filters.sort),
    }


def _sorted(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return in_order(_offered(values, chosen), lambda choice: choice.name)


def _or_none(values: Iterable[tuple[object, object]], none: str, chosen: object) -> list[Choice]:
    """What there is, and last that there is none; nothing where there is nothing."""
    found = _sorted(values, chosen)
    return [*found, *_offered([(NONE, none)], chosen)] if found or chosen == NONE else []


def _offered(values: Iterable[tuple[object, object]], chosen: object) -> list[Choice]:
    return [Choice(str(value), str(name), None, value == chosen) for value, name in values]
