"""Measures search on a site of its own: 1,000 and 100,000 rows on SQLite and, where there is a server, on PostgreSQL.

    python -m benchmarks search [--quick] [--on sqlite|postgresql|both]
    scripts/postgresql.sh python -m benchmarks.search 1000000      (some 20 minutes: outside the default)

Beside a search (one ranked list, how many there are, and the numbers of every facet) stands the bare full-text query with the same words
and visibility, asked in turn: in the engine's own order of relevance, the first 20 with an exact count; and in the order of rows, the first
1,001 numbers. Then the twenty results of a page with their excerpts, and the page. Milliseconds by the clock are of the machine and what
else it does; those of the processor (of this process: on PostgreSQL the engine's are elsewhere) are calmer. tantivy, where it is installed,
holds the same tokens beside the database.
"""

import gc
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.sites import ENGINES, run_on, site

SIZES = (1_000, 100_000)
TIMES = 5  # each query, after once unmeasured
QUERIES = {
    "rare": ["Saint-Étienne Xuzhou", "Xuzhou", "Nankin", "Quimper", "Chengdu Montpellier", "compte rendu 1234"],
    "common": ["coopération", "jumelage", "patrimoine industriel", "eau", "culture"],
    "several": ["séminaire eau Chengdu", "convention tourisme Lyon", "jeunes université jumelage"],
    "Chinese": ["武汉", "友好城市", "南京", "武汉与里昂的合作", "污水处理"],
    "pinyin": ["wu han", "cheng du", "xi an"],
    "misspelt": ["Chengdou", "Montpelier Chengdu", "Strasbour"],
    "narrowed": ["coopération&theme=water", "jumelage&country=CN&year=1998", "&theme=culture&state=active"],
}
PREFIXES = ["Ly", "Chen", "Saint-", "武汉", "Montpellier – Che"]


Spent = tuple[float, float]  # milliseconds by the clock, and of this process's processor


def spent(do: Callable[[], Any]) -> Spent:
    began, cpu = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000


def line(name: str, ours: list[Spent], *others: list[Spent]) -> None:
    """Print p50 and p95 by the clock and by the processor, and the ratios to others (of the processor's, where the engine is in here)."""
    walls, cpus = ([each[at] for each in ours] for at in (0, 1))
    said = "".join(f"{statistics.median(each):9.1f}{quantile(each):9.1f}" for each in (walls, cpus))
    print(f"  {name:22}{said}{''.join(ratios(ours, other) for other in others if other)}", flush=True)


def ratios(ours: list[Spent], other: list[Spent]) -> str:
    at = 1 if is_embedded() else 0
    one, two = [each[at] for each in ours], [each[at] for each in other]
    return f"{statistics.median(one) / statistics.median(two):10.2f}{quantile(one) / quantile(two):8.2f}"


def is_embedded() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def quantile(walls: list[float]) -> float:
    return statistics.quantiles(walls, n=20)[18]


class Bare:
    """Ours, and the full-text query alone as the engine has it, with the visibility filter of a visitor."""

    def __init__(self) -> None:
        from django.contrib.auth.models import AnonymousUser

        from passerelles.portal.queries.searching.finding import findable

        self.rows = findable(AnonymousUser())

    def ours(self, said: Any) -> None:
        """What a search is before anything of it is shown."""
        from passerelles.common.finding.asking import Asked
        from passerelles.common.finding.meaning import meant
        from passerelles.common.finding.ranking import counted, ranked
        from passerelles.places.named import places_in
        from passerelles.portal.queries.searching.facets import dated, filters_of, narrowing

        understood = meant(Asked.of(said.get("q") or "", places_in), self.rows, narrowing(filters_of(said)), places_in)
        ranked(understood.found, understood.asked, "fr")
        counted(understood.found.rows, dated())

    def in_order(self, expressions: list[Any]) -> None:
        from passerelles.common.finding.candidates import matching

        list(matching(self.rows, expressions).values_list("pk", flat=True)[:1001])

    def by_relevance(self, expressions: list[Any]) -> None:
        from django.db import connection

        from passerelles.common.finding.asking import for_postgresql, for_sqlite

        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                joined = "FROM bare b JOIN common_findable f ON f.id = b.rowid WHERE bare MATCH %s AND f.visibility = 'public'"
                asked = [" AND ".join(map(for_sqlite, expressions))]
                cursor.execute(f"SELECT f.id {joined} ORDER BY b.rank LIMIT 20", asked)
            else:
                asked = [" & ".join(map(for_postgresql, expressions))]
                joined = "FROM common_findable, (SELECT %s::tsquery AS q) AS asked WHERE whole_index @@ q AND visibility = 'public'"
                cursor.execute(f"SELECT id {joined} ORDER BY ts_rank(whole_index, q) DESC LIMIT 20", asked)
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) {joined}", asked)
            cursor.fetchall()


