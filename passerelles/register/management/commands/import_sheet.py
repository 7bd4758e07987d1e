"""Imports a spreadsheet as the pages do, its columns as guessed or remembered; what is not certain is left out and told."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.common.refusing import Refused
from passerelles.library.models import Visibility
from passerelles.people.models import Group, User
from passerelles.register.actions import drop_batch, import_batch, name_columns, open_batch
from passerelles.register.actions.importing import Spreadsheet, plan_of
from passerelles.register.importing.comparing import compare
from passerelles.register.models import Batch


class Command(BaseCommand):
    help = "Import a register's spreadsheet as one batch; --dry-run only says what it would do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--group", required=True, help="slug of the group")
        parser.add_argument("--by", required=True, help="e-mail address of one of its coordinators")
        parser.add_argument("--visibility", default=Visibility.GROUP, choices=Visibility.values)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        by, group = _known(User, email=options["by"]), _known(Group, slug=options["group"])
        sheet = Spreadsheet(options["path"].name, options["path"].read_bytes(), group, options["visibility"])
        try:
            batch = open_batch(sheet, by=by)
            name_columns(batch, batch.mapping, by=by)
            self._tell(batch)
            drop_batch(batch, by=by) if options["dry_run"] else import_batch(batch, by=by)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _tell(self, batch: Batch) -> None:
        diff = compare(plan_of(batch))
        for line in diff.lines:
            if line.planned.refused:
                self.stdout.write(f"{line.planned.where}: {line.planned.refused}")
        self.stdout.write(", ".join(f"{outcome} {count}" for outcome, count in diff.counts.items()))


def _known(model: Any, **about: str) -> Any:
    found = model.objects.filter(**about).first()
    if found is None:
        raise CommandError(f"There is no {model.__name__.lower()} {', '.join(about.values())}.")
    return found
