"""Measures open data on a site of its own: how fast files of the register are written and in how much memory, how often the API answers.

    python -m benchmarks opendata [--quick] [--on sqlite|postgresql|both]

Each file is streamed in a process of its own, so that its memory at its largest is its own. The API is asked in turn with a minimal
Django view that gives as many rows of the same table as JSON, with one SELECT. Rates are by processor seconds, on
PostgreSQL the engine's too; ratios travel.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.register import ASKED, Visitor, measure
from benchmarks.sets import ROOT
from benchmarks.sites import processor, run_on, site

SIZES, QUICK = (1_000, 100_000), (1_000, 10_000)


def stream(name: str) -> None:
    """Stream one file to nowhere and print what it took; `name` "nothing" says what the process weighs by itself."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "passerelles.settings"
    import django

    django.setup()
    from passerelles.portal.opendata.dumping import BY_NAME, records
    from passerelles.portal.opendata.site import about
    from passerelles.portal.opendata.writers import streamed

    size, own, wall, cpu = 0, memory("RssAnon"), time.perf_counter(), processor()
    if name != "nothing":
        for number, piece in enumerate(streamed(BY_NAME[name].writer(about("")), records())):
            size += len(piece)
            own = max(own, memory("RssAnon")) if number % 500 == 0 else own
    spent = {"wall": time.perf_counter() - wall, "cpu": processor() - cpu}
    print(json.dumps({"bytes": size, **spent, "peak": memory("VmHWM"), "own": own}))


def memory(which: str) -> float:
    """Memory of this program in MB: "VmHWM" all of it at its largest, with what SQLite maps of its file (128 MB); "RssAnon" its own, now.
    (What getrusage says includes the process that started it.)
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{which}:")[2].split()[0]) / 1024


def told(name: str) -> dict[str, float]:
    words = [sys.executable, "-m", "benchmarks.opendata", "--stream", name]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure_files() -> None:
    from passerelles.portal.opendata.dumping import KINDS

    alone = told("nothing")["own"]
    print(
        f"  {'file':22}{'MB':>8}{'s':>8}{'CPU s':>8}{'MB/CPU s':>10}{'own MB':>8}{'with mapped':>13}   (the process alone: {alone:.0f} MB)"
    )
    for kind in KINDS:
        found = told(kind.name)
        size = found["bytes"] / 1e6
        rate, own, peak = size / found["cpu"], found["own"], found["peak"]
        print(f"  {kind.name:22}{size:8.1f}{found['wall']:8.1f}{found['cpu']:8.1f}{rate:10.2f}{own:8.0f}{peak:13.0f}", flush=True)


def measure_api(visitor: Visitor, times: int) -> None:
    """Lists of fifty and one entry, beside the minimal view in turn."""
    from passerelles.register.models import Entry

    entry = Entry.objects.public().filter(kind="partnership").first()
    assert entry is not None
    paths = {
        "entries": "/api/v1/entries",
        "entries, theme and region": "/api/v1/entries?theme=water&region=FR/region/84",
        "an entry, with its statements": f"/api/v1/entries/{entry.pk}",
        "authorities": "/api/v1/authorities",
        "places": "/api/v1/places",
    }
    print(f"  {'API':34}{'p50 ms':>8}{'CPU ms':>8}{'a CPU s':>10}{'queries':>9}{'KB':>6}{'× minimal':>11}")
    for name, path in paths.items():
        rows = len(json.loads(visitor.get(path)).get("items", [0]))
        found = measure(visitor, [path], times, beside=f"/minimal-json/{max(rows, 1)}/")
        line = f"{found.p50:8.1f}{found.cpu:8.1f}{1000 / found.cpu:10.0f}{found.queries:9}{found.size / 1000:6.1f}{found.ratio:11.2f}"
        print(f"  {name:34}{line}", flush=True)


def measure_here(is_quick: bool) -> None:
    site()
    from django.conf import settings

    from benchmarks.filling import Filler

    settings.ASKED_A_MINUTE = dict.fromkeys(settings.ASKED_A_MINUTE, 10**9)
    visitor, filler = Visitor(), Filler()
    for size in QUICK if is_quick else SIZES:
        filler.fill(size)
        print(f"\n{size:,} entries")
        measure_files()
        measure_api(visitor, ASKED[is_quick])


def main(*, is_quick: bool, engines: Sequence[str] = ("sqlite",)) -> None:
    print("Open data", flush=True)
    run_on(engines, "opendata", *(["--quick"] if is_quick else []))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opendata")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--stream")
    asked = parser.parse_args()
    if asked.stream:
        stream(asked.stream)
    else:
        measure_here(asked.quick)
