"""Measures the reciprocity ledger on a site of its own: pages at 1,000 and 100,000 movements, counting all sums, one change, the file.

    python -m benchmarks ledger [--quick] [--on sqlite|postgresql|both]

As `register` measures: whole application, in this process, signed out, beside a minimal Django view of as many rows.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.opendata import memory
from benchmarks.register import Visitor, measure
from benchmarks.sets import ROOT
from benchmarks.sites import run_on, settle, site

SIZES, QUICK = (1_000, 100_000), (1_000, 10_000)
ENTRIES = 10  # movements of an entry, on average
TIMES = 40
BATCH = 4000


def fill(target: int) -> None:
    """Write movements straight into their table until there are `target`, each said by a claim of its entry; then count all sums."""
    from benchmarks.filling import Filler
    from passerelles.ledger.models import Movement
    from passerelles.register.models import Entry

    chance = random.Random(target)
    Filler().fill(target // ENTRIES)
    pairs = list(Entry.objects.filter(kind="partnership", is_public=True).values_list("pk", "group_id", "claims__pk", "claims__source_id"))
    rows = [_movement(chance, number, *chance.choice(pairs)) for number in range(Movement.objects.count(), target)]
    Movement.objects.bulk_create(rows, BATCH)


def _movement(chance: random.Random, number: int, entry: int, group: int, claim: int, source: int) -> Any:
    from passerelles.ledger.models import Movement

    measure = chance.choices(["action", "mission", "people", "days", "money", "realisation", "benefit"], [30, 10, 25, 5, 20, 7, 3])[0]
    low = 1 if measure in ("action", "realisation", "benefit", "mission") else chance.randint(2, 60_000 if measure == "money" else 80)
    return Movement(
        origin=f"bench/{number}",
        mark="1",
        entry_id=entry,
        root_id=entry,
        claim_id=claim,
        teller=f"source/{source}",
        measure=measure,
        low=low,
        high=chance.choice([low, low, low, low * 2, None]),
        unit="EUR" if measure == "money" else "",
        soil=chance.choice(["FR", "CN", "CN", ""]),
        date=f"{chance.randint(1990, 2026)}" + chance.choice(["", f"-{chance.randint(1, 12):02}"]),
        basis=chance.choice(["documented", "documented", "declared", "estimated"]),
        what="une délégation reçue à l’hôtel de ville" if chance.random() < 0.5 else "代表团来访",
        group_id=group,
        wanted="public",
        visibility="public",
    )


def measure_size(size: int) -> None:
    from passerelles.ledger.actions import recount
    from passerelles.ledger.models import Movement, Sum
    from passerelles.ledger.posting import post
    from passerelles.register.models import Entry

    fill(size)
    began = time.perf_counter()
    recount()
    counting = time.perf_counter() - began
    settle()
    print(f"  {size:,} movements: {Sum.objects.count():,} sums, counted anew in {counting:.1f} s")
    visitor = Visitor()
    for name, paths in _pages().items():
        found = measure(visitor, paths, TIMES)
        said = f"{found.p50:6.1f} ms p50 {found.p95:6.1f} ms p95 {found.cpu:6.1f} ms CPU ×{found.ratio:4.1f} of a minimal view"
        print(f"    {name:<22}{said} {found.queries:3} queries {found.size / 1000:6.1f} KB {found.rows:4} rows")
    one = Movement.objects.select_related("root__group").order_by("pk")[size // 2]
    spent = []
    for low in range(20):
        Movement.objects.filter(pk=one.pk).update(low=low)
        began = time.perf_counter()
        post([Entry.objects.select_related("group").get(pk=one.root_id)])
        spent.append(time.perf_counter() - began)
    print(f"    one movement changed: its sums in {sorted(spent)[10] * 1000:.1f} ms")
    _measure_file()


def _pages() -> dict[str, list[str]]:
    from passerelles.ledger.models import Movement, Posting
    from passerelles.people.models import Group

    entries = list(Posting.objects.order_by("pk").values_list("entry", flat=True)[:40:4])
    busiest = list(Movement.objects.filter(root__in=entries).values_list("root__parties__organisation", flat=True).distinct()[:10])
    group = Group.objects.get(slug="bench").pk
    return {
        "network": ["/fr/reciprocity/"],
        "group": [f"/fr/reciprocity/groups/{group}/"],
        "authority": [f"/fr/reciprocity/authorities/{pk}/" for pk in busiest],
        "partnership": [f"/fr/reciprocity/entries/{pk}/" for pk in entries],
        "movements": ["/fr/reciprocity/movements/"],
        "movements of a number": [f"/fr/reciprocity/movements/?measure={each}&soil=FR" for each in ("people", "benefit", "money")],
        "movements of a group": [f"/fr/reciprocity/groups/{group}/movements/?measure=people&soil=-"],
        "entry in the register": [f"/fr/entries/{pk}/" for pk in entries],
    }


def stream() -> None:
    """Write the file of all movements to nowhere, and print what it took: memory in MB, this program's own before it and at its largest."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "passerelles.settings"
    import django

    django.setup()
    visitor = Visitor()
    visitor.get("/fr/reciprocity/")  # what is loaded once is loaded
    before = own = memory("RssAnon")
    began, size = time.perf_counter(), 0
    for number, piece in enumerate(visitor.pieces("/fr/reciprocity/movements/movements.csv")):
        size += len(piece)
        own = max(own, memory("RssAnon")) if number % 500 == 0 else own
    print(json.dumps({"bytes": size, "seconds": time.perf_counter() - began, "before": before, "own": own}))


def _measure_file() -> None:
    """In a process of its own, so that its memory is its own."""
    words = [sys.executable, "-m", "benchmarks.ledger", "--stream"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    size, seconds = told["bytes"] / 1e6, told["seconds"]
    said = f"{size:.1f} MB in {seconds:.1f} s, {size / seconds:.2f} MB/s"
    print(f"    the file of all: {said}; own memory {told['before']:.0f} MB before it, {told['own']:.0f} at its largest", flush=True)


def main(*, is_quick: bool, engines: Sequence[str] = ("sqlite",)) -> None:
    print("The reciprocity ledger", flush=True)
    run_on(engines, "ledger", *(["--quick"] if is_quick else []))


if __name__ == "__main__" and "--stream" in sys.argv:
    stream()
elif __name__ == "__main__":
    site()
    for size in QUICK if "--quick" in sys.argv else SIZES:
        measure_size(size)
