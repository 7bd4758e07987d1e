"""Sets pages as PDF by typst: pure, without Django, so that a child process starts quickly. What is set is the callers'.

The text goes in as JSON and is never markup: the templates print strings. The compiler is in typst's wheel, Latin faces inside it,
Chinese ones in a package of fonts; nothing of the machine's is asked. The same text gives the same bytes.
"""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import typst

from passerelles.common.limits import Limits

BOUNDS = Limits(memory=600 * 2**20, seconds=20)  # for the child that sets a few pages
FONTS = str(files("pylopdf_fonts_zh_cn"))
Job = TypeVar("Job")


def behind_pages(job: Job, work: Callable[[Job], bytes]) -> bytes:
    """What a child does: whoever waits for a page has the cores first."""
    os.nice(10)
    return work(job)


def compiler_of(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), root=str(template.parent), font_paths=[FONTS], ignore_system_fonts=True)


def compiled(compiler: typst.Compiler, inputs: Mapping[str, str], day: str) -> bytes:
    """A PDF that says it is accessible; one with a character of no face of ours, which may not say so, is tagged all the same."""
    held, at = dict(inputs), datetime.fromisoformat(day).replace(tzinfo=UTC)
    try:
        made = compiler.compile(format="pdf", sys_inputs=held, timestamp=at, pdf_standards="ua-1")
    except typst.TypstError:
        made = compiler.compile(format="pdf", sys_inputs=held, timestamp=at)
    return bytes(made)  # type: ignore[arg-type]  # one file, not one a page


def pages_of(compiler: typst.Compiler) -> int:
    """How many pages it set last, as the template's own <pages> says."""
    return int(json.loads(compiler.query("<pages>", field="value", one=True)))
