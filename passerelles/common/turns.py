"""What takes a core for a second (typst, pictures), or much memory (letters): a few at once, a few in line; more are told so at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from passerelles.common.limits import Breach

AT_ONCE = threading.BoundedSemaphore(2)  # in one process of the site
IN_LINE = threading.BoundedSemaphore(6)  # these and who waits for them: the other ten of its 16 threads answer pages
PATIENCE = 20.0  # seconds
MOST_EACH = 3  # files of one visitor: one is made, others of theirs wait for it; the other turns are for others


@dataclass
class Queue:
    """The files of one visitor, of which one is made at a time."""

    number: int = 0
    first: threading.Lock = field(default_factory=threading.Lock)


QUEUES: dict[str, Queue] = {}
COUNTING = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn. Raises Breach where too many wait already, or for too long."""
    if not IN_LINE.acquire(blocking=False):
        raise Breach("others wait already", "time")
    try:
        if not AT_ONCE.acquire(timeout=PATIENCE):
            raise Breach("others take too long", "time")
        try:
            yield
        finally:
            AT_ONCE.release()
    finally:
        IN_LINE.release()


@contextmanager
def place(whose: str) -> Iterator[None]:
    """Wait for one's own files before. Raises Breach where as many as one may have wait already, or for too long."""
    queue = _joined(whose)
    try:
        if not queue.first.acquire(timeout=PATIENCE):
            raise Breach("one's own others take too long", "time")
        try:
            yield
        finally:
            queue.first.release()
    finally:
        _leave(whose)


def _joined(whose: str) -> Queue:
    with COUNTING:
        queue = QUEUES.setdefault(whose, Queue())
        if queue.number >= MOST_EACH:
            raise Breach("as many as one may ask for at once are being made", "time")
        queue.number += 1
    return queue


def _leave(whose: str) -> None:
    with COUNTING:
        QUEUES[whose].number -= 1
        if not QUEUES[whose].number:
            del QUEUES[whose]
