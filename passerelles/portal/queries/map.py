"""What the map shows: the ties that a list's filters leave, the most alive first and boundedly many. Of public entries alone, for
everybody: a map is shown around.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from passerelles.common.templatetags.common import words
from passerelles.common.words import tongue, wording
from passerelles.people.queries import NOBODY
from passerelles.places.drawing.graph import Arc, Graph, Picture, Spot
from passerelles.places.drawing.projection import placed
from passerelles.places.models import Place
from passerelles.places.pointing import first_point, point_columns
from passerelles.portal.queries.statistics.kept import numbers_of_pairs
from passerelles.register.models import Entry, EntryKind, Party
from passerelles.register.queries.filters import DORMANT, Filters, matching
from passerelles.register.queries.life import is_dormant
from passerelles.register.queries.listing import ORDERS, badge
from passerelles.register.queries.paging import between
from passerelles.register.terms import TIES

MOST = 200  # ties drawn one by one; of more, the most alive
MOST_PAIRS = 120  # of regions; more would be one blue sheet
COUNTED = 1000  # of several filters: collected up to here, then sorted, which is cheaper than to walk all until enough are found
FRESH = timedelta(days=365)
COLUMNS = ("pk", "title", "tie", "state", "since", "last_proof", "is_dormant")
PARTY = (
    *("entry", "organisation", "organisation__name", "organisation__country", "organisation__presence__partnerships"),
    *point_columns("organisation__place__"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the list beside the map."""

    pair: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Map:
    filters: Filters
    picture: Picture
    lines: list[Line]


def filters_of(asked: Mapping[str, str]) -> Filters:
    """Return a query's filters as the map understands them: the list's, of partnerships."""
    return replace(Filters.of(asked), kind=EntryKind.PARTNERSHIP)


def map_of(filters: Filters) -> Map:
    """Return the map of what filters leave, and the list of what it shows."""
    rows, total = matching(filters, NOBODY, COUNTED)
    ties = between(rows.with_dormancy().values(*COLUMNS), ORDERS["proof"][1], 0, MOST)
    near, unplaced = _near(ties, timezone.localdate())
    regions = _of_regions() if total.number > MOST and not filters.conditions else None
    picture = Picture(near, total.number, total.is_at_least, len(ties), unplaced, regions)
    return Map(filters, picture, _lines(ties, near))


def picture_of(ties: Sequence[Entry], day: date) -> Picture:
    """Return the picture of ties that somebody sees, in the language at hand; of very many, the first ones."""
    columns = ("pk", "state", "last_proof")
    rows = [{**{name: getattr(tie, name) for name in columns}, "is_dormant": is_dormant(tie, day)} for tie in ties[:MOST]]
    near, unplaced = _near(rows, day)
    return Picture(near, len(ties), shown=len(rows), unplaced=unplaced)


# Between authorities


def _near(ties: list[dict[str, Any]], day: date) -> tuple[Graph, int]:
    """Spots and arcs of ties, and how many of them the map has no place for. An arc's first tie is the list's line."""
    spots: dict[str, Spot] = {}
    ends: dict[int, list[str]] = defaultdict(list)
    folder, lang = reverse("authorities"), tongue()
    for row in Party.objects.filter(entry__in=[tie["pk"] for tie in ties]).order_by("entry", "position").values_list(*PARTY):
        if spot := _spot(row, folder, lang):
            spots[spot.key] = spot
            ends[row[0]].append(spot.key)
    arcs: list[Arc] = []
    for tie in ties:
        tie["pair"] = "~".join(ends[tie["pk"]][:2]) if len(ends[tie["pk"]]) > 1 else ""
        if tie["pair"]:
            arcs.append(_arc(tie, (ends[tie["pk"]][0], ends[tie["pk"]][1]), day))
    drawn = {end for arc in arcs for end in arc.ends}
    return Graph(tuple(spot for key, spot in spots.items() if key in drawn), tuple(arcs)), len(ties) - len(arcs)


def _spot(row: tuple[Any, ...], folder: str, lang: str) -> Spot | None:
    """An authority's own point, else that of what it is part of or became; none, where the map does not show it."""
    _entry, organisation, name, country, ties, *points = row
    known = first_point(points)
    if known is None or not placed(country, known[1], known[0]):
        return None
    return Spot(str(organisation), wording(name, lang), country, known[1], known[0], ties or 1, f"{folder}{organisation}/")


def _arc(tie: Mapping[str, Any], ends: tuple[str, str], day: date) -> Arc:
    if tie["state"] != "active":
        return Arc(ends, dotted=1)
    return Arc(ends, dashed=1) if tie["is_dormant"] else Arc(ends, solid=_freshness(tie["last_proof"], day))


def _freshness(proof: date, day: date) -> float:
    """How much a tie that is alive weighs: most in the year after its last proof."""
    return 1.0 if proof >= day - FRESH else 0.4


# Between regions, of kept numbers


def _of_regions() -> Graph:
    rows = [(pair.split(" "), awake, asleep, wished + ended) for pair, awake, asleep, wished, ended in numbers_of_pairs()]
    places = {place.key: place for place in Place.objects.filter(key__in={key for pair, *_numbers in rows for key in pair})}
    arcs = tuple(
        Arc((pair[0], pair[1]), float(awake), asleep, others)
        for pair, awake, asleep, others in rows
        if all(_is_shown(places.get(key)) for key in pair)
    )
    ties: dict[str, int] = defaultdict(int)
    for arc in arcs:
        for end in arc.ends:
            ties[end] += int(arc.solid + arc.dashed + arc.dotted)
    drawn = sorted(arcs, key=lambda arc: -(arc.solid + arc.dashed + arc.dotted))[:MOST_PAIRS]
    heaviest = max((arc.solid for arc in drawn), default=0) or 1
    thin = tuple(replace(arc, solid=6 * arc.solid / heaviest) for arc in drawn)
    return Graph(tuple(_region_spot(places[key], number) for key, number in ties.items()), thin, len(arcs))


def _is_shown(place: Place | None) -> bool:
    return bool(
        place and place.latitude is not None and place.longitude is not None and placed(place.country, place.longitude, place.latitude)
    )


def _region_spot(place: Place, ties: int) -> Spot:
    address = f"{reverse('map')}?region={place.key}"
    return Spot(place.key, place.wording, place.country, place.longitude or 0, place.latitude or 0, ties, address)


# The list


def _lines(ties: Iterable[Mapping[str, Any]], near: Graph) -> list[Line]:
    folder = reverse("entries")
    badges = {state: badge(state) for state in ("wished", "ended", DORMANT)}
    names = {term: str(escape(str(name))) for term, name in TIES.items()}
    return [Line(tie["pair"], _line(tie, folder, names, badges)) for tie in ties]


def _line(tie: Mapping[str, Any], folder: str, names: Mapping[str, str], badges: Mapping[str, SafeString]) -> SafeString:
    state = DORMANT if tie["is_dormant"] else tie["state"]
    told = " · ".join(filter(None, [names.get(tie["tie"], ""), str(tie["since"] or "")]))
    title = words(wording(tie["title"]))
    line = f'<li data-of="{escape(tie["pair"])}"><a href="{folder}{tie["pk"]}/">{title}</a> <span class="muted">{told}</span>'
    return mark_safe(f"{line} {badges.get(state, '')}</li>")  # noqa: S308 - pair, title and names are escaped just before
