"""Opening documents: bytes in, a `Document` with text and blocks out, or one clear refusal.

`open_document` tells the format from the content, never raises anything but `Unreadable`, and neither fetches nor follows
anything a file refers to. Memory and time are its caller's to bound (`passerelles.common.limits`).
"""

from collections.abc import Callable
from pathlib import Path

from passerelles.reading.formats.drafts import Opened, finish
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.errors import MAX_BYTES, Unreadable
from passerelles.reading.formats.mail import read_eml
from passerelles.reading.formats.markup import read_html
from passerelles.reading.formats.office import read_zip
from passerelles.reading.formats.pdf import read_pdf
from passerelles.reading.formats.plain import read_plain
from passerelles.reading.formats.sheets import read_csv
from passerelles.reading.formats.sniffing import BY_SUFFIX, TEXTUAL, sniff
from passerelles.reading.model import Document

__all__ = ["FORMATS", "Unreadable", "open_document"]

FORMATS: dict[str, Callable[[bytes], Opened]] = {
    "txt": lambda data: read_plain(decode(data), "txt"),
    "html": read_html,
    "md": lambda data: read_plain(decode(data), "md"),
    "csv": read_csv,
    "eml": read_eml,
    "pdf": read_pdf,
    "zip": read_zip,
}


def open_document(source: Path | bytes, *, name: str | None = None) -> Document:
    """Open one file, or bytes that came from elsewhere, as a document.

    `name` is how the document is called (a path's own text where it is left out); its ending is a hint, the content decides.
    Raises Unreadable, naming the file, with a `cause`; nothing else whatever the bytes are.
    """
    name = name if name is not None else (str(source) if isinstance(source, Path) else "document")
    try:
        data = source if isinstance(source, bytes) else _bytes_of(source)
        return finish(_opened(data, name), name)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}", error.cause) from None
    except MemoryError:
        raise  # the caller's limit: it must be told from a damaged file
    except RecursionError:
        raise Unreadable(f"{name}: it is nested too deeply", "unsafe") from None
    except Exception as error:
        # The parsers below us raise hundreds of things on damaged files; whatever it is, the file is what is wrong.
        raise Unreadable(f"{name}: it is damaged ({type(error).__name__}: {str(error)[:200]})", "damaged") from error


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("there is no such file" if not path.exists() else "it is not a file", cause="missing")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"it is too large: {size // 2**20} MB, at most {MAX_BYTES // 2**20}", cause="too-large")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # it may have grown since
    except OSError as error:
        raise Unreadable(f"it cannot be opened ({error.strerror or error})", cause="missing") from None


def _opened(data: bytes, name: str) -> Opened:
    if len(data) > MAX_BYTES:
        raise Unreadable(f"it is too large: at most {MAX_BYTES // 2**20} MB", cause="too-large")
    if not data.strip(b" \t\r\n\x00"):
        raise Unreadable("the file is empty", cause="empty")
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    kind = sniff(data, suffix)
    opened = FORMATS[kind](data)
    hinted = BY_SUFFIX.get(suffix)
    if hinted and hinted != opened.format and not (hinted in TEXTUAL and opened.format in TEXTUAL):
        opened.notes = (f"named .{suffix}, but its content is {opened.format}: read as such", *opened.notes)
    return opened
