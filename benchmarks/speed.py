"""Prints how fast the reader is, beside the limits of the same machine in the same run. Seconds are processor time of one core.

The text is real density: the annotated documents (dev where present, else our own), again and again. They repeat, so what the reader
remembers of names it has met before is remembered here as in a day's work on one network's documents.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from operator import attrgetter
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from benchmarks.sets import NAMED, ROOT, gazetteer
from passerelles.reading import Reading, dates, open_document, places, read, secrets
from passerelles.reading.finders import FINDERS
from passerelles.reading.folding import fold
from passerelles.reading.model import Document

MB = 1_000_000
WHOLE, QUICK = 50 * MB, 3 * MB
AS_THEY_ARE = 20 * MB  # the single document of 50 MB says the same of all of it
PAGE = 3000  # characters of a page of minutes


def spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def sources() -> list[Path]:
    return NAMED["dev" if NAMED["dev"].is_present else "own"].paths()


def texts(size: int) -> Iterator[bytes]:
    """Documents as they are, one after the other, `size` bytes in all."""
    for data in cycle([path.read_bytes() for path in sources()]):
        yield data
        size -= len(data)
        if size <= 0:
            return


def joined(size: int) -> bytes:
    """One document of this size."""
    return b"\n\n".join(texts(size))[:size].decode("utf-8", "ignore").encode()


def pace(name: str, size: int, seconds: float, asked: float | None = None) -> None:
    rate = size / MB / max(seconds, 1e-9)
    judged = "" if asked is None else f"   asked {asked:g}: {'ok' if rate >= asked else f'SHORT, {rate / asked:.2f} of it'}"
    print(f"  {name:52}{rate:10.2f} MB/s{judged}", flush=True)


def limits(size: int) -> None:
    """What no reader can beat here: decoding the bytes; scanning for the same names and nothing else."""
    data = joined(min(size, 5 * MB))
    text = data.decode()
    pace("limit: decoding UTF-8", len(data), spent(lambda: data.decode()))
    pace("limit: folding", len(data), spent(lambda: fold(text)))
    known, folded = gazetteer(), fold(text)
    automaton = AhoCorasick(list(known._store.surfaces))
    pace("limit: bare automaton over all names", len(data), spent(lambda: automaton.find_matches_as_indexes(folded, overlapping=True)))
    pace("limit: our scanner over all names", len(data), spent(lambda: known._scanner.spans(text)))


def opened(size: int) -> list[tuple[Document, int]]:
    return [(open_document(data, name="text.txt"), len(data)) for data in texts(size)]


def whole(size: int) -> None:
    """Everything, over documents as they are, read once each."""
    known = gazetteer()
    total, opening, reading, alone = 0, 0.0, 0.0, 0.0
    for index, data in enumerate(texts(size)):
        started = time.process_time()
        document = open_document(data, name="text.txt")
        between = time.process_time()
        read(document, known)
        opening, reading, total = opening + between - started, reading + time.process_time() - between, total + len(data)
        if index % 5 == 0:
            alone += spent(lambda document=document: list(places.find(Reading(document), known)))  # type: ignore[misc]
    pace(f"all finders, {total / MB:.0f} MB of documents as they are", total, reading, 0.5)
    pace("  with opening them", total, reading + opening)
    pace("places alone, one document in five", total // 5, alone, 1.5)


def shares(size: int) -> None:
    """Which finder takes how much of the time."""
    known, took = gazetteer(), defaultdict[str, float](float)

    def step(name: str, work: Callable[..., Any], *on: object) -> Any:
        started = time.process_time()
        done = work(*on)
        took[name] += time.process_time() - started
        return done

    for document, _ in opened(size):  # the steps of `read`, each by itself
        masked, _ = step("secrets", secrets.mask, document)
        reading = step("folding, sentences", Reading, masked)
        step("word lists", attrgetter("cues"), reading)
        published = masked.published or step("the document's date", dates.published_in, reading)
        reading.document = replace(masked, published=published)
        for find in FINDERS:
            name = find.__module__.removeprefix("passerelles.reading.")
            step(name, lambda find, reading: reading.add(find(reading, known)), find, reading)
    total = sum(took.values())
    print("  share of time: " + ", ".join(f"{name} {part / total:.0%}" for name, part in sorted(took.items(), key=lambda item: -item[1])))


def flatness(size: int) -> None:
    """Cost of a megabyte in documents of different sizes: flat where the reader is linear."""
    known, costs = gazetteer(), []
    for length in (1_000, 100_000, MB, 10 * MB, 50 * MB):
        if length > size:
            break
        times = max(1, min(2 * MB, size) // length)
        data = joined(max(length, 2 * MB))
        documents = [
            open_document(data[at : at + length].decode("utf-8", "ignore").encode(), name="text.txt")
            for at in range(0, length * times, length)
        ]
        seconds = spent(lambda documents=documents: [read(document, known) for document in documents])  # type: ignore[misc]
        costs.append(seconds / (length * times / MB))
        print(f"  one document of {length / 1000:9,.0f} KB: {costs[-1]:6.2f} s a megabyte, {1 / costs[-1]:.2f} MB/s", flush=True)
    print(f"  dearest over cheapest: {max(costs) / min(costs):.2f} (flat: 1)")


def minutes() -> None:
    """Twenty pages of minutes, opened and read."""
    seed = next(iter(NAMED["seeds"].documents.glob("002_*.txt")), None) if NAMED["seeds"].is_present else None
    path = seed or ROOT / "demo" / "documents" / "minutes-2024-03-groupe-chine-broken.txt"
    text = path.read_text(encoding="utf-8")
    data = (text * (20 * PAGE // len(text) + 1))[: 20 * PAGE].encode()
    known = gazetteer()
    seconds = statistics.median(spent(lambda: read(open_document(data, name="minutes.txt"), known)) for _ in range(3))
    print(f"  twenty pages of minutes as text: {seconds:.2f} s   asked 0.5: {'ok' if seconds <= 0.5 else 'SHORT'}")
    pdf = ROOT / "demo" / "documents" / "minutes-2024-03-groupe-chine.pdf"
    opened_pdf = open_document(pdf)
    pages = max(block.page or 1 for block in opened_pdf.blocks)
    opening = statistics.median(spent(lambda: open_document(pdf)) for _ in range(3)) / pages * 20
    reading = statistics.median(spent(lambda: read(opened_pdf, known)) for _ in range(3)) / pages * 20
    print(f"  twenty pages of minutes as PDF, from {pages}: {opening:.2f} s to open, {reading:.2f} s to read")


READY = """
import json, resource, time
began = time.perf_counter()
from passerelles.reading import Gazetteer, open_document, read
imported = time.perf_counter() - began
started = time.perf_counter()
known = Gazetteer.load()
known.matches("Toulouse et Chongqing, 重庆市")
ready = time.perf_counter() - started
def resident():
    with open("/proc/self/status") as file:
        return int(next(line for line in file if line.startswith("VmRSS")).split()[1]) / 1024
