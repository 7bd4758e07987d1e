"""The template of a register's spreadsheet, to fill in and import: titles in the visitor's language, no cell that computes."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from passerelles.register.importing.columns import KINDS
from passerelles.register.terms import LIFE, THEME_NAMES, TIES

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes a formula to begin with


def safe(text: Any) -> str:
    """Return the words of a cell so that no program computes them."""
    words = str(text)
    return f"'{words}" if words.startswith(_COMPUTED) else words


def titles(kind: str) -> list[str]:
    return [safe(column.title) for column in KINDS[kind][1] if column.name != "period"]


def as_csv(kind: str) -> bytes:
    """The titles of one kind of sheet, as Excel opens them in any language: with a byte order mark."""
    written = io.StringIO()
    csv.writer(written).writerow(titles(kind))
    return written.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """A workbook with a sheet of each kind, and one of the words that are understood."""
    book = Workbook()
    book.remove(book.active)
    for kind, (title, _columns) in KINDS.items():
        _lay(book, str(title).capitalize(), [titles(kind)])
    _lay(book, _("Words"), _words())
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _words() -> list[list[str]]:
    lists: Sequence[tuple[Any, dict[str, Any]]] = ((_("Kind of tie"), TIES), (_("State"), LIFE), (_("Themes"), THEME_NAMES))
    return [[safe(title), *(safe(word) for word in terms.values())] for title, terms in lists]


def _lay(book: Workbook, title: str, rows: list[list[str]]) -> None:
    sheet = book.create_sheet(title[:31].replace("/", " "))
    for row in rows:
        sheet.append(row)
    for column in range(1, max(map(len, rows)) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
