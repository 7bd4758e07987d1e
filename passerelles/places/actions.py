"""Filling the table of places from the gazetteer: again and again, it changes nothing but what the gazetteer changed."""

import gc
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice

from django.db import transaction

from passerelles.places.models import Place, PlaceName
from passerelles.reading import Gazetteer
from passerelles.reading.gazetteer import Place as Unit

PLAIN = ("country", "level", "code", "name", "latitude", "longitude", "population")
COLUMNS = (*PLAIN, "zh", "valid_until", "parent", "region")
TOPS = ("region", "province")
OWN = ("official", "short")  # ways of writing the name that the place's own row holds
BATCH = 5000


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, loaded once a process; what is loaded stays, and the collector need not walk through it (0.2 s each time)."""
    known = Gazetteer.load()
    gc.freeze()
    return known


@transaction.atomic
def fill_places() -> int:
    """Write every unit of the gazetteer as a row, parents before children. Return how many there are."""
    known = gazetteer()
    units = list(known.all())
    _write(units)
    _name(known)
    return len(units)


def _write(units: list[Unit]) -> None:
    """Write units after what they are part of, so that each row is written once, with its parents."""
    ids: dict[str, int] = {}
    for depth in sorted({len(unit.parents) for unit in units}):
        rows = [_row(unit, ids) for unit in units if len(unit.parents) == depth]
        Place.objects.bulk_create(rows, BATCH, update_conflicts=True, unique_fields=["key"], update_fields=COLUMNS)
        ids = dict(Place.objects.values_list("key", "pk"))
    _continue(units, ids)


def _row(unit: Unit, ids: dict[str, int]) -> Place:
    parents = [ids[key] for key in unit.parents if key in ids]
    tops = [ids[key] for key in unit.parents if key in ids and key.split("/")[1] in TOPS]
    plain = {name: getattr(unit, name) for name in PLAIN}
    until = date.fromisoformat(unit.valid_until) if unit.valid_until else None
    above = {"parent_id": next(iter(parents), None), "region_id": next(iter(tops), None)}
    return Place(key=unit.key, zh=unit.zh or "", valid_until=until, **plain, **above)


def _continue(units: Iterable[Unit], ids: dict[str, int]) -> None:
    """Tie units that are no more to what they became; where they were split there is no one successor."""
    for unit in units:
        if len(unit.successors) == 1 and unit.successors[0] in ids:
            Place.objects.filter(key=unit.key).update(successor=ids[unit.successors[0]])


def _name(known: Gazetteer) -> None:
    ids = dict(Place.objects.values_list("key", "pk"))
    names = _names(known, ids)
    while batch := list(islice(names, BATCH)):
        PlaceName.objects.bulk_create(batch, ignore_conflicts=True)


def _names(known: Gazetteer, ids: dict[str, int]) -> Iterator[PlaceName]:
    for text, form in known.names():
        if form.kind not in OWN and form.place.key in ids:
            yield PlaceName(place_id=ids[form.place.key], kind=form.kind, text=text)


def row_of(unit: Unit) -> Place:
    """Return the row of a unit of the gazetteer, written now where it was not (a place too small to have a code)."""
    found = Place.objects.filter(key=unit.key).first()
    if found is None:
        found = _row(unit, dict(Place.objects.filter(key__in=unit.parents).values_list("key", "pk")))
        found.save()
    return found


def place_named(country: str, level: str, code: str | None, name: str) -> Place:
    """Return the place of a finding: by its code, else by its name (a place too small to have one, written now where it was not)."""
    key = f"{country}/{level}/{code or name}"
    found = Place.objects.filter(key=key).first()
    if found is None:
        try:
            return row_of(gazetteer().place(key))
        except KeyError:
            found, _ = Place.objects.get_or_create(key=key, defaults={"country": country, "level": level, "code": code or "", "name": name})
    return found
