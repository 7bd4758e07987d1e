"""Sets a brief as PDF, in a child process with bounds: pure, without Django, so that a child starts quickly.

The text goes in as JSON and is never markup: the template prints strings. The compiler is in typst's wheel, Latin faces inside it,
Chinese ones in a package of fonts; nothing of the machine's is asked. The same brief gives the same bytes.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from passerelles.common.limits import Limits, run

BOUNDS = Limits(memory=600 * 2**20, seconds=20)
MOST_PAGES = 2
NO_MAPS = "[]"
FOLDER = Path(__file__).parent / "data"
FONTS = str(files("pylopdf_fonts_zh_cn"))


@dataclass(frozen=True, slots=True)
class Job:
    """A brief in ever smaller sizes, as JSON: the first that two pages hold is printed, else the last, without maps."""

    sizes: tuple[str, ...]
    day: str
    maps: str  # drawings, one a sheet


def as_pdf(sizes: Sequence[Mapping[str, Any]], day: str, maps: Sequence[str] = ()) -> bytes:
    """Return a brief as PDF. Raises Breach where it takes too much."""
    texts = tuple(json.dumps(each, ensure_ascii=False, sort_keys=True) for each in sizes)
    drawn = json.dumps(maps, ensure_ascii=False) if any(maps) else NO_MAPS
    return run(behind_pages, Job(texts, day, drawn), limits=BOUNDS)


def behind_pages(job: Job) -> bytes:
    """What the child does: whoever waits for a page has the cores first."""
    os.nice(10)
    return set_in_type(job)


def set_in_type(job: Job) -> bytes:
    compiler = typst.Compiler(str(FOLDER / "brief.typ"), root=str(FOLDER), font_paths=[FONTS], ignore_system_fonts=True)
    tries = [(text, job.maps) for text in job.sizes]
    if job.maps != NO_MAPS:
        tries.append((job.sizes[-1], NO_MAPS))
    for text, maps in tries:
        made = _compiled(compiler, {"brief": text, "maps": maps}, _moment(job.day))
        if _pages(compiler) <= MOST_PAGES:
            break
    return made


def _compiled(compiler: typst.Compiler, inputs: dict[str, str], at: datetime) -> bytes:
    """A PDF that says it is accessible; one with a character of no face of ours, which may not say so, is tagged all the same."""
    try:
        made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=at, pdf_standards="ua-1")
    except typst.TypstError:
        made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=at)
    return bytes(made)  # type: ignore[arg-type]  # one file, not one a page


def _pages(compiler: typst.Compiler) -> int:
    return int(json.loads(compiler.query("<pages>", field="value", one=True)))


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
