"""`passerelles take`: brings files into the library, where they wait to be read, and says one line of each."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File

from passerelles.command.files import files
from passerelles.command.pages import on_one_line
from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, take
from passerelles.people.models import Group, User


@dataclass(frozen=True, slots=True)
class Bringing:
    """Who brings the files, to which group, and what is said of them all."""

    group: Group
    by: User | None
    visibility: str
    genre: str
    licence: str


def run(options: argparse.Namespace) -> int:
    """Bring what is named and return the exit status."""
    try:
        bringing = _bringing(options)
    except LookupError as error:
        print(f"passerelles: {on_one_line(str(error.args[0]))}", file=sys.stderr)
        return 2
    chosen = files(options.path)
    for path in chosen.passed_over:
        print(on_one_line(f"passed over  {path}: in no format that can be read"), file=sys.stderr)
    if not chosen.paths:
        print(on_one_line(f"There is nothing to take in {', '.join(options.path)}."), file=sys.stderr)
        return 1
    return _take_all(chosen.paths, bringing)


def _bringing(options: argparse.Namespace) -> Bringing:
    """Raises LookupError, saying what is not known here."""
    group = Group.objects.filter(slug=options.group).first()
    if group is None:
        known = ", ".join(Group.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise LookupError(f"there is no group {options.group} (there is: {known})")
    by = User.objects.filter(email=options.who.strip().lower(), is_active=True).first() if options.who else None
    if options.who and by is None:
        raise LookupError(f"nobody has an account with the address {options.who}")
    return Bringing(group, by, options.visibility, options.genre, options.licence)


def _take_all(paths: Iterable[Path], bringing: Bringing) -> int:
    refused = 0
    for path in paths:
        try:
            print(on_one_line(f"{_take(path, bringing)}  {path}"))
        except (Refused, OSError) as error:
            refused += 1
            print(on_one_line(f"refused     {path}: {_why(error)}"))
    return int(refused > 0)


def _why(error: Refused | OSError) -> str:
    return str(error) if isinstance(error, Refused) else error.strerror or type(error).__name__


def _take(path: Path, bringing: Bringing) -> str:
    """Bring one file; return what became of it, in a column's width."""
    with path.open("rb") as file:
        brought = Brought(
            path.name,
            File(file),
            bringing.group,
            visibility=bringing.visibility,
            genre=bringing.genre,
            licence=bringing.licence,
        )
        _document, is_new = take(brought, by=bringing.by)
    return "new       " if is_new else "recognised"
