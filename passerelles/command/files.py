"""Which files a person means: files, directories with all below them, and patterns, in the order given, each once."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from passerelles.reading.formats.sniffing import BY_SUFFIX


@dataclass(slots=True)
class Files:
    """What is to be read, and what a directory holds that is in no format the reader knows."""

    paths: list[Path] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)


def files(named: Iterable[str], *, but: Path | None = None) -> Files:
    """Return the files to read. A name that leads nowhere stays: reading it says so. `but` (the output) is never input."""
    chosen = Files()
    seen: set[Path] = set()
    for name in named:
        for path in _matching(name):
            for file, is_known in _under(path):
                identity = file.absolute()
                if identity in seen or identity == (but.absolute() if but else None):
                    continue
                seen.add(identity)
                (chosen.paths if is_known else chosen.passed_over).append(file)
    return chosen


def _matching(name: str) -> Iterator[Path]:
    """A path as it is; where there is none, what it matches as a pattern ("*.pdf" that no shell has expanded)."""
    is_pattern = glob.has_magic(name) and not os.path.lexists(name)
    matches = sorted(glob.glob(name, recursive=True)) if is_pattern else []  # noqa: PTH207 - Path.glob takes no absolute pattern
    yield from map(Path, matches or [name])


def _under(path: Path) -> Iterator[tuple[Path, bool]]:
    """A file named by itself is read whatever its ending; in a directory, endings choose. Hidden files are left alone."""
    if not path.is_dir():
        yield path, True
        return
    for folder, folders, names in os.walk(path, onerror=None):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name, name.rpartition(".")[2].lower() in BY_SUFFIX and "." in name
