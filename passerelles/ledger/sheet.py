"""Movements as lines of a CSV file, one after the other: nothing is kept of what was written."""

from collections.abc import Iterable, Iterator

from passerelles.common.sheets import MARK, csv_lines
from passerelles.ledger.queries.movements import Shown
from passerelles.register.properties.doing import country_name

COLUMNS = "entry title measure low high unit soil soil_name date basis what declared_by document words journey".split()


def lines(rows: Iterable[Shown]) -> Iterator[str]:
    yield MARK + csv_lines([COLUMNS])
    for each in rows:
        yield csv_lines([_cells(each)])


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
        each.what.text,
        each.teller,
        (document.title or document.name) if document and quoted and not quoted.is_declaration else "",
        quoted.words if quoted else "",
        row.journey,
    ]
