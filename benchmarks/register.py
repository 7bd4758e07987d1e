"""Measures the register on a site of its own: pages at 1,000, 10,000 and 100,000 entries, taking in, projecting, importing, memory.

    python -m benchmarks register [--quick] [--on sqlite|postgresql|both]

Pages are asked of the whole application (middleware, database, templates) in this process, one after the other, signed out. Beside each
stands a minimal Django view with one SELECT that renders the same number of rows, asked in turn with it, so that what else the machine
does weighs on both. CPU is this process's and, on PostgreSQL, that of the engine's process that answers it. Seconds are of the machine;
ratios travel. Search finds as many rows as there are entries, written by `search_site`.
"""

import argparse
import gc
import random
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.sets import ROOT
from benchmarks.sites import database_size, processor, run_on, site

SIZES, QUICK = (1_000, 10_000, 100_000), (1_000, 10_000)
ASKED = {True: 24, False: 80}  # how often a page is asked for
TABLE = re.compile(r"<tbody.*?</tbody>", re.DOTALL)
ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
ANCHOR = 100  # rows of the page in PERFORMANCE.md: 1 SELECT, 20 KB
FAR = 10_000_000  # numbers of what search finds: no entry has one of them


@dataclass
class Figures:
    """What was measured of one page at one size."""

    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)  # CPU of the minimal view with as many rows
    queries: int = 0
    size: int = 0
    rows: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.walls) * 1000

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.walls, n=20)[18] * 1000

    @property
    def cpu(self) -> float:
        return statistics.median(self.cpus) * 1000

    @property
    def ratio(self) -> float:
        return statistics.median(self.cpus) / statistics.median(self.plain)


class Visitor:
    """Asks the application for pages as a server would; as somebody who signed in, where one is named."""

    def __init__(self, user: Any = None) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.test import Client, RequestFactory

        self.application = get_wsgi_application()
        self.factory = RequestFactory(HTTP_HOST="localhost")
        if user is not None:
            client = Client()
            client.force_login(user)
            self.factory.cookies.update(client.cookies)

    def get(self, path: str) -> bytes:
        return b"".join(self.pieces(path))

    def pieces(self, path: str) -> Iterator[bytes]:
        """An answer as it leaves, piece by piece."""
        status: list[str] = []
        response = self.application(self.factory.get(path).environ, lambda said, _headers: status.append(said))
        yield from response
        response.close()
        assert status[0].startswith("200"), f"{path}: {status[0]}"

    def queries(self, path: str) -> int:
        from django.db import connection

        seen: list[str] = []

        def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            self.get(path)
        return len(seen)

    def spent(self, path: str) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), processor()
        self.get(path)
        return time.perf_counter() - wall, processor() - cpu


def rows_of(body: bytes) -> int:
    """The rows of a page's tables; of a page without one, what was found, or the values and items it shows."""
    text = body.decode()
    tables = "".join(TABLE.findall(text))
    shown = ARTICLE.search(text)
    return tables.count("<tr>") or text.count('<li class="result"') or (len(re.findall(r"<(?:dd|li)\b", shown[0])) if shown else 0)


def measure(visitor: Visitor, paths: list[str], times: int, beside: str = "") -> Figures:
    """Ask for each path in turn, and after each for the minimal view with the same number of rows, or what is to stand beside it."""
    found = Figures()
    bodies = [visitor.get(path) for path in paths]
    found.rows = round(statistics.median(map(rows_of, bodies)))
    found.size = round(statistics.median(map(len, bodies)))
    found.queries = visitor.queries(paths[0])
    for number in range(times):
        wall, cpu = visitor.spent(paths[number % len(paths)])
        found.walls.append(wall)
        found.cpus.append(cpu)
        found.plain.append(visitor.spent(beside or f"/minimal/{max(found.rows, 1)}/")[1])
    return found


def pages() -> dict[str, list[str]]:
    """The addresses of each kind of page: lists with and without filters, far pages, some entries and authorities."""
    from passerelles.register.models import Entry, Presence

    chance = random.Random(2)
    entries = list(Entry.objects.public().filter(kind="partnership").values_list("pk", flat=True))
    present = list(Presence.objects.filter(number__gte=4, number__lte=12).values_list("organisation_id", flat=True))
    most = Presence.objects.order_by("-number").values_list("organisation_id", flat=True)[0]
    region = "FR/region/84"
    return {
        "home": ["/fr/"],
        "list, first page": ["/fr/entries/"],
        "list, in Chinese": ["/zh-hans/entries/"],
        "list, theme and region": [f"/fr/entries/?theme={theme}&region={region}" for theme in ("water", "health", "culture")],
        "list, newest first": ["/fr/entries/?sort=newest"],
        "list, dormant": ["/fr/entries/?state=dormant"],
        "list, occasions": ["/fr/entries/?kind=occasion"],
        "list, page 20": ["/fr/entries/?page=20"],
        "list, far by cursor": [f"/fr/entries/?after={far_cursor(chance)}" for _ in range(5)],
        "list, a body's name": [f"/fr/entries/?body={name}" for name in ("lyon", "xuzhou", "saint-etienne")],
        "entry": [f"/fr/entries/{pk}/" for pk in chance.sample(entries, 20)],
        "authorities": ["/fr/authorities/"],
        "authority": [f"/fr/authorities/{pk}/" for pk in chance.sample(present, min(20, len(present)))],
        "authority with the most entries": [f"/fr/authorities/{most}/"],
        "map": ["/fr/map/"],
        "map, a theme": ["/fr/map/?theme=water", "/fr/map/?theme=culture"],
        "map, a region and a theme": [f"/fr/map/?region={region}&theme=health"],
        "map, as a drawing": ["/fr/map.svg"],
        "statistics": ["/fr/statistics/"],
        "search, a name": [f"/fr/search/?q={name}" for name in ("Xuzhou", "Quimper", "南京", "Nankin")],
        "search, a common word": [f"/fr/search/?q={word}" for word in ("jumelage", "culture", "友好城市")],
        "search, narrowed": ["/fr/search/?q=coopération&theme=water", "/fr/search/?q=jumelage&country=CN&year=1998"],
    }


