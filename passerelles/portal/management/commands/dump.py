"""Write the files of the register that everybody may take: every night, by cron."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from passerelles.portal.opendata.dumping import write_dumps


class Command(BaseCommand):
    help = "Write the register's public files (JSON Lines, CSV, XLSX, GeoJSON, IATI) into the data folder; each takes its place when whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", default=settings.SITE_ADDRESS, help="the site's address, as links in the files begin (PASSERELLES_ADDRESS)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = write_dumps(options["address"].rstrip("/"))
        except OSError as error:
            raise CommandError(f"Nothing is half written, but not every file is new: {error} ({settings.DUMPS_ROOT})") from error
        for file in written:
            self.stdout.write(f"{file.kind.name}: {file.size:,} bytes")