before = resident()
read(open_document(open(%r, "rb").read(), name="text.txt"), known)
print(json.dumps([imported, ready, before, resident(), time.perf_counter() - began]))
"""


def readiness() -> None:
    """A fresh process: what it costs before the first document."""
    said = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", READY % str(sources()[0])], cwd=ROOT, capture_output=True, text=True, check=True)
        said.append(json.loads(done.stdout))
    imported, ready, resident, after, first = (statistics.median(column) for column in zip(*said, strict=True))
    print(f"  library imported in {imported:.2f} s, gazetteer ready in {ready:.2f} s more   asked 0.5: {'ok' if ready <= 0.5 else 'SHORT'}")
    print(f"  resident {resident:.0f} MB with the library and the gazetteer   asked 150: {'ok' if resident <= 150 else 'SHORT'}")
    print(f"  first document read {first:.2f} s after the start, {after:.0f} MB resident then")


def jobs(size: int) -> None:
    """The command on a folder, with one child and with two; wall time."""
    with tempfile.TemporaryDirectory() as folder:
        length = 50_000
        data = joined(max(size, length))
        for number in range(max(1, size // length)):
            Path(folder, f"{number:04}.txt").write_bytes(data[number * length : (number + 1) * length].decode("utf-8", "ignore").encode())
        walls = [_wall(folder, count) for count in (1, 2)]
    ratio = walls[0] / walls[1]
    judged = "ok" if ratio >= 1.6 else "SHORT"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    told = f"{walls[0]:.1f} s; with --jobs 2 {walls[1]:.1f} s, {ratio:.2f} x on {cores} cores"
    print(f"  the command, {size / MB:.0f} MB in files of 50 KB: {told}   asked 1.6: {judged}")


def _wall(folder: str, count: int) -> float:
    command = [sys.executable, "-m", "passerelles.command.main", "read", folder, "--format", "jsonl", "--out", f"{folder}/found.jsonl"]
    started = time.perf_counter()
    subprocess.run([*command, "--jobs", str(count)], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - started


def main(*, is_quick: bool = False) -> None:
    size = QUICK if is_quick else WHOLE
    data = b"".join(path.read_bytes() for path in sources())
    print(f"Speed on {len(sources())} documents of {len(data) // 1000} KB in all, repeated; one core")
    list(map(len, (read(document, gazetteer()).sentences for document, _ in opened(len(data)))))  # word lists and tables are loaded
    gc.freeze()  # as the command's children do: what is loaded stays,
    gc.disable()  # and a reading only grows
    limits(size)
    whole(min(size, AS_THEY_ARE))
    shares(min(size, 2 * MB))
    flatness(size)
    minutes()
    readiness()
    jobs(min(size, 6 * MB))
    print()