def far_cursor(chance: random.Random) -> str:
    """A cursor somewhere in the list of partnerships by name."""
    from passerelles.register.models import Entry
    from passerelles.register.queries.listing import ORDERS
    from passerelles.register.queries.paging import SIZE, _cursor

    rows = Entry.objects.public().filter(kind="partnership").order_by("sort_key", "pk")
    start = chance.randrange(max(rows.count() - 3 * SIZE, 1))
    return _cursor(list(rows[start : start + SIZE + 1]), ORDERS["name"][1])


def measure_pages(sizes: tuple[int, ...], times: int) -> None:
    from benchmarks.filling import Filler, check
    from benchmarks.search_site import Writer

    visitor, filler, writer, smallest = Visitor(), Filler(), Writer(), {}
    writer.number = FAR
    for size in sizes:
        began = time.monotonic()
        filler.fill(size)
        writer.fill(FAR + size)
        gc.collect()
        gc.freeze()  # what filling left behind is no visitor's
        print(f"\n{size:,} entries, written in {time.monotonic() - began:.0f} s; {check()} of 40 differ from their projection (asked: 0)")
        titles = ("p50 ms", "p95 ms", "CPU ms", "queries", "KB", "rows", "× minimal", "× 100 rows", "p95 × smallest")
        print(f"  {'page':34}" + "".join(f"{title:>{len(title) + 2}}" for title in titles))
        anchor = measure(visitor, [f"/minimal/{ANCHOR}/"], times)
        for name, paths in {f"a minimal view of {ANCHOR} rows": [f"/minimal/{ANCHOR}/"], **pages()}.items():
            found = measure(visitor, paths, times)
            print_line(name, found, anchor, smallest.setdefault(name, found))
    print("  asked: CPU ≤ 2× the minimal view with as many rows, p95 ≤ 2× that of the smallest register (! where it is more)")


def print_line(name: str, found: Figures, anchor: Figures, smallest: Figures) -> None:
    counted = f"{found.queries:9}{found.size / 1000:4.0f}{found.rows:6}"
    ratios = f"{judged(found.ratio, 2):>11}{found.cpu / anchor.cpu:12.2f}{judged(found.p95 / smallest.p95, 2):>16}"
    print(f"  {name:34}{found.p50:8.1f}{found.p95:8.1f}{found.cpu:8.1f}{counted}{ratios}", flush=True)


def judged(ratio: float, most: float) -> str:
    return f"{ratio:.2f}{'!' if ratio > most else ' '}"


def measure_projecting(times: int) -> None:
    from passerelles.register.models import Entry
    from passerelles.register.projecting import project

    entries = list(Entry.objects.order_by("?")[: 5 * times])
    began = time.perf_counter()
    for entry in entries:
        project(entry)
    print(f"\nProjections: {len(entries) / (time.perf_counter() - began) * 60:,.0f} a minute, one process")


def measure_importing_here(is_quick: bool) -> None:
    from benchmarks.importing import measure_importing
    from passerelles.register.importing.opening import MOST_ROWS

    measure_importing(1000 if is_quick else MOST_ROWS - 1)


def measure_taking_in(rounds: int) -> None:
    """Documents of the demonstration, from their bytes to proposals, through the queue."""
    from django.db import connection

    from passerelles.library.actions import Brought, take
    from passerelles.library.models import Document
    from passerelles.library.working import work
    from passerelles.people.models import Group

    paths = sorted((ROOT / "demo" / "documents").iterdir())
    work(until_empty=True)  # what is loaded once is loaded
    wall, cpu = time.perf_counter(), used()
    for number in range(rounds):
        group = Group.objects.create(slug=f"round-{number}", name={"fr": "Un tour"})
        for path in paths:
            take(Brought(path.name, path.read_bytes(), group), by=None)
    done = work(until_empty=True)
    wall, cpu = time.perf_counter() - wall, used() - cpu
    failed = Document.objects.filter(state="failed").count()
    kept = sum(path.stat().st_size for path in paths) * rounds / 1e6
    print(f"\nTaking in, upload to proposals ({connection.vendor}, {done} documents of {kept / done * 1000:.0f} KB, {failed} failed)")
    print(f"  {done / cpu * 60:8.0f} documents a minute and core, the start of the reader's child included")
    print(f"  {done / wall * 60:8.0f} documents a minute with one worker")


def used() -> float:
    """Processor seconds of this process and of the children that have ended."""
    return sum(each.ru_utime + each.ru_stime for each in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure_memory() -> None:
    site, reader = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"\nMemory at its largest: {site:.0f} MB here (site, filler and worker in one), {reader:.0f} MB in the reader's child")
    print(f"Database: {database_size() / 1e6:.0f} MB")


def measure_here(is_quick: bool) -> None:
    site()
    measure_taking_in(1 if is_quick else 4)
    measure_pages(QUICK if is_quick else SIZES, ASKED[is_quick])
    measure_projecting(ASKED[is_quick])
    measure_importing_here(is_quick)
    measure_memory()


def main(*, is_quick: bool, engines: Sequence[str] = ("sqlite",)) -> None:
    print("The register", flush=True)
    run_on(engines, "register", *(["--quick"] if is_quick else []))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.register")
    parser.add_argument("--quick", action="store_true")
    measure_here(parser.parse_args().quick)
