"""`passerelles read`: reads files in child processes and shows what was found, in the files' order."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.text import Text

from passerelles.command.comparing import Comparison
from passerelles.command.disagreements import Disagreement
from passerelles.command.files import Files, files
from passerelles.command.interrupting import Interruptions
from passerelles.command.outlets import Html, Lines, Outlet, Tables, output
from passerelles.command.pages import on_one_line
from passerelles.command.summary import line
from passerelles.command.table import console_for, print_disagreements
from passerelles.command.texts import keep_text
from passerelles.common.limits import Breach, Limits, Outcome, Pool
from passerelles.library.sheet import Sheet, Task, allowed_seconds, prepare, read_file
from passerelles.reading import Unreadable

INTERRUPTED = 130
BROKEN_PIPE = 141
MEMORY = 2 * 2**30  # of a child, above what it needs to begin with: spreadsheets and PDFs take many times their size
BUSY = 10  # a tenth of a core is what a child may get: its own bound is of processor time, this one of the clock


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asked for."""

    named: list[str]
    format: str = "table"
    is_together: bool = False
    jobs: int = 1
    out: Path | None = None
    text: Path | None = None
    language: str = "fr"


@dataclass(slots=True)
class Tally:
    """How far reading has come."""

    chosen: Files
    read: int = 0
    failed: int = 0
    began: float = field(default_factory=time.monotonic)

    def closing(self, *, is_cut_short: bool) -> str:
        """One line that says what was done."""
        total = len(self.chosen.paths)
        if is_cut_short:
            return f"Interrupted: {self.read + self.failed} of {_files(total)} were read until then, and kept."
        unread = f", {self.failed} could not be read" if self.failed else ""
        return f"{_files(self.read)} read{unread}, in {time.monotonic() - self.began:.1f} s."


def read(options: Options) -> int:
    """Read what is asked for and return the exit status: 0, 1 where a file could not be read, 130 when interrupted."""
    chosen = files(options.named, but=options.out)
    people = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not chosen.paths:
        _say(people, _passed_over(chosen) or f"There is nothing to read in {', '.join(options.named)}.")
        return 1
    try:
        with output(options.out, is_streamed=options.format == "jsonl") as file:
            status = _Run(options, chosen, file, people).status()
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it closes it
        return BROKEN_PIPE
    return status


class _Run:
    """One run of the command."""

    def __init__(self, options: Options, chosen: Files, file: TextIO, people: Console):
        self._options = options
        self._tally = Tally(chosen)
        self._interruptions = Interruptions()
        self._people = people
        self._is_told_in_tables = options.format == "table" and options.out is None
        if self._is_told_in_tables and file.isatty():
            self._people = console_for(file)  # one console for both, or the progress bar and the tables would tread on each other
        self._outlet = self._outlet_for(file)
        self._comparison = Comparison() if options.is_together else None

    def _outlet_for(self, file: TextIO) -> Outlet:
        if self._options.format == "html":
            return Html(file, self._options.language)
        if self._options.format == "jsonl":
            return Lines(file)
        return Tables(self._people if self._people.file is file else console_for(file), self._options.language)

    def status(self) -> int:
        with self._interruptions.watched():
            try:
                self._read_all()
                is_cut_short = False
            except KeyboardInterrupt:
                is_cut_short = True
            try:
                with self._interruptions.held():
                    self._finish(is_cut_short=is_cut_short)
            except KeyboardInterrupt:
                is_cut_short = True  # it came while the end was written: that is whole
        return INTERRUPTED if is_cut_short else int(self._tally.failed > 0)

    def _read_all(self) -> None:
        paths = self._tally.chosen.paths
        limits = Limits(memory=MEMORY, seconds=BUSY * max(map(allowed_seconds, paths)))
        with _progress(self._people, paths) as bar, Pool(read_file, limits=limits, jobs=self._options.jobs, prepare=prepare) as pool:
            for task, outcome in pool.each(Task(path, self._options.is_together) for path in paths):
                with self._interruptions.held():
                    self._take(task.path, outcome)
                    bar.advance(task.path)

    def _take(self, path: Path, outcome: Outcome[Sheet]) -> None:
        try:
            sheet = outcome.value()
        except Exception as error:
            reason = reason_of(path, error, outcome.seconds)
            self._tally.failed += 1
            self._outlet.fail(str(path), reason)
            _say(self._people, line({"document": str(path), "error": reason}), style="red")
            return
        self._tally.read += 1
        self._outlet.add(sheet)
        if self._comparison:
            self._comparison.add(sheet)
        if self._options.text:
            keep_text(sheet, path, self._options.text)
        if not self._is_told_in_tables:
            _say(self._people, line(sheet.found))

    def _finish(self, *, is_cut_short: bool) -> None:
        found: list[Disagreement] | None = self._comparison.disagreements() if self._comparison else None
        self._outlet.finish(found, is_cut_short=is_cut_short)
        if found is not None and self._options.format == "jsonl":
            print_disagreements(self._people, found, self._options.language)
        if passed_over := _passed_over(self._tally.chosen):
            _say(self._people, passed_over)
        _say(self._people, self._tally.closing(is_cut_short=is_cut_short))


def reason_of(path: Path, error: Exception, seconds: float) -> str:
    """Return in words why a file could not be read, naming it."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, Breach):
        allowed = allowed_seconds(path)
        if error.cause == "died" and seconds >= allowed - 1:
            return f"{path}: it takes longer than the {allowed:.0f} s allowed for its size"
        return f"{path}: {error}"
    return f"{path}: the reader failed on it ({type(error).__name__}: {str(error)[:200]}); please report this"


class _Bar:
    """The progress bar: its length is bytes, because documents differ so much."""

    def __init__(self, progress: Progress, paths: list[Path]):
        self._progress, self._sizes, self._of = progress, {path: _size(path) for path in paths}, len(paths)
        self._done = 0
        self._task: TaskID = progress.add_task("Reading", total=sum(self._sizes.values()) or 1, documents=f"0/{self._of}")

    def advance(self, path: Path) -> None:
        self._done += 1
        self._progress.update(self._task, advance=self._sizes[path], documents=f"{self._done}/{self._of}")


@contextmanager
def _progress(console: Console, paths: list[Path]) -> Iterator[_Bar]:
    done = TextColumn("{task.fields[documents]}")
    columns = (TextColumn("{task.description}"), BarColumn(), done, TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield _Bar(progress, paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _say(console: Console, words: str, style: str = "") -> None:
    console.print(Text(on_one_line(words), style=style), soft_wrap=True)


def _passed_over(chosen: Files) -> str:
    if not chosen.passed_over:
        return ""
    named = ", ".join(map(str, chosen.passed_over[:5]))
    more = f" and {len(chosen.passed_over) - 5} more" if len(chosen.passed_over) > 5 else ""
    return f"Passed over, in no format that can be read: {named}{more}."


def _files(count: int) -> str:
    return f"{count} document{'s' if count != 1 else ''}"
