"""The tables of a spreadsheet: titles of columns, rows, and where each cell stands in the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from passerelles.reading.formats.tables import looks_like_header

ABOVE = 8  # rows among which the titles of columns are looked for: above them stand a title, a date, a remark


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
    above = _header_at(blocks, width, text)
    titles = _words(blocks[above], text) if above is not None else []
    header = tuple(titles[column] if column < len(titles) and titles[column] else letter(column) for column in range(width))
    rows = [
        Row(place + 1, block["start"], block["end"], tuple(tuple(cell) for cell in block["cells"]))
        for place, block in enumerate(blocks)
        if above is None or place > above
    ]
    return Table(number, title, header, tuple(rows), text)


def _header_at(blocks: list[Mapping[str, Any]], width: int, text: str) -> int | None:
    """Which row names the columns: the first, or the first whole one below lines that only say what the sheet is."""
    if blocks[0]["is_header"]:
        return 0
    for place, block in enumerate(blocks[:ABOVE]):
        filled = sum(bool(words) for words in _words(block, text))
        if filled > 1:
            below = [_words(each, text) for each in blocks[place : place + 20]]
            return place if place and filled * 2 > width and looks_like_header(below) else None
    return None


def _words(block: Mapping[str, Any], text: str) -> list[str]:
    return [text[start:end].strip() for start, end in block["cells"]]


def letter(column: int) -> str:
    """A column as spreadsheets call it: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
