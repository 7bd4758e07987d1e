"""What a child reads of a letter: the file itself and, of a mail, the files that came in it. It loads no Django."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from passerelles.library.sheet import Sheet, read_file
from passerelles.library.sheet import Task as File
from passerelles.reading import Unreadable
from passerelles.reading.formats.enclosed import Enclosed, enclosed, parsed
from passerelles.reading.formats.sniffing import sniff

MOST_READ = 4  # files of a mail
LONGEST_NAME = 60  # characters: at most 240 bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """A letter as it was read: itself first, then what came in it; `unread` says of each other file why (a term of library's CAUSES)."""

    sheets: tuple[Sheet, ...] = ()
    read: tuple[str, ...] = ()  # names of the files of a mail that were read
    unread: tuple[tuple[str, str], ...] = ()
    sender: tuple[str, str] = ("", "")  # of the innermost mail: name and address


@dataclass(slots=True)
class _Reader:
    sheets: list[Sheet] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def take(self, path: Path, name: str) -> bool:
        try:
            self.sheets.append(read_file(File(path, is_compared=True)))
        except Unreadable as error:
            self.unread.append((name, error.cause))
            return False
        return True


def read_whole(path: Path) -> Whole:
    """Read a file and, where it is a mail, the files in it."""
    reader = _Reader()
    reader.take(path, path.name)
    if not _is_mail(path):
        return Whole(tuple(reader.sheets), (), tuple(reader.unread))
    data = path.read_bytes()
    _read_enclosed(data, reader)
    senders = [message.sender for message in parsed(data) if message.sender[1]]
    return Whole(tuple(reader.sheets), tuple(reader.read), tuple(reader.unread), senders[-1] if senders else ("", ""))


def _read_enclosed(data: bytes, reader: _Reader) -> None:
    with TemporaryDirectory(prefix="passerelles-") as directory:
        for number, file in enumerate(enclosed(data)):
            if file.cause or len(reader.read) >= MOST_READ:
                reader.unread.append((file.name, file.cause or "many"))
                continue
            path = Path(directory) / f"{number}-{file.name.replace('/', '_')[-LONGEST_NAME + 6 :]}".replace("\x00", "_")
            path.write_bytes(file.data)
            if reader.take(path, file.name):
                reader.read.append(file.name)


def files_in(path: Path) -> list[Enclosed]:
    return enclosed(path.read_bytes()) if _is_mail(path) else []


def _is_mail(path: Path) -> bool:
    data = path.read_bytes()
    try:
        return sniff(data, path.name.rpartition(".")[2].lower()) == "eml"
    except Unreadable:
        return False
