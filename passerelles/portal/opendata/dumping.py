"""The files of the whole register: written every night beside each other, each put in its place at once."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.columns import ENTRY_COLUMNS, STATEMENT_COLUMNS, Column
from passerelles.portal.opendata.gathering import prepared, walk
from passerelles.portal.opendata.iati.activities import Iati
from passerelles.portal.opendata.records import FullEntryRecord
from passerelles.portal.opendata.site import About, about
from passerelles.portal.opendata.workbook import Workbook
from passerelles.portal.opendata.writers import Csv, GeoJson, JsonLines, StatementsCsv, Writer
from passerelles.register.models import Entry
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.queries.filters import Filters, matching

A_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Kind:
    """A file that is given away."""

    name: str
    media: str
    title: str | Promise
    holds: str | Promise
    writer: Callable[[About], Writer]
    columns: tuple[Column, ...] = ()


KINDS = (
    Kind(
        "register.jsonl",
        "application/jsonl",
        _("JSON Lines"),
        _("Everything: one entry a line, with its parties, territories and statements. The first line says what the file is."),
        JsonLines,
    ),
    Kind("entries.csv", "text/csv", _("CSV of entries"), _("A table: one entry a line."), Csv, ENTRY_COLUMNS),
    Kind(
        "statements.csv",
        "text/csv",
        _("CSV of statements"),
        _("A table: one line for each statement at each place where it is said."),
        StatementsCsv,
        STATEMENT_COLUMNS,
    ),
    Kind(
        "register.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Excel workbook"),
        _("Both tables, for a spreadsheet program."),
        Workbook,
    ),
    Kind(
        "register.geojson",
        "application/geo+json",
        _("GeoJSON"),
        _("A map: partnerships as lines between their parties, offices and occasions as points."),
        GeoJson,
    ),
    Kind(
        "iati-activities.xml",
        "application/xml",
        _("IATI 2.03 activities"),
        _("For the International Aid Transparency Initiative: partnerships and projects that no rule refuses, one activity a soil."),
        Iati,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it lies in the data folder."""

    kind: Kind
    path: Path
    size: int
    made: datetime


def kept(kind: Kind) -> Kept | None:
    """The last file of a kind; none before the first night."""
    path = settings.DUMPS_ROOT / kind.name
    try:
        held = path.stat()
    except OSError:
        return None
    return Kept(kind, path, held.st_size, datetime.fromtimestamp(held.st_mtime, timezone.get_current_timezone()))


def path_of(kind: Kind) -> str:
    """Where a file is had: as it was written last night; before the first night, made when it is asked for."""
    return reverse("dump" if kept(kind) else "dump_now", args=[kind.name])


def records(rows: EntryQuerySet | None = None, site: str = "") -> Iterator[FullEntryRecord]:
    """What everybody may see of some entries, of all by default."""
    chosen = Entry.objects.visible_to(NOBODY) if rows is None else rows
    return walk(prepared(chosen, NOBODY), NOBODY, site)


FILTERS = frozenset(field.name for field in fields(Filters))  # what a file can be narrowed by: what the register's list takes


def rows_asked(asked: Mapping[str, str]) -> EntryQuerySet | None:
    """The entries that a list with the same query would show everybody; without a query, all."""
    return matching(Filters.of(asked), NOBODY)[0] if asked else None


def write_dumps(site: str = "", kinds: tuple[Kind, ...] = KINDS) -> list[Kept]:
    """Write the files of the whole register in one walk through it. What was there stands until the new one is whole."""
    settings.DUMPS_ROOT.mkdir(parents=True, exist_ok=True)
    _sweep()
    with ExitStack() as stack:
        files = [(stack.enter_context(_replacing(kind)), kind.writer(about(site))) for kind in kinds]
        for file, writer in files:
            file.write(writer.head())
        for record in records(site=site):
            for file, writer in files:
                file.write(writer.of(record))
        for file, writer in files:
            file.writelines(writer.tail())
    return [found for kind in kinds if (found := kept(kind))]


def _beside(kind: Kind) -> str:
    """How the names of files begin that are not whole yet."""
    return f".{kind.name}."


class _replacing:  # noqa: N801 - reads as what it does
    """A file beside the old one, that takes its place when it is whole, and is gone where writing failed."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __enter__(self) -> IO[bytes]:
        number, path = tempfile.mkstemp(dir=settings.DUMPS_ROOT, prefix=_beside(self.kind))
        self.path, self.file = Path(path), os.fdopen(number, "wb")
        return self.file

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if not error:
                self.file.flush()
                os.fsync(self.file.fileno())
                self.path.chmod(0o644)
                self.path.replace(settings.DUMPS_ROOT / self.kind.name)
        finally:
            with suppress(OSError):  # on a full disk there is no room for what it still holds
                self.file.close()
            self.path.unlink(missing_ok=True)


def _sweep() -> None:
    """Take away what writers that were killed left half written; none is at it for a day. Another may sweep at the same time."""
    for kind in KINDS:
        for left in settings.DUMPS_ROOT.glob(f"{_beside(kind)}*"):
            with suppress(FileNotFoundError):
                if left.stat().st_mtime < time.time() - A_DAY:
                    left.unlink()
