"""Prints, item by item, what the reader as it is here gains and loses against an earlier commit.

The earlier code is laid into a temporary folder with ``git archive`` and reads the same documents through its own command: nothing is
kept between runs, nothing can grow stale, and what is compared is what the command prints. Without a commit: against the last one where
the reader has been changed since, else against the one before its last change.
"""

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.score import Json, kinds_of, matches, read_found
from benchmarks.sets import ROOT, AnnotatedSet, golds, present, printed

CODE = ("passerelles",)
TOO_MUCH = ", too much: "
READER = ("passerelles/reading", "passerelles/common")


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def last_reader() -> str:
    """The commit to compare with."""
    if git("status", "--porcelain", "--", *READER):
        return git("rev-parse", "--short", "HEAD")
    return git("rev-parse", "--short", git("log", "-1", "--format=%H", "--", *READER) + "^")


def lay_out(commit: str, folder: Path) -> None:
    """Put the code of a commit into a folder."""
    archive = subprocess.run(["git", "archive", commit, *CODE], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def read_then(annotated: AnnotatedSet, folder: Path) -> dict[str, Json]:
    """What the earlier code finds in a set."""
    out = folder / f"{annotated.name}.jsonl"
    command = [
        sys.executable,
        "-m",
        "passerelles.command.main",
        "read",
        *map(str, annotated.paths()),
        "--format",
        "jsonl",
        "--out",
        str(out),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not out.exists():
        raise RuntimeError(done.stderr[-500:])
    return read_found(out)


def items(gold: Json, found: Json) -> Iterator[tuple[str, bool]]:
    """Every item of a document with whether it counts for the reader: hits and things rightly not found, against misses and extras."""
    rows = matches(gold, found)
    for what, (hits, missed, extra) in rows.items():
        yield from ((f"{what}: {label(item)}", True) for item, _ in hits)
        yield from ((f"{what}: {label(item)}", False) for item in missed)
        yield from ((f"{what}{TOO_MUCH}{label(item)}", False) for item in extra)
    for wanted, given in rows["partnerships"][0]:
        yield f"kind of {label(wanted)}", given["kind"] in kinds_of(wanted)
        years = {wanted.get("year"), wanted.get("year_implied"), *wanted.get("alt_years", [])}
        yield f"since of {label(wanted)}", given["since"] in years


def label(item: Json) -> str:
    """Enough of an item to know it by, the same in gold and in what was found."""
    if "fr" in item:
        return f"{item.get('fr_code') or item['fr']} – {item.get('cn_code') or item['cn']}"
    if "what" in item:
        return f"{item['value']} {item['what']}"
    if "start" in item and "kind" in item and "country" not in item:
        return f"{item['kind']} {item.get('starts') or (item['start'] if isinstance(item['start'], str) else '')} {item.get('name') or ''}"[
            :90
        ]
    return f"{item.get('name')} ({item.get('country')} {item.get('code')})"


def compare(gold: Json, before: Json, now: Json) -> tuple[list[str], list[str]]:
    """What is gained and what is lost. What is only in one of the two as "too much" came or went."""
    old, new = dict(items(gold, before)), dict(items(gold, now))
    gained = [name for name, is_right in new.items() if is_right and not old.get(name, False)]
    gained += [f"no more {name}" for name in old if TOO_MUCH in name and name not in new]
    lost = [name for name, is_right in new.items() if not is_right and old.get(name, TOO_MUCH in name)]
    return gained, lost


def show(annotated: AnnotatedSet, before: dict[str, Json]) -> tuple[int, int]:
    totals = [0, 0]
    for stem, gold in golds(annotated.name).items():
        if "error" in before.get(stem, {}):
            print(f"  {annotated.name} {stem}: could not be read then")
            continue
        for index, (sign, names) in enumerate(zip("+-", compare(gold, before.get(stem, {}), printed(annotated.name)[stem]), strict=True)):
            totals[index] += len(names)
            for name in names:
                print(f"  {sign} {annotated.name} {stem}  {name}")
    return totals[0], totals[1]


def main(commit: str | None = None) -> None:
    commit = commit or last_reader()
    print(f"Gains (+) and losses (-) against {git('log', '-1', '--format=%h %s', commit)}")
    with tempfile.TemporaryDirectory() as folder:
        lay_out(commit, Path(folder))
        for annotated in present():
            try:
                gained, lost = show(annotated, read_then(annotated, Path(folder)))
            except (RuntimeError, json.JSONDecodeError) as error:
                print(f"{annotated.name}: that commit's command does not read: {error}")
                continue
            print(f"{annotated.name}: {gained} gained, {lost} lost", flush=True)
    print()
