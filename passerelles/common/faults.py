"""What is at fault where a site cannot keep or find its data: a full disk, a database that is away. Such an error is none of the code's."""

import errno
import logging
import shutil
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

LITTLE = 256 * 1024  # bytes: with less, SQLite may fail to open its files, and says no more than that
# What databases call it: SQLite by result codes (sqlite.org/rescode.html), PostgreSQL by SQLSTATE.
FULL, UNREACHABLE = 13, {5: "busy", 6: "locked", 8: "read-only", 10: "input or output", 14: "cannot be opened"}
NO_ROOM = "53100"
AWAY = ("08", "53", "57P")  # no connection, no resources, being shut down
SOON = {"Retry-After": "60", "Cache-Control": "no-store"}
SAID = {
    503: "The site cannot reach its data for the moment. Nothing of this was kept.",
    507: "The site has no room left to write. Nothing of this was kept.",
}
log = logging.getLogger(__name__)


class Fault(IntEnum):
    """By the status of the answer that says so."""

    NO_DATABASE = 503
    NO_ROOM = 507

    @property
    def said(self) -> str:
        """To a program, and in the log."""
        return SAID[self.value]


def fault_of(error: BaseException | None) -> Fault | None:
    """Return what is at fault of an error; none where it is an error of the program's."""
    found = next(filter(None, map(_fault_of, _causes(error))), None)
    return Fault.NO_ROOM if found and _is_full() else found


def note(request: HttpRequest, fault: Fault, error: BaseException | None) -> None:
    """Say in the log, in a line, what whoever runs the site can mend, and where."""
    log.critical("%s %s %s: %d (%s; %s)", fault.said, request.method, request.path, fault, error, settings.DATA_DIR)


class Untold(logging.Filter):
    """What `note` says in a line is not told once more with every call that led there."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (record.name == "django.request" and fault_of(error))


def page_of(fault: Fault) -> HttpResponse:
    """The page that says so. It asks the database nothing."""
    return HttpResponse(loader.render_to_string(f"{fault.value}.html"), status=fault, headers=SOON)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those behind it: Django's own stand before those of databases."""
    while error is not None:
        yield error
        error = error.__cause__


def _fault_of(error: BaseException) -> Fault | None:
    if isinstance(error, OSError):
        return Fault.NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if isinstance(code := getattr(error, "sqlite_errorcode", None), int):
        return Fault.NO_ROOM if code & 0xFF == FULL else Fault.NO_DATABASE if code & 0xFF in UNREACHABLE else None
    if type(error).__module__.startswith("psycopg") and hasattr(error, "sqlstate"):
        return _of_state(error.sqlstate, is_operational=type(error).__name__ == "OperationalError")
    return None


def _of_state(state: str | None, *, is_operational: bool) -> Fault | None:
    if state is None:  # no server answered
        return Fault.NO_DATABASE if is_operational else None
    return Fault.NO_ROOM if state == NO_ROOM else Fault.NO_DATABASE if state.startswith(AWAY) else None


def _is_full() -> bool:
    """Whether the disk of the data folder has no room left: of that, SQLite may say that it cannot open a file."""
    folder = Path(settings.DATA_DIR)
    return folder.exists() and shutil.disk_usage(folder).free < LITTLE
