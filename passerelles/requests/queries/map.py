"""The radar's map: from where which authority is asked, as far as a visitor's roles and the list's filters leave it.

Rows are counted in the database, by who asks and who is asked; what is drawn and listed of it is bounded whatever their number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.listing import listed
from passerelles.common.numbers import said_number
from passerelles.people.queries import Visitor
from passerelles.places.drawing.graph import Arc, Graph, Picture, Spot
from passerelles.requests.drawing import said_requests
from passerelles.requests.models import Request
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.queries.asked_for import NONE, Filters
from passerelles.requests.queries.whereabouts import HOST, Askers, End, asked_ends, asking_ends
from passerelles.requests.stages import UNANSWERED, WAITING, HostState, Stage

MOST = 200  # pairs of a place and an authority that are drawn and listed; of more, those with most requests
MOST_FROM_AFAR = 120  # pairs of a province and an authority; more would be one blue sheet
MOST_LACKING = 60  # beside them, of those where nobody was asked yet, or whose place nobody knows
WIDEST, LARGEST = 40, 60  # as how many requests the widest arc and the largest mark are drawn, where one has more
NEAR, AFAR = F("asker_place"), Coalesce("asker_place__region", "asker_place")  # by what requests are put together
WHOLE, LACKING = Q(asker_place__isnull=False, hosts__isnull=False), Q(asker_place=None) | Q(hosts=None)
RECEIVED = Q(hosts__state=HostState.ACCEPTED, stage__in=(*WAITING, Stage.ACCEPTED)) | Q(hosts=None, stage=Stage.ACCEPTED)
WAITS = Q(stage__in=UNANSWERED) & (Q(hosts=None) | Q(hosts__state__in=(HostState.WANTED, HostState.ASKED)))


@dataclass(frozen=True, slots=True)
class Pair:
    """How many requests come from a place, or a province, to an authority, and how many of them are at what."""

    origin: int | None  # none: nobody knows where from
    host: int | None  # none: nobody was asked yet
    number: int
    received: int
    waiting: int

    @property
    def closed(self) -> int:
        """Declined, withdrawn."""
        return self.number - self.received - self.waiting


@dataclass(frozen=True, slots=True)
class Line:
    """A pair in the list beside the map, in words."""

    pair: Pair
    asker: End | None
    host: End | None
    address: str  # of the list of its requests

    @property
    def of(self) -> str:
        """The arc that is drawn for it; nothing where there is none."""
        shown = self.asker and self.asker.point and self.host and self.host.point
        return f"p{self.pair.origin}~o{self.pair.host}" if shown else ""

    @property
    def said(self) -> str:
        return said_requests(self.pair.number)

    @property
    def became(self) -> list[tuple[str, str]]:
        """What became of its requests: for each state how its badge looks, and what it says."""
        pair = self.pair
        said = (
            ("host-accepted", pair.received, ngettext("%(number)s received", "%(number)s received", pair.received)),
            ("host-asked", pair.waiting, ngettext("%(number)s waiting", "%(number)s waiting", pair.waiting)),
            ("closed", pair.closed, ngettext("%(number)s closed otherwise", "%(number)s closed otherwise", pair.closed)),
        )
        return [(look, words % {"number": said_number(number)}) for look, number, words in said if number]

    @property
    def told(self) -> str:
        ends = {"asker": self.asker and self.asker.name.text, "host": self.host and self.host.name.text}
        return _("%(asker)s → %(host)s: %(what)s") % {**ends, "what": listed(words for _look, words in self.became)}


@dataclass(frozen=True, slots=True)
class Map:
    filters: Filters
    picture: Picture
    lines: list[Line]
    askers: Askers
    nowhere: str  # the address of the requests whose place nobody knows

    @property
    def said(self) -> str:
        return said_requests(self.picture.total)

    @property
    def hosts_elsewhere(self) -> int:
        """Authorities that are asked, and that the map does not show."""
        return len({line.host.pk for line in self.lines if line.host and line.host.point is None})


def map_of(filters: Filters, user: Visitor) -> Map:
    """Return the map of the requests that a visitor sees and that filters leave, and the list of what it shows."""
    shown, filters = filters, replace(filters, once=True)
    rows = filters.narrow(Request.objects.visible_to(user), user).order_by()
    near, is_cut = _pairs(rows, NEAR, filters, MOST)
    afar = _pairs(rows, AFAR, filters, MOST_FROM_AFAR)[0] if is_cut else []
    askers, hosts = asking_ends(rows), asked_ends(rows, {pair.host for pair in (*near, *afar) if pair.host})
    lines = _lines(near, askers.places, hosts, "place", filters)
    whole = _lines(afar, askers.provinces, hosts, "province", filters)
    regions = _graph(whole, "province", filters) if afar else None
    picture = Picture(_graph(lines, "place", filters), askers.total, regions=regions)
    return Map(shown, picture, whole or lines, askers, _address(filters, province=NONE))


def _pairs(rows: RequestQuerySet, by: Any, filters: Filters, most: int) -> tuple[list[Pair], bool]:
    """The pairs with most requests, and whether there are more. Those that lack an end are not let crowd out the others."""
    whole, rest = _counted(rows, WHOLE, by, filters, most + 1), _counted(rows, LACKING, by, filters, MOST_LACKING + 1)
    found = sorted([*whole[:most], *rest[:MOST_LACKING]], key=lambda pair: -pair.number)
    return found, len(whole) > most or len(rest) > MOST_LACKING


def _counted(rows: RequestQuerySet, which: Q, by: Any, filters: Filters, most: int) -> list[Pair]:
    """Where one host is asked for, it alone, whatever others the same requests were asked of."""
    rows = rows.filter(which, **({HOST: filters.host} if filters.host else {}))
    counts = {"number": Count("pk"), "received": Count("pk", filter=RECEIVED), "waiting": Count("pk", filter=WAITS)}
    counted: Any = rows.annotate(place=by).values_list("place", HOST).annotate(**counts)
    return [Pair(*each) for each in counted.order_by("-number", "place", HOST)[:most]]


def _lines(pairs: Iterable[Pair], askers: Mapping[int, End], hosts: Mapping[int, End], by: str, filters: Filters) -> list[Line]:
    return [
        Line(pair, askers.get(pair.origin or NONE), hosts.get(pair.host or NONE), _address(filters, **_asked(pair, by))) for pair in pairs
    ]


def _asked(pair: Pair, by: str) -> dict[str, int]:
    return {by if pair.origin else "province": pair.origin or NONE, "host": pair.host or NONE}


def _address(filters: Filters, **changes: int) -> str:
    return f"{reverse('requests')}?{filters.query(**changes)}"


# What is drawn of it


def _graph(lines: Sequence[Line], by: str, filters: Filters) -> Graph:
    scale = min(1, WIDEST / max((line.pair.number for line in lines), default=1))
    ends = {("p", end.pk): end for line in lines if (end := line.asker) and end.point}
    ends |= {("o", end.pk): end for line in lines if (end := line.host) and end.point}
    largest = min(1, LARGEST / max((end.number for end in ends.values()), default=1))
    asked = {"p": by, "o": "host"}
    spots = tuple(_spot(kind, end, largest, _address(filters, **{asked[kind]: end.pk})) for (kind, _pk), end in ends.items())
    return Graph(spots, tuple(_arc(line, scale) for line in lines if line.of))


def _spot(kind: str, end: End, scale: float, address: str) -> Spot:
    latitude, longitude = end.point or (0, 0)
    told = _("%(name)s: %(what)s") % {"name": end.name.text, "what": said_requests(end.number)}
    shape, ties = ("square" if kind == "o" else "spot"), round(end.number * scale)
    return Spot(f"{kind}{end.pk}", end.name, end.country, longitude, latitude, ties, address, shape, told)


def _arc(line: Line, scale: float) -> Arc:
    """Full where somebody receives, else dashed where somebody waits, else dotted; as wide as it has requests."""
    pair, (asker, _tilde, host) = line.pair, line.of.partition("~")
    solid, dashed, dotted = (scale * number for number in (pair.received, pair.waiting, pair.closed))
    return Arc((asker, host), solid, dashed, dotted, line.address, line.told)
