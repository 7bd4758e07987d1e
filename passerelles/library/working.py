"""The worker: takes tasks from the queue and reads their documents in child processes with bounded memory and time."""

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.db import close_old_connections

from passerelles.common.limits import Breach, Limits, Outcome, Pool
from passerelles.library.actions import fail, finish, take_task
from passerelles.library.models import Document, Task
from passerelles.library.sheet import Sheet, allowed_seconds, prepare, read_file
from passerelles.library.sheet import Task as File
from passerelles.reading import Unreadable

MEMORY = 2 * 2**30  # of a child, above what it needs to begin with
PAUSE = 0.5  # seconds between two looks at an empty queue


def name() -> str:
    """Return what a worker is called in the queue: its machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"[:80]


def work(*, until_empty: bool = False) -> int:
    """Read what waits, for ever or until nothing does; return how many documents were tried."""
    done = 0
    with Pool(read_file, limits=Limits(memory=MEMORY, seconds=3600), prepare=prepare) as pool:
        while True:
            close_old_connections()
            task = take_task(name())
            if task:
                read_one(task, pool)
                done += 1
            elif until_empty:
                return done
            else:
                time.sleep(PAUSE)


def read_one(task: Task, pool: Pool[File, Sheet]) -> None:
    """Read a task's document and keep what was found, or why nothing could be."""
    with _on_disk(task.document) as path:
        for _file, outcome in pool.each([File(path)]):
            _keep(task, outcome, path)


@contextmanager
def _on_disk(document: Document) -> Iterator[Path]:
    """The original under its own name, whose ending hints at its format, in a directory of its own."""
    with tempfile.TemporaryDirectory(prefix="passerelles-") as directory:
        path = Path(directory) / (PurePath(document.name.replace("\\", "/")).name[-100:] or "document")
        with document.original.open("rb") as original:
            path.write_bytes(original.read())
        yield path


def _keep(task: Task, outcome: Outcome[Sheet], path: Path) -> None:
    try:
        sheet = outcome.value()
    except Exception as error:
        fail(task, reason(error, path, task.document.name, outcome.seconds))
    else:
        finish(task, sheet, outcome.seconds)


def reason(error: Exception, path: Path, name: str, seconds: float) -> str:
    """Return in words why a document could not be read, under the name it was brought with."""
    if isinstance(error, Unreadable):
        return str(error).replace(str(path), name)
    if isinstance(error, Breach):
        is_late = error.cause == "died" and seconds >= allowed_seconds(path) - 1
        return f"{name}: it takes longer than the time allowed for its size" if is_late else f"{name}: {error}"
    return f"{name}: the reader failed on it ({type(error).__name__}: {str(error)[:200]})"
