"""Reads one file in a child process and hands back what the parent shows: everything here can be pickled."""

import signal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from passerelles.reading.finders import read
from passerelles.reading.formats import open_document
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Block
from passerelles.reading.output import as_json

READER_VERSION = "0.1"
SECONDS = 30.0  # for any file…
SECONDS_PER_MB = 20.0  # …and for each megabyte of it: forty times what reading costs


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as it was read: what was found in it (FORMAT.md's object), its text and blocks, notes of the opening."""

    found: dict[str, Any]
    text: str
    blocks: Sequence[Block]
    notes: Sequence[str]
    format: str
    reading: Any = None  # what documents are compared by


def allowed_seconds(path: Path) -> float:
    """Return how long reading a file may take."""
    try:
        return SECONDS + SECONDS_PER_MB * path.stat().st_size / 2**20
    except OSError:
        return SECONDS


def prepare() -> None:
    """Load what every document needs, before time counts for the first."""
    _gazetteer()


def read_file(path: Path) -> Sheet:
    """Read one file. Raises Unreadable; ends this process when it takes longer than the file's size allows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, allowed_seconds(path))
    try:
        reading = read(open_document(path), _gazetteer())
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    document = reading.document
    return Sheet(as_json(reading, READER_VERSION), document.text, document.blocks, document.notes, document.format)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
