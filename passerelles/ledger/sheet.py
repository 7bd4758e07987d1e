"""Movements as lines of a CSV file, one after the other: nothing is kept of what was written."""

import csv
from collections.abc import Iterable, Iterator

from passerelles.ledger.queries.movements import Shown
from passerelles.register.properties.doing import country_name

COLUMNS = "entry title measure low high unit soil soil_name date basis what declared_by document words".split()
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[Shown]) -> Iterator[str]:
    """Yield the file line by line, the mark first by which spreadsheets know UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for each in rows:
        yield writer.writerow([_inert(cell) for cell in _cells(each)])


def _cells(each: Shown) -> list[object]:
    row, quoted = each.movement, next(iter(each.quotes), None)
    document = quoted.document if quoted else None
    return [
        row.root_id,
        str(row.root),
        row.measure,
        row.low,
        row.high,
        row.unit,
        row.soil,
        country_name(row.soil) if row.soil else "",
        row.date,
        row.basis,
        row.what,
        each.teller,
        (document.title or document.name) if document and quoted and not quoted.is_declaration else "",
        quoted.words if quoted else "",
    ]


def _inert(cell: object) -> object:
    """Keep a spreadsheet from taking somebody's words for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
