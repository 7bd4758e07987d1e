"""One step of the register at a time, on every database (docs/decisions/0052)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

REGISTER = 0x5041_5353  # any number that no other lock of this database has


@contextmanager
def step() -> Iterator[None]:
    """Do the whole of a step or nothing of it, while no other step of the register is done; a step within a step is part of it.

    SQLite has one writer at a time anyway. On PostgreSQL two steps at once would each judge, count and project without the
    other's claims, or wait for each other's rows until one of them is ended as a deadlock.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER])
        yield
