"""Days between two columns, counted by the database: SQLite would ask Python for the difference of each row."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, FloatField, Func
from django.db.models.sql.compiler import SQLCompiler


class Days(Func):
    """The days from one day or moment to a later one, with their fraction."""

    template = "(EXTRACT(EPOCH FROM %(expressions)s::timestamp) / 86400)"
    arg_joiner = "::timestamp - "
    output_field = FloatField()

    def __init__(self, since: str, until: str) -> None:
        super().__init__(F(until), F(since))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **how: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s))", arg_joiner=") - julianday(", **how)
