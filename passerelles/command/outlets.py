"""Where what was read goes: JSON Lines, tables or a report, to a file or to standard output."""

import contextlib
import glob
import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

from rich.console import Console

from passerelles.command.disagreements import Disagreement
from passerelles.command.report import Report
from passerelles.command.table import print_disagreements, print_sheet
from passerelles.library.sheet import Sheet

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Outlet(Protocol):
    """Takes documents as they are read, in order, and ends with what comparing them says (None: they were not compared)."""

    def add(self, sheet: Sheet) -> None: ...
    def fail(self, name: str, error: str) -> None: ...
    def finish(self, disagreements: Sequence[Disagreement] | None, *, is_cut_short: bool) -> None: ...


class Lines:
    """JSON Lines as FORMAT.md says: each line is written whole and at once, so that an interruption leaves valid lines."""

    def __init__(self, file: TextIO):
        self._file = file
        self._can_cut = False
        with contextlib.suppress(OSError, ValueError):
            self._can_cut = file is not sys.stdout and stat.S_ISREG(os.fstat(file.fileno()).st_mode)

    def add(self, sheet: Sheet) -> None:
        self._write(sheet.found)

    def fail(self, name: str, error: str) -> None:
        self._write({"document": name, "error": error})

    def finish(self, disagreements: Sequence[Disagreement] | None, *, is_cut_short: bool) -> None:
        """One line a document and nothing else: the caller says what documents disagree on."""

    def _write(self, item: dict[str, Any]) -> None:
        whole = self._file.tell() if self._can_cut else 0
        try:
            self._file.write(json.dumps(item, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError:
            if self._can_cut:  # the disk is full: half a line is no line
                os.ftruncate(self._file.fileno(), whole)
                with open(os.devnull, "wb") as nowhere:  # where the rest goes that closing the file writes  # noqa: PTH123
                    os.dup2(nowhere.fileno(), self._file.fileno())
            raise


class Tables:
    """A table for each document, printed as it is read."""

    def __init__(self, console: Console, language: str):
        self._console, self._language = console, language

    def add(self, sheet: Sheet) -> None:
        print_sheet(self._console, sheet, self._language)
        self._console.file.flush()

    def fail(self, name: str, error: str) -> None:
        """Nothing: errors are told apart, on standard error."""

    def finish(self, disagreements: Sequence[Disagreement] | None, *, is_cut_short: bool) -> None:
        if disagreements is not None:
            print_disagreements(self._console, disagreements, self._language)


class Html:
    """One report of all documents, written at the end."""

    def __init__(self, file: TextIO, language: str):
        self._file, self._report = file, Report(language)

    def add(self, sheet: Sheet) -> None:
        self._report.add(sheet)

    def fail(self, name: str, error: str) -> None:
        self._report.fail(name, error)

    def finish(self, disagreements: Sequence[Disagreement] | None, *, is_cut_short: bool) -> None:
        try:
            self._report.write(self._file, disagreements or (), is_cut_short=is_cut_short)
        finally:
            self._report.close()


@contextlib.contextmanager
def output(path: Path | None, *, is_streamed: bool) -> Iterator[TextIO]:
    """Open where to write. A file that is not streamed gets its name only when it is complete; what a killed run left of one goes first.

    What UTF-8 cannot hold (a file name that is no UTF-8) is written as JSON writes it: ``\\udce9``.
    """
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    path = path.resolve()
    is_special = path.exists() and not stat.S_ISREG(path.stat().st_mode)  # /dev/null must not be replaced
    name = path if is_streamed or is_special else path.with_name(f".{path.name}.{os.getpid()}.part")
    if name != path:
        _clear_remains(path)
    try:
        # opened to add, so that a file that another run is writing is not emptied before that is known
        with name.open("a" if is_streamed else "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            if not is_special:
                _take(file)
            yield file
        if name != path:
            name.replace(path)
    finally:
        if name != path:
            name.unlink(missing_ok=True)


def _clear_remains(path: Path) -> None:
    """Delete the unfinished files of runs that were killed before they could: those that no run holds."""
    for remains in path.parent.glob(f".{glob.escape(path.name)}.*.part") if fcntl is not None else ():
        with contextlib.suppress(OSError), remains.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remains.unlink()


def _take(file: TextIO) -> None:
    """Empty a file for this run alone. Raises OSError where another run is writing it."""
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OSError(error.errno, "another run is writing this file", file.name) from None
        except OSError:  # a file system without locks
            pass
    file.truncate(0)
