"""Tables as CSV (RFC 4180) that spreadsheets open as they are meant: as Unicode, and with nobody's words taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable

MARK = "\ufeff"  # at the head of a file: by it Excel knows UTF-8
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")  # blanks before a sign, and full-width signs, are as good to some programs


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as lines of a file."""
    held = io.StringIO()
    csv.writer(held).writerows([harmless(cell) for cell in row] for row in rows)
    return held.getvalue()


def harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
