"""Writing the whole index anew from what the apps hold."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import connection, transaction

from passerelles.common.finding.kinds import Kind, kinds
from passerelles.common.finding.writing import BATCH, keep_words
from passerelles.common.models import Findable, KeptWord


def write_all(names: Sequence[str] | None = None) -> Iterator[tuple[str, int]]:
    """Write every object of some kinds (of all where none is named) anew, and give each kind with its number of objects.

    Objects are written one by one, each as its own app writes it, so that others work meanwhile and nothing old overwrites what they do.
    """
    if names is None:
        Findable.objects.exclude(kind__in=kinds()).delete()
    for kind in kinds().values():
        if names is None or kind.name in names:
            yield kind.name, _write(kind)
    if names is None:
        _keep_words_anew()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(kind: Kind) -> int:
    held = set(Findable.objects.filter(kind=kind.name).values_list("object_id", flat=True))
    for number in sorted({*kind.numbers(), *held}):
        kind.index(number)
    return Findable.objects.filter(kind=kind.name).values("object_id").distinct().count()


@transaction.atomic
def _keep_words_anew() -> None:
    KeptWord.objects.all().delete()
    rows = Findable.objects.only("title", "heading", "text").iterator(BATCH)
    while some := list(islice(rows, BATCH)):
        keep_words(some)
