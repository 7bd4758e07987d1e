"""Who asks and who is asked, of requests: their names, how many requests each has, and where the map shows them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from passerelles.common.words import Wording, wording
from passerelles.people.models import Organisation
from passerelles.places.drawing.projection import placed
from passerelles.places.models import Place
from passerelles.places.pointing import first_point, point_columns
from passerelles.reading.gazetteer import names_of
from passerelles.requests.models.requests import RequestQuerySet

HOST = "hosts__organisation"
PLACE = ("pk", "region", "country", "key", "name", "zh", *point_columns())


@dataclass(frozen=True, slots=True)
class End:
    """A place that asks, a province with all its places, or an authority that is asked."""

    pk: int
    words: tuple[str, str, str] | dict[str, str]  # its names: of a place its key, name and Chinese name
    country: str
    number: int  # of requests
    point: tuple[float, float] | None  # latitude, longitude; none where the map does not show it

    @property
    def name(self) -> Wording:
        return wording(self.words if isinstance(self.words, dict) else names_of(*self.words))


@dataclass(frozen=True, slots=True)
class Askers:
    """Where requests come from: each place, each province; and how many come from nobody knows where."""

    places: dict[int, End]
    provinces: dict[int, End]
    nowhere: int

    @property
    def elsewhere(self) -> int:
        """Requests whose place the map does not show."""
        return sum(end.number for end in self.places.values() if end.point is None)

    @property
    def total(self) -> int:
        return self.nowhere + sum(end.number for end in self.places.values())


def asking_ends(rows: RequestQuerySet) -> Askers:
    """Return where requests come from: as many rows as there are places, whatever the number of requests."""
    numbers = Counter(dict(rows.values_list("asker_place").annotate(number=Count("pk"))))
    nowhere = numbers.pop(None, 0)
    asking = list(Place.objects.filter(pk__in=rows.values("asker_place")).values_list(*PLACE))
    of_provinces: Counter[int] = Counter()
    for pk, province, *_rest in asking:
        of_provinces[province or pk] += numbers[pk]
    above = Place.objects.filter(pk__in=of_provinces.keys() - numbers.keys()).values_list(*PLACE)
    return Askers(_ends(asking, numbers), _ends([*asking, *above], of_provinces), nowhere)


def _ends(found: Iterable[Sequence[Any]], numbers: Counter[int]) -> dict[int, End]:
    return {
        pk: End(pk, (key, name, zh), country, numbers[pk], _shown(country, points))
        for pk, _province, country, key, name, zh, *points in found
        if numbers[pk]
    }


def asked_ends(rows: RequestQuerySet, organisations: set[int]) -> dict[int, End]:
    """Return those of some organisations, given by id, that requests ask. (All are counted: of some, SQLite is slower.)"""
    numbers = dict(rows.values_list(HOST).annotate(number=Count("pk")))
    columns = ("pk", "name", "country", *point_columns("place__"))
    found = Organisation.objects.filter(pk__in=organisations).values_list(*columns)
    return {pk: End(pk, name, country, numbers.get(pk, 0), _shown(country, points)) for pk, name, country, *points in found}


def _shown(country: str, points: Sequence[float | None]) -> tuple[float, float] | None:
    point = first_point(points)
    return point if point and placed(country, point[1], point[0]) else None
