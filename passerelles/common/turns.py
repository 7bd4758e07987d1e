"""What typst sets takes a core for a second: a few at once, a few more in line; whoever comes then is told so at once, and pages go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from passerelles.common.limits import Breach

AT_ONCE = threading.BoundedSemaphore(2)  # in one process of the site
IN_LINE = threading.BoundedSemaphore(6)  # these and who waits for them: the other ten of its 16 threads answer pages
PATIENCE = 20.0  # seconds


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
