"""Reads one file in a child process and hands back what the parent shows: everything here can be pickled."""

import gc
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from passerelles.reading import Gazetteer, open_document, read
from passerelles.reading.lexicon import lexicon
from passerelles.reading.model import Block, Sentence
from passerelles.reading.output import as_json
from passerelles.reading.reader import READER_VERSION, Reading
from passerelles.reading.secrets.masking import BULLET

SHORTEST_SECRET = 4  # shorter ones are left in other texts: they would blot out ordinary words
SECONDS = 30.0  # of processor time (a busy machine refuses nothing that a quiet one reads) for any file…
SECONDS_PER_MB = 20.0  # …and for each megabyte of it: forty times what reading costs


class Task(NamedTuple):
    """A file to read, and whether its reading is wanted whole."""

    path: Path
    is_compared: bool = False
    beside: tuple[str, ...] = ()  # words that stand beside the text: what is secret in the text is hidden in them too


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as it was read: what was found in it (FORMAT.md's object), its text and blocks, notes of the opening."""

    found: dict[str, Any]
    text: str
    blocks: Sequence[Block]
    notes: Sequence[str]
    format: str
    sentences: Sequence[Sentence] = ()
    reading: Reading | None = None  # where documents are to be compared
    beside: tuple[tuple[str, str], ...] = ()  # the task's, each with what it is once masked
    secrets: frozenset[str] = field(default=frozenset(), repr=False)  # what was masked: to be hidden elsewhere, and never kept


def allowed_seconds(path: Path) -> float:
    """Return how many seconds of processor time reading a file may take."""
    try:
        return SECONDS + SECONDS_PER_MB * path.stat().st_size / 2**20
    except OSError:
        return SECONDS


def prepare() -> None:
    """Load what every document needs, before time counts for the first."""
    _gazetteer()
    lexicon()
    gc.freeze()  # what is loaded stays: the collector need not walk through it for every document


def read_file(task: Task) -> Sheet:
    """Read one file. Raises Unreadable; ends this process when it takes longer than the file's size allows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, allowed_seconds(task.path))
    gc.disable()  # a reading only grows: walking through it again and again takes a fifth of the time and finds nothing
    try:
        opened = open_document(task.path)
        reading = read(
            replace(opened, notes=(*opened.notes, *task.beside)), _gazetteer()
        )  # the mask hides in notes what it hides in the text
    finally:
        gc.enable()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
    document, noted = reading.document, len(reading.document.notes) - len(task.beside)
    notes, beside = document.notes[:noted], tuple(zip(task.beside, document.notes[noted:], strict=True))
    found = as_json(reading, READER_VERSION)
    vars(reading).pop("cues", None)  # larger than all the rest, and made again where it is asked for
    whole = reading if task.is_compared else None
    secrets = frozenset(masked_in(opened.text, document.text))
    return Sheet(found, document.text, document.blocks, notes, document.format, reading.sentences, whole, beside, secrets)


def masked_in(text: str, hidden: str) -> Iterator[str]:
    """Yield the words of a text that the same text with its secrets hidden has • over. What is too short would blot out others."""
    start = None
    for at, (one, other) in enumerate(zip(text + " ", hidden + " ", strict=True)):
        is_hidden = other == BULLET != one
        if is_hidden and start is None:
            start = at
        elif not is_hidden and start is not None:
            if at - start >= SHORTEST_SECRET:
                yield text[start:at]
            start = None


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()
