"""A letter opened in a child with bounds, as the worker does; a mail with the files that came in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from passerelles.common.limits import Breach, Limits, run
from passerelles.library.models import Document
from passerelles.reading import Unreadable
from passerelles.reading.formats.enclosed import Enclosed
from passerelles.requests.prefilling.inside import LONGEST_NAME, Whole, files_in, read_whole

LIMITS = Limits(memory=2 * 2**30, seconds=30.0)  # somebody waits


def opened(letter: Document) -> Whole:
    """Read a letter; nothing where it takes too long or breaks its reader."""
    with _on_disk(letter) as path:
        try:
            return run(read_whole, path, limits=LIMITS)
        except (Unreadable, Breach) as stopped:
            return Whole(unread=((letter.name, getattr(stopped, "cause", "time")),))


def files_of(letter: Document) -> list[Enclosed]:
    """Return the files that came in a mail; none where it is no mail, or cannot be taken apart."""
    with _on_disk(letter) as path:
        try:
            return run(files_in, path, limits=LIMITS)
        except (Unreadable, Breach):
            return []


@contextmanager
def _on_disk(letter: Document) -> Iterator[Path]:
    with TemporaryDirectory(prefix="passerelles-") as directory:
        path = Path(directory) / (letter.name.replace("/", "_")[-LONGEST_NAME:] or "letter")
        path.symlink_to(letter.original.path)
        yield path
