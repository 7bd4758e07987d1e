"""The tables of a spreadsheet: titles of columns, rows, and where each cell stands in the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the table, its place in the text, its cells'."""

    number: int
    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook, or all of a CSV file."""

    number: int
    title: str
    header: tuple[str, ...]  # the columns' titles; letters, where the sheet gives none
    rows: tuple[Row, ...]
    text: str

    def cell(self, row: Row, column: int) -> str:
        """The words of a cell; nothing where the row is shorter."""
        return " ".join(self.text[slice(*row.cells[column])].split()) if column < len(row.cells) else ""

    def column(self, number: int, most: int = 30) -> list[str]:
        """The first words of a column that are not empty."""
        found = (self.cell(row, number) for row in self.rows)
        return [words for _count, words in zip(range(most), filter(None, found), strict=False)]

    @property
    def sample(self) -> list[list[str]]:
        return [[self.cell(row, column) for column in range(len(self.header))] for row in self.rows[:5]]


def tables_of(text: str, blocks: Iterable[Mapping[str, Any]]) -> list[Table]:
    """Return the tables of a spreadsheet that have at least one row below their titles."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    titles: dict[int, str] = {}
    last = ""
    for block in blocks:
        if block["kind"] == "heading":
            last = text[block["start"] : block["end"]]
        elif block["kind"] == "row":
            titles.setdefault(block["table"], last)
            found.setdefault(block["table"], []).append(block)
    tables = [_table(number, titles[number], rows, text) for number, rows in found.items()]
    return [table for table in tables if table.rows and len(table.header) > 1]


def _table(number: int, title: str, blocks: list[Mapping[str, Any]], text: str) -> Table:
    width = max(len(block["cells"]) for block in blocks)
    has_header = blocks[0]["is_header"]
    titles = [text[start:end].strip() for start, end in blocks[0]["cells"]] if has_header else []
    header = tuple(titles[column] if column < len(titles) and titles[column] else letter(column) for column in range(width))
    rows = [
        Row(place + 1, block["start"], block["end"], tuple(tuple(cell) for cell in block["cells"]))
        for place, block in enumerate(blocks)
        if place or not has_header
    ]
    return Table(number, title, header, tuple(rows), text)


def letter(column: int) -> str:
    """A column as spreadsheets call it: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
