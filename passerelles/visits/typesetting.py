"""Sets a visit's prints as PDF in a child process: as small as it takes for one page, where one page is asked for. Without Django."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passerelles.common.limits import run
from passerelles.common.typesetting import BOUNDS, behind_pages, compiled, compiler_of, pages_of

TEMPLATE = Path(__file__).parent / "data" / "visit.typ"
SIZES = ("10", "9", "8", "7", "6")  # points: the first that fits


@dataclass(frozen=True, slots=True)
class Job:
    sheet: str
    day: str
    most_pages: int  # 0: as many as it takes


def as_pdf(sheet: Mapping[str, Any], day: str, most_pages: int = 0) -> bytes:
    """Return a sheet as PDF. Raises Breach where it takes too much."""
    return run(in_child, Job(json.dumps(sheet, ensure_ascii=False, sort_keys=True), day, most_pages), limits=BOUNDS)


def in_child(job: Job) -> bytes:
    return behind_pages(job, set_in_type)


def set_in_type(job: Job) -> bytes:
    compiler = compiler_of(TEMPLATE)
    for size in SIZES:
        made = compiled(compiler, {"sheet": job.sheet, "size": size}, job.day)
        if not job.most_pages or pages_of(compiler) <= job.most_pages:
            break
    return made
