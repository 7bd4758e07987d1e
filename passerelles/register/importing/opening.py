"""Opens a spreadsheet through the reading library, in a child process with bounded memory and time. Loads no Django."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from passerelles.common.limits import Limits, run
from passerelles.reading import Unreadable, open_document
from passerelles.reading.secrets import mask

MOST_ROWS = 10_000  # of one import: it is one transaction, some milliseconds an entry, and nobody else writes meanwhile
LIMITS = Limits(memory=2**30, seconds=60.0)


@dataclass(frozen=True, slots=True)
class Opened:
    """A spreadsheet as text and blocks, its secrets masked: what a document of the library is kept as."""

    name: str  # without the secrets that are in it, or in the text
    format: str
    language: str
    text: str
    blocks: list[dict[str, Any]]
    notes: list[str]
    has_secret: bool


def opened(data: bytes, name: str) -> Opened:
    """Open a spreadsheet. Raises Unreadable, or Breach where it costs too much."""
    return run(read_sheet, (data, name), limits=LIMITS)


def read_sheet(brought: tuple[bytes, str]) -> Opened:
    """The child's work."""
    data, name = brought
    document = open_document(data, name=name)
    rows = sum(block.kind == "row" for block in document.blocks)
    if document.format not in ("csv", "xlsx"):
        raise Unreadable(f"{name}: it is no spreadsheet ({document.format}): save it as .xlsx or .csv", "unknown-format")
    if not rows:
        raise Unreadable(f"{name}: there are no rows in it", "empty")
    if rows > MOST_ROWS:
        raise Unreadable(f"{name}: it has {rows} rows, at most {MOST_ROWS} are imported at a time: cut it into several files", "too-large")
    masked, doubts = mask(replace(document, notes=(*document.notes, name)))  # what is hidden in the text is hidden in its name too
    *notes, name = masked.notes
    blocks = [asdict(block) for block in masked.blocks]
    return Opened(name, masked.format, masked.language, masked.text, blocks, notes, bool(doubts))
