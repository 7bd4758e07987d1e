"""Sets a brief as PDF, in a child process with bounds: in ever smaller sizes, until two pages hold it (common/typesetting.py)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passerelles.common.limits import run
from passerelles.common.typesetting import BOUNDS, behind_pages, compiled, compiler_of, pages_of

MOST_PAGES = 2
NO_MAPS = "[]"
TEMPLATE = Path(__file__).parent / "data" / "brief.typ"


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
    return run(in_child, Job(texts, day, drawn), limits=BOUNDS)


def in_child(job: Job) -> bytes:
    return behind_pages(job, set_in_type)


def set_in_type(job: Job) -> bytes:
    compiler = compiler_of(TEMPLATE)
    tries = [(text, job.maps) for text in job.sizes]
    if job.maps != NO_MAPS:
        tries.append((job.sizes[-1], NO_MAPS))
    for text, maps in tries:
        made = compiled(compiler, {"brief": text, "maps": maps}, job.day)
        if pages_of(compiler) <= MOST_PAGES:
            break
    return made
