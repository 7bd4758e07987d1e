"""Ctrl-C (and SIGTERM, a system's way to say the same), held back while something is being written, so that what is written is whole."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType


class Interruptions:
    """Raises KeyboardInterrupt at Ctrl-C, except inside `held`: there, when it ends."""

    def __init__(self) -> None:
        self._is_held = False
        self._is_wanted = False

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Take Ctrl-C over for a while."""
        try:
            before = {number: signal.signal(number, self._came) for number in (signal.SIGINT, signal.SIGTERM)}
        except ValueError:  # not in the main thread: Ctrl-C is somebody else's
            yield
            return
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_wanted:
            self._is_wanted = False
            raise KeyboardInterrupt

    def _came(self, number: int, frame: FrameType | None) -> None:
        if not self._is_held:
            raise KeyboardInterrupt
        self._is_wanted = True
