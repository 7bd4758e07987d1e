"""An Excel workbook written as a stream: rows leave as they come, so that neither memory nor a visitor waits (docs/decisions/0080).

The sheet of entries is compressed into the answer at once; the statements, which a zip can only hold after it, wait in a temporary file.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape

from passerelles.portal.opendata.columns import ENTRY_COLUMNS, STATEMENT_COLUMNS, Row, entry_row, of_file, statement_rows, titles
from passerelles.portal.opendata.records import FullEntryRecord
from passerelles.portal.opendata.site import About

MOST = 1_048_576  # rows of a sheet: what Excel opens
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")  # no XML holds these
NS = "http://schemas.openxmlformats.org/"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPENED = (
    f'{DECLARED}<worksheet xmlns="{NS}spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
CLOSED = "</sheetData></worksheet>"
MIDNIGHT = (0, 0, 0)
PIECE = 1 << 20  # bytes of a sheet that are compressed at once


class Pieces:
    """What a zip writes to: it keeps the bytes until they are fetched, and cannot go back."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def fetch(self) -> bytes:
        data, self.held = b"".join(self.held), []
        return data


class Zip(zipfile.ZipFile):
    """One that may be left unfinished: on a full disk, or where whoever fetched it went away, there is nothing to close."""

    def __del__(self) -> None:
        """Python's closes what is left, and complains on the error stream of the sheet that is still open."""


class Workbook:
    """Three sheets: what the file is, the entries, the statements (and a further sheet for each million of them)."""

    def __init__(self, about: About) -> None:
        self.about, self.end, self.out = about, of_file(about), Pieces()
        self.zip = Zip(self.out, "w", zipfile.ZIP_DEFLATED)  # type: ignore[call-overload]  # it asks no more of a stream
        self.day = (*map(int, about["date"].split("-")), *MIDNIGHT)
        self.waiting: list[IO[bytes]] = []
        self.rows = MOST

    def head(self) -> bytes:
        self._part("xl/worksheets/sheet1.xml", self._first_sheet())
        self.entries = self._open("xl/worksheets/sheet2.xml")
        self.entries.write((OPENED + line(titles(ENTRY_COLUMNS))).encode())
        return self.out.fetch()

    def of(self, record: FullEntryRecord) -> bytes:
        self.entries.write(line([*entry_row(record), *self.end]).encode())
        for row in statement_rows(record):
            self._statement(line([*row, *self.end]).encode())
        return self.out.fetch()

    def _statement(self, row: bytes) -> None:
        if self.rows >= MOST:
            self.waiting.append(tempfile.TemporaryFile())  # noqa: SIM115 - closed once it is copied
            self.waiting[-1].write((OPENED + line(titles(STATEMENT_COLUMNS))).encode())
            self.rows = 1
        self.waiting[-1].write(row)
        self.rows += 1

    def tail(self) -> Iterator[bytes]:
        """The statements that waited, piece by piece: most of the file is still to come."""
        self.entries.write(CLOSED.encode())
        self.entries.close()
        for number, held in enumerate(self.waiting, 3):
            held.write(CLOSED.encode())
            yield from self._copied(held, f"xl/worksheets/sheet{number}.xml")
        names = ["about", "entries", *(f"statements{number or ''}" for number in range(len(self.waiting)))]
        self._contents(names)
        self.zip.close()
        yield self.out.fetch()

    def _copied(self, held: IO[bytes], name: str) -> Iterator[bytes]:
        held.seek(0)
        with held, self._open(name) as sheet:
            while piece := held.read(PIECE):
                sheet.write(piece)
                yield self.out.fetch()

    def _open(self, name: str) -> IO[bytes]:
        info = zipfile.ZipInfo(name, self.day)  # type: ignore[arg-type]  # six numbers
        info.compress_type = zipfile.ZIP_DEFLATED
        part: IO[bytes] = self.zip.open(info, "w", force_zip64=True)
        return part

    def _part(self, name: str, text: str) -> None:
        with self._open(name) as part:
            part.write(text.encode())

    def _first_sheet(self) -> str:
        said: list[Row] = [[name, value] for name, value in self.about.items() if name != "record"]  # type: ignore[list-item]  # texts
        for sheet, columns in (("entries", ENTRY_COLUMNS), ("statements", STATEMENT_COLUMNS)):
            said += [[f"{sheet}.{column.name}", str(column.holds)] for column in columns]
        return OPENED + "".join(map(line, said)) + CLOSED

    def _contents(self, names: list[str]) -> None:
        numbers = range(1, len(names) + 1)
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        parts = [("/xl/workbook.xml", book), *((f"/xl/worksheets/sheet{number}.xml", sheet) for number in numbers)]
        told = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts)
        endings = (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"))
        defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings)
        self._part("[Content_Types].xml", f'{DECLARED}<Types xmlns="{NS}package/2006/content-types">{defaults}{told}</Types>')
        self._part("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        self._part("xl/_rels/workbook.xml.rels", relations([("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]))
        sheets = "".join(f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(names, 1))
        spaces = f'xmlns="{NS}spreadsheetml/2006/main" xmlns:r="{NS}officeDocument/2006/relationships"'
        self._part("xl/workbook.xml", f"{DECLARED}<workbook {spaces}><sheets>{sheets}</sheets></workbook>")


def relations(targets: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="r{number}" Type="{NS}officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARED}<Relationships xmlns="{NS}package/2006/relationships">{told}</Relationships>'


def line(row: Iterable[object]) -> str:
    return f"<row>{''.join(map(cell, row))}</row>"


def cell(value: object) -> str:
    """A cell: numbers as numbers, everything else as text, which no spreadsheet takes for a formula."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(FORBIDDEN.sub("", str(value)[:32_000]))}</t></is></c>'
