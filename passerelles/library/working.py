"""The worker: takes tasks from the queue and reads their documents in child processes with bounded memory and time."""

import logging
import os
import re
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connection

from passerelles.common.limits import Breach, Limits, Outcome, Pool, Unprepared
from passerelles.library.actions import fail, finish, give_back, still_at_it, take_task, try_later
from passerelles.library.models import Document, Task
from passerelles.library.sheet import Sheet, allowed_seconds, prepare, read_file
from passerelles.library.sheet import Task as File
from passerelles.reading import Unreadable

MEMORY = 2 * 2**30  # of a child, above what it needs to begin with
LONGEST = 3600.0  # seconds for any document; each has its own bound by its size, which the child keeps
PAUSE = 0.5  # seconds between two looks at an empty queue
QUOTED = re.compile(r" \((\w+): .*\)$", re.DOTALL)  # what a parser says of a damaged file may quote it, secrets included

log = logging.getLogger(__name__)


def name() -> str:
    """Return what a worker is called in the queue: its machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"[:80]


class Worker:
    """One process that reads what waits. Asked to stop, it gives back what it is at, and ends."""

    def __init__(self) -> None:
        self.is_stopping = False

    def work(self, *, until_empty: bool = False) -> int:
        """Read what waits, until asked to stop or, if wished, until nothing waits; return how many documents were tried."""
        done = 0
        with Pool(read_file, limits=Limits(memory=MEMORY, seconds=LONGEST), prepare=prepare) as pool:
            while not self.is_stopping:
                if not connection.in_atomic_block:  # a test's transaction is not ours to end
                    close_old_connections()
                task = take_task(name())
                if task:
                    self._read(task, pool)
                    done += 1
                elif until_empty:
                    break
                else:
                    time.sleep(PAUSE)
        return done

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask to stop: what a child is reading ends at once; what is being kept is kept whole."""
        self.is_stopping = True
        for child in active_children():
            child.kill()

    def _read(self, task: Task, pool: Pool[File, Sheet]) -> None:
        """Read a task's document and keep what was found, or why nothing could be."""
        try:
            with _lease_prolonged(task), _on_disk(task.document) as path:
                for _file, outcome in pool.each([File(path, beside=(task.document.name, task.document.title))]):
                    self._keep(task, outcome, path)
        except FileNotFoundError:
            fail(task, "its file is missing", cause="missing")
        except Unprepared:
            give_back(task)
            raise

    def _keep(self, task: Task, outcome: Outcome[Sheet], path: Path) -> None:
        try:
            sheet = outcome.value()
        except Exception as error:
            self._give_up(task, error, path, outcome.seconds)
            return
        try:
            finish(task, sheet, outcome.seconds)
        except Exception as error:  # whatever an app trips over, the other documents are still to be read
            log.exception("document %s was read but could not be kept", task.document_id)
            try_later(task, f"keeping what was found failed ({type(error).__name__})", cause="keeping")

    def _give_up(self, task: Task, error: Exception, path: Path, seconds: float) -> None:
        reason, cause = reason_of(error, path, task.document.name, seconds)
        if self.is_stopping and isinstance(error, Breach):
            give_back(task)
            return
        log.warning("document %s: %s", task.document_id, reason)
        later = try_later if cause == "died" else fail
        later(task, reason, cause=cause)


def work(*, until_empty: bool = False) -> int:
    """Read what waits in this process; return how many documents were tried."""
    return Worker().work(until_empty=until_empty)


def work_until_told() -> int:
    """Read what waits until SIGTERM or Ctrl-C; return how many documents were tried."""
    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    return worker.work()


@contextmanager
def _lease_prolonged(task: Task) -> Iterator[None]:
    """Tell the queue, while a long document is read, that its worker lives."""
    over = threading.Event()
    thread = threading.Thread(target=_prolong, args=(task, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _prolong(task: Task, over: threading.Event) -> None:
    try:
        while not over.wait(settings.LEASE_SECONDS / 3):
            if not still_at_it(task):
                return
    except Exception:  # the database is away for a moment: at worst another worker reads it too
        log.exception("the lease of task %s could not be prolonged", task.pk)
    finally:
        connection.close()  # of this thread


@contextmanager
def _on_disk(document: Document) -> Iterator[Path]:
    """The original under its own name, whose ending hints at its format: a link, so that a worker killed here leaves no copy behind."""
    with tempfile.TemporaryDirectory(prefix="passerelles-") as directory:
        path = Path(directory) / (document.name.replace("/", "_")[-60:] or "document")  # 60 characters are at most 240 bytes
        path.symlink_to(document.original.path)
        if not path.is_file():
            raise FileNotFoundError(document.original.path)
        yield path


def reason_of(error: Exception, path: Path, name: str, seconds: float) -> tuple[str, str]:
    """Return why a document could not be read, in words that quote nothing of it, and as a term of CAUSES."""
    if isinstance(error, Unreadable):
        return QUOTED.sub(r" (\1)", str(error).replace(str(path), name)), error.cause
    if isinstance(error, Breach):
        if error.cause == "died" and seconds >= allowed_seconds(path) - 1:
            return f"{name}: it takes longer than the {allowed_seconds(path):.0f} s allowed for its size", "time"
        return f"{name}: {error}", error.cause
    return f"{name}: the reader failed on it ({type(error).__name__})", "reader"