def expressions_of(asked: str) -> list[Any]:
    from django.http import QueryDict

    from passerelles.common.finding.asking import Asked
    from passerelles.portal.queries.searching.facets import filters_of, narrowing

    said = QueryDict(f"q={asked}")
    query = Asked.of(said.get("q") or "")
    return [*([query.loose] if query.terms else []), *narrowing(filters_of(said))]


def measure_queries() -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.http import QueryDict

    from passerelles.portal.queries.searching import search, suggest

    visitor, bare = AnonymousUser(), Bare()
    everything: tuple[list[Spent], list[Spent], list[Spent]] = ([], [], [])
    print(f"  {'':22}{'p50 ms':>9}{'p95':>9}{'p50 CPU':>9}{'p95':>9}{'× bare, by relevance':>22}{'× bare, 1,001 rows':>20}")
    for name, queries in QUERIES.items():
        walls: tuple[list[Spent], list[Spent], list[Spent]] = ([], [], [])
        for asked in queries:
            said, words = QueryDict(f"q={asked}"), expressions_of(asked)
            does = (
                lambda said=said: bare.ours(said),
                lambda words=words: bare.by_relevance(words),
                lambda words=words: bare.in_order(words),
            )
            for number in range(TIMES + 1):
                for kept, do in zip(walls, does, strict=True):
                    wall = spent(do)
                    kept.extend([wall] if number else [])
        line(name, *walls)
        for whole, part in zip(everything, walls, strict=True):
            whole.extend(part if name != "misspelt" else [])
    line("all but misspelt", *everything)
    asked = [QueryDict(f"q={each}") for name, queries in QUERIES.items() for each in queries if name != "misspelt"]
    line("twenty results", [spent(lambda said=said: search(said, visitor)) for said in asked * TIMES])
    line("suggestions", [spent(lambda each=each: suggest(each, visitor)) for each in PREFIXES * TIMES])
    print("  asked: ≤ 3× the bare query; p95 ≤ 60 ms at 100,000 on SQLite")


def measure_page() -> None:
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory

    application, factory = get_wsgi_application(), RequestFactory(HTTP_HOST="localhost")

    def get(path: str) -> None:
        status: list[str] = []
        response = application(factory.get(path).environ, lambda said, _headers: status.append(said))
        b"".join(response)
        response.close()
        assert status[0].startswith("200"), status

    paths = [f"/fr/search/?q={asked}" for name in ("rare", "common", "several", "Chinese") for asked in QUERIES[name]]
    walls = [spent(lambda path=path: get(path)) for path in paths * TIMES]
    line("the whole page", walls[len(paths) :])


def sizes() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            indexes = (f"pg_relation_size('common_findable_{name}_index')" for name in ("whole", "heading"))
            cursor.execute(f"SELECT pg_table_size('common_findable'), {', '.join(indexes)}")
            table, whole, heading = cursor.fetchone()
            return f"table with its vectors {table / 1e6:.0f} MB, indexes {(whole + heading) / 1e6:.0f} MB"
        cursor.execute("SELECT sum(length(block)) FROM common_findable_index_data")
        index = cursor.fetchone()[0]
        path = Path(connection.settings_dict["NAME"])
        return f"index {index / 1e6:.0f} MB of a database of {path.stat().st_size / 1e6:.0f} MB"


def bare_index() -> float:
    """An FTS5 table as one makes it without thinking, for the bare query by relevance. Return the seconds it took."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return 0.0
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        options = "content='common_findable', content_rowid='id', tokenize=\"ascii tokenchars '~=-'\""
        cursor.execute(f"CREATE VIRTUAL TABLE bare USING fts5(heading, tokens, {options})")
        cursor.execute("INSERT INTO bare(bare) VALUES ('rebuild')")
    return time.monotonic() - began


def measure_here(sizes_asked: tuple[int, ...]) -> None:
    from django.db import connection

    from benchmarks.search_site import Writer
    from benchmarks.search_tantivy import measure_tantivy

    writer = Writer()
    for size in sizes_asked:
        before, began = writer.number, time.monotonic()
        writer.fill(size)
        seconds = time.monotonic() - began
        print(f"\n{connection.vendor}: {size:,} rows, {(size - before) / seconds:,.0f} a second with their tokens; {sizes()}", flush=True)
        if seconds_bare := bare_index():
            print(f"  a plain FTS5 index of the same tokens alone: {seconds_bare:.1f} s")
        gc.collect()
        gc.freeze()  # what filling left behind is no visitor's
        measure_queries()
        measure_page()
        if size == sizes_asked[-1]:
            measure_tantivy({name: [expressions_of(asked) for asked in queries] for name, queries in QUERIES.items()})
    print(f"  memory at its largest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main(*, is_quick: bool, engines: Sequence[str] = ENGINES) -> None:
    print("Search", flush=True)
    run_on(engines, "search", *(["1000", "10000"] if is_quick else map(str, SIZES)))


if __name__ == "__main__":
    if "PASSERELLES_DATA" not in os.environ:
        os.environ["PASSERELLES_DATA"] = tempfile.mkdtemp(prefix="passerelles-bench-")
    site()
    measure_here(tuple(map(int, sys.argv[1:])) or SIZES)
