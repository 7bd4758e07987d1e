"""Spreadsheets: CSV with whatever separator, Excel with every sheet. Each line with words is a row; dates are ISO dates."""

import csv
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator

from openpyxl import load_workbook

from passerelles.reading.formats.archives import check_parts
from passerelles.reading.formats.drafts import Opened, Piece, lay_down
from passerelles.reading.formats.encodings import decode
from passerelles.reading.formats.errors import MAX_CELLS, Unreadable
from passerelles.reading.formats.grid import rows_of

_SEPARATORS = ";\t,|"
_MAX_COLUMNS = 500
_MAX_EMPTY = 100_000  # rows without words in a row: the rest of the sheet is formatting


def read_csv(data: bytes) -> Opened:
    """Read comma, semicolon, tab or pipe separated values. Raises Unreadable: empty, binary, too-large."""
    decoded = decode(data)
    text = decoded.text
    separator = _separator(text[:50_000])
    csv.field_size_limit(2**27)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    rows = list(_bounded(_safely(lines)))
    laid, drafts = lay_down(rows_of(rows, 1))
    return Opened("csv", laid, drafts, title="", notes=decoded.notes)


def _separator(sample: str) -> str:
    """The separator that cuts the most lines into the same number of cells (csv.Sniffer takes letters for separators)."""
    lines = [line for line in sample.split("\n")[:200] if line.strip()]
    best, most = ",", 0.0
    for separator in _SEPARATORS:
        counts = [len(cells) for cells in _safely(csv.reader(lines, delimiter=separator))]
        usual = max(set(counts), key=counts.count, default=1)
        score = counts.count(usual) / len(counts) * min(usual, 12) ** 0.5 if usual > 1 else 0.0
        if score > most:
            best, most = separator, score
    return best


def _safely(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error:  # a stray quote swallowed the rest of a line: the next one is read again
            continue


def _bounded(lines: Iterable[list[str]]) -> Iterator[tuple[list[str], bool]]:
    count = 0
    for cells in lines:
        cells = _cut([cell.strip() for cell in cells])
        count += len(cells)
        if count > MAX_CELLS:
            raise Unreadable(f"it has more than {MAX_CELLS} cells", cause="too-large")
        if cells:
            yield cells, False


def _cut(cells: list[str]) -> list[str]:
    """Leave out empty cells at the end, and a row of empty cells altogether."""
    cells = cells[:_MAX_COLUMNS]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def read_xlsx(archive: zipfile.ZipFile, data: bytes) -> Opened:
    """Read every sheet of an Excel workbook; a sheet's name is a heading. Formulas give the values last computed.

    Raises Unreadable: unsafe, too-large, damaged.
    """
    check_parts(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it leaves out
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    pieces: list[Piece] = []
    notes: list[str] = []
    budget = [MAX_CELLS]
    tables = 0
    for sheet in book.worksheets:
        rows = [(cells, False) for cells in _sheet_rows(sheet, budget)]
        if not rows:
            continue
        tables += 1
        if sheet.sheet_state != "visible":
            notes.append(f"sheet {sheet.title} is hidden")
        pieces.append(Piece("heading", sheet.title, level=2))
        pieces.extend(rows_of(rows, tables))
    text, drafts = lay_down(pieces)
    return Opened("xlsx", text, drafts, (book.properties.title or "").strip()[:300] or None, notes=tuple(notes))


def _sheet_rows(sheet: "object", budget: list[int]) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file declares is not to be trusted: a million columns cost a minute
    empty = 0
    for row in sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS):  # type: ignore[attr-defined]
        cells = _cut([_words(value) for value in row])
        budget[0] -= len(row) // 8 + 1 + len(cells)
        if budget[0] < 0:
            raise Unreadable(f"it has more than {MAX_CELLS} cells", cause="too-large")
        empty = 0 if cells else empty + 1
        if cells:
            yield cells
        elif empty > _MAX_EMPTY:
            return


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()
