"""Takes findings out of readings that are kept, or has documents read again (`passerelles take` brings documents in)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from passerelles.library.actions import queue, take_out
from passerelles.library.models import Document, DocumentState
from passerelles.reading.reader import READER_VERSION


class Command(BaseCommand):
    help = "Let every app take what it owns out of the last reading of each document, or queue what an older reader read."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--again", action="store_true", help="take findings out of the readings that are kept")
        what.add_argument("--outdated", action="store_true", help="queue what another reader version read; meanwhile that is shown")

    def handle(self, *args: Any, **options: Any) -> None:
        current = Document.objects.brought().current().filter(state=DocumentState.READ).order_by("pk")
        does = _take_out if options["again"] else _queue_outdated
        done = sum(does(document) for document in current.iterator(chunk_size=50))
        self.stdout.write(f"{done} documents")


def _take_out(document: Document) -> int:
    reading = document.readings.order_by("-pk").first()
    if reading and reading.found:  # what a person declared or imported was not found by the reader
        take_out(reading)
    return int(bool(reading and reading.found))


def _queue_outdated(document: Document) -> int:
    reading = document.readings.order_by("-pk").first()
    is_outdated = reading is None or bool(reading.found and reading.reader != READER_VERSION)
    if is_outdated:
        queue(document)
    return int(is_outdated)
