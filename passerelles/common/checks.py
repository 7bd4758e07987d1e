"""What a site must not start with."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

DATA = "data"  # the tag of checks that look at the data folder alone
NO_FOLDER = "Make it, or name another folder (PASSERELLES_DATA, docs/operations.md)."
HERE = {"localhost", "127.0.0.1", "[::1]"}


def secret_key_is_own(**_: Any) -> list[CheckMessage]:
    """Refuse the key that everybody can read on a site that others reach: whoever has it signs any session."""
    if settings.SECRET_KEY != settings.DEMONSTRATION_KEY or set(settings.ALLOWED_HOSTS) <= HERE:
        return []
    hint = "Set PASSERELLES_SECRET_KEY to a long random text of its own (docs/operations.md)."
    return [Error("Others reach this site (PASSERELLES_HOSTS), with the demonstration's secret key.", hint=hint, id="passerelles.E001")]


def address_is_said(**_: Any) -> list[CheckMessage]:
    """A site that others reach says its address: links in mails, identifiers in feeds and files begin with it."""
    if settings.SITE_ADDRESS or set(settings.ALLOWED_HOSTS) <= HERE:
        return []
    hint = "Set PASSERELLES_ADDRESS to https:// and its name (docs/operations.md): without it, mails have no links."
    return [checks.Warning("Others reach this site (PASSERELLES_HOSTS), which does not say its address.", hint=hint, id="passerelles.W001")]


def address_here(host: str, port: int) -> str:
    """Where the site is tried on this machine; nothing where it has an address of its own, nor where others reach it, who are elsewhere."""
    if settings.SITE_ADDRESS or not set(settings.ALLOWED_HOSTS) <= HERE:
        return ""
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - it is not bound to


def database_can_be_written(**_: Any) -> list[CheckMessage]:
    """SQLite writes beside its file even to read it: of a folder that is read-only it says no more than that it cannot open the file."""
    held = settings.DATABASES["default"]
    path = Path(held["NAME"])
    places = [path.parent, path] if held["ENGINE"].endswith("sqlite3") and path.is_absolute() else []
    shut = [place for place in places if place.exists() and not os.access(place, os.W_OK)]
    hint = "Let the site's account write there, or name another folder (PASSERELLES_DATA, docs/operations.md)."
    return [Error(f"{place} cannot be written: the database is there.", hint=hint, id="passerelles.E002") for place in shut[:1]]


def folder_of_database() -> list[CheckMessage]:
    """What `database_can_be_written` says, and that there has to be a folder: other commands may run before there is one."""
    held = settings.DATABASES["default"]
    folder = Path(held["NAME"]).parent
    if held["ENGINE"].endswith("sqlite3") and folder.is_absolute() and not folder.is_dir():
        return [Error(f"{folder} is not there: the database would be in it.", hint=NO_FOLDER, id="passerelles.E003")]
    return database_can_be_written()


def refuse_what_must_not_start() -> None:
    """Say so to a server of pages as well, which runs no checks of its own."""
    for error in (*secret_key_is_own(), *database_can_be_written()):
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
