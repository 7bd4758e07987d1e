"""Measures importing a spreadsheet, and undoing it: as many partnerships as one import takes, between places of unmistakable names."""

import csv
import io
import itertools
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from passerelles.people.models import Group, Membership, Role, User
from passerelles.places.models import Place
from passerelles.register.actions import import_batch, name_columns, open_batch, undo_batch
from passerelles.register.actions.importing import Spreadsheet
from passerelles.register.models import Entry
from passerelles.register.naming import authority_named

HEADER = ("Collectivité", "Partenaire", "Nature", "Depuis", "Domaines")
KINDS, THEMES = ("Jumelage", "Accord", "Coopération"), ("culture", "sport", "culture, santé", "eau", "")


def measure_importing(rows: int) -> None:
    """Import a sheet (its titles are a row) of new partnerships into the register as it is, and take it out again."""
    by, group = _coordinator()
    sheet = Spreadsheet("mesure.csv", _sheet(rows), group, "public")
    before = Entry.objects.public().count()
    print(f"\nImporting {rows:,} rows into {before:,} public entries, one process")
    batch = _timed("open (in a child)", lambda: open_batch(sheet, by=by))
    name_columns(batch, batch.mapping, by=by)
    batch = _timed("import", lambda: import_batch(batch, by=by))
    more = Entry.objects.public().count() - before
    print(f"    {more:,} entries more, {batch.counts['facts']:,} facts, {batch.counts['refused']} rows refused")
    _timed("undo", lambda: undo_batch(batch, by=by))


def _timed(what: str, do: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    done = do()
    print(f"  {what:20}{time.perf_counter() - wall:7.1f} s{time.process_time() - cpu:7.1f} s of CPU here", flush=True)
    return done


def _coordinator() -> tuple[User, Group]:
    group = Group.objects.get_or_create(slug="sheets", defaults={"name": {"fr": "Un réseau"}, "home": "FR", "partner": "CN"})[0]
    by = User.objects.get_or_create(email="bench@example.org")[0]
    Membership.objects.get_or_create(user=by, group=group, role=Role.COORDINATOR)
    return by, group


def _sheet(rows: int) -> bytes:
    chance = random.Random(3)
    homes, partners = _named("FR", ("commune", "departement"), 400), _named("CN", ("prefecture", "province"), 120)
    pairs = chance.sample(list(itertools.product(homes, partners)), rows)
    written = io.StringIO()
    says = ((chance.choice(KINDS), chance.randint(1980, 2024), chance.choice(THEMES)) for _ in pairs)
    csv.writer(written, delimiter=";").writerows([HEADER, *((*pair, *said) for pair, said in zip(pairs, says, strict=True))])
    return written.getvalue().encode()


def _named(country: str, levels: tuple[str, ...], most: int) -> list[str]:
    """Names of a country's larger places that mean one place to whoever imports them."""
    return list(itertools.islice(_unmistakable(country, levels), most))


def _unmistakable(country: str, levels: tuple[str, ...]) -> Iterator[str]:
    for place in Place.objects.of(country).in_force().filter(level__in=levels).order_by("-population", "pk"):
        name = place.words.get("fr", "")
        if name and authority_named(name, country=country).key == place.key:
            yield name
