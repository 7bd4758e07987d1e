"""Django's `migrate`, which says in words what it cannot do: it opens the database before any check is made."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError

from passerelles.common.checks import folder_of_database
from passerelles.common.faults import Fault, fault_of


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        for error in folder_of_database():
            raise CommandError(f"{error.msg} {error.hint}")
        try:
            return super().execute(*args, **options)
        except OperationalError as error:
            raise CommandError(_in_words(error)) from error


def _in_words(error: OperationalError) -> str:
    """What an operator can do something about; else what the database said. A migration is whole or not there at all."""
    fault = fault_of(error)
    why = {Fault.NO_ROOM: "No room is left where the database is", Fault.NO_DATABASE: "The database cannot be reached or written"}
    said = f"{why[fault]} ({error})" if fault else str(error)
    return f"{said.strip()}. Migrations that were done stay; the one that failed was taken back: run migrate again."
