"""A letter opened in a child with bounds, as the worker does; a mail with the files that came in it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from django.utils.translation import gettext as _

from passerelles.common.limits import Breach, Limits, run
from passerelles.common.refusing import Refused
from passerelles.common.turns import turn
from passerelles.library.models import Document
from passerelles.reading import Unreadable
from passerelles.reading.formats.enclosed import Enclosed
from passerelles.requests.prefilling.inside import LONGEST_NAME, Whole, files_in, read_whole

Found = TypeVar("Found")
LIMITS = Limits(memory=2 * 2**30, seconds=30.0)  # somebody waits


def opened(letter: Document) -> Whole:
    """Read a letter; nothing where it takes too long or breaks its reader. Raises Refused where too many are being read."""
    with _on_disk(letter) as path:
        try:
            return _in_turn(read_whole, path)
        except (Unreadable, Breach) as stopped:
            return Whole(unread=((letter.name, getattr(stopped, "cause", "time")),))


def files_of(letter: Document) -> list[Enclosed]:
    """Return the files that came in a mail; none where it is no mail, or cannot be taken apart. Raises Refused as above."""
    with _on_disk(letter) as path:
        try:
            return _in_turn(files_in, path)
        except (Unreadable, Breach):
            return []


def _in_turn(work: Callable[[Path], Found], path: Path) -> Found:
    """Each child may take as much memory as LIMITS has, so that as many letters as people bring would take all there is."""
    with ExitStack() as stack:
        try:
            stack.enter_context(turn())
        except Breach:
            raise Refused(
                _("Too many letters are being read just now. Bring this one again in a minute, or fill in the form without it.")
            ) from None
        return run(work, path, limits=LIMITS)


@contextmanager
def _on_disk(letter: Document) -> Iterator[Path]:
    with TemporaryDirectory(prefix="passerelles-") as directory:
        path = Path(directory) / (letter.name.replace("/", "_")[-LONGEST_NAME:] or "letter")
        path.symlink_to(letter.original.path)
        yield path
