"""OpenDocument texts (.odt): headings, paragraphs, lists, tables, notes; tracked deletions left out.

The XML is walked directly (ODF 1.3 part 3). A repeated cell or row is taken once: only spreadsheets fill pages with them.
"""

import zipfile
from collections.abc import Iterator

from lxml import etree

from passerelles.reading.formats.archives import tree
from passerelles.reading.formats.drafts import Opened, Piece, lay_down, tidy
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.grid import Grid, rows_of
from passerelles.reading.formats.lines import looks_like_item
from passerelles.reading.formats.markup import joined_lines
from passerelles.reading.formats.word import piece_words

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TITLE = ".//{http://purl.org/dc/elements/1.1/}title"
_LEFT_OUT = frozenset(
    [_TEXT + tag for tag in ("tracked-changes", "note-citation", "sequence-decls", "index-title-template", "table-of-content-source")]
    + [_OFFICE + "annotation", _OFFICE + "annotation-end", _OFFICE + "forms", _TABLE + "covered-table-cell"]
)
_INLINE_BLOCKS = frozenset([_TEXT + "note", _DRAW + "text-box"])  # blocks that stand in the midst of a paragraph
_MAX_DEPTH = 60


def read_odt(archive: zipfile.ZipFile) -> Opened:
    """Read an OpenDocument text. Raises Unreadable: encrypted, damaged, unsafe."""
    manifest = tree(archive, "META-INF/manifest.xml")
    if manifest is not None and any(
        isinstance(element.tag, str) and element.tag.endswith("}encryption-data") for element in manifest.iter()
    ):
        raise Unreadable("it is protected by a password", cause="encrypted")
    root = tree(archive, "content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise Unreadable("it has no text part", cause="damaged")
    reader = _Body()
    pieces = [*reader.blocks(body), *reader.after]
    text, drafts = lay_down(pieces)
    meta = tree(archive, "meta.xml")
    declared = tidy(meta.findtext(_TITLE) or "") if meta is not None else ""
    title = next(
        (tidy(piece.text) for piece in pieces[:8] if piece.kind == "heading" and piece.level <= 1 and piece.text.strip()), declared
    )
    notes = ("tracked deletions left out",) if root.find(f".//{_TEXT}deletion") is not None else ()
    return Opened("odt", text, drafts, title.replace("\n", " ")[:300] or None, notes=notes)


class _Body:
    """The walk through a body; notes met on the way are kept for the end."""

    def __init__(self) -> None:
        self.tables = 0
        self.after: list[Piece] = []

    def blocks(self, parent: etree._Element, depth: int = 0, is_item: bool = False) -> Iterator[Piece]:
        if depth > _MAX_DEPTH:
            raise Unreadable("its parts are nested too deeply", cause="unsafe")
        for child in parent:
            tag = child.tag
            if tag == _TEXT + "h":
                level = child.get(_TEXT + "outline-level") or "1"
                yield Piece(
                    "heading", tidy(self._words(child, depth)).replace("\n", " "), level=min(int(level), 6) if level.isdigit() else 1
                )
            elif tag == _TEXT + "p":
                yield from self._paragraph(child, depth, is_item)
            elif tag == _TABLE + "table":
                yield from self._table(child, depth)
            elif tag not in _LEFT_OUT and len(child):
                yield from self.blocks(child, depth + 1, is_item or tag == _TEXT + "list-item")

    def _paragraph(self, paragraph: etree._Element, depth: int, is_item: bool) -> Iterator[Piece]:
        words = tidy(self._words(paragraph, depth))
        is_title = (paragraph.get(_TEXT + "style-name") or "") == "Title"
        if is_title and words:
            yield Piece("heading", words.replace("\n", " "), level=1)
            return
        for block in joined_lines(words):
            yield Piece("item" if is_item or looks_like_item(block) else "paragraph", block)

    def _words(self, paragraph: etree._Element, depth: int) -> str:
        """The words of a paragraph; blanks are elements in this format. What stands in it as a block is kept for the end."""
        parts = [_blank(paragraph.text)]
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if element is paragraph:
                continue
            if event == "end":
                skipped = None if skipped is element else skipped
                parts.append(_blank(element.tail))
            elif element.tag in _LEFT_OUT or element.tag in _INLINE_BLOCKS:
                if element.tag in _INLINE_BLOCKS:
                    self.after.extend(self.blocks(element, depth + 1))
                walk.skip_subtree()
            else:
                parts.append(_special(element))
                parts.append(_blank(element.text))
        return "".join(parts)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Piece]:
        rows = list(_rows(table))
        if max((len(row.findall(_TABLE + "table-cell")) for row, _ in rows), default=0) < 2:
            for row, _ in rows:
                for cell in row.findall(_TABLE + "table-cell"):
                    yield from self.blocks(cell, depth + 1)
            return
        self.tables += 1
        number = self.tables
        grid = Grid()
        for row, is_header in rows:
            grid.add([self._cell(cell, depth) for cell in row.findall(_TABLE + "table-cell")], is_header)
        yield from rows_of(grid.rows, number)

    def _cell(self, cell: etree._Element, depth: int) -> tuple[str, int, int]:
        words = "\n".join(piece_words(piece) for piece in self.blocks(cell, depth + 1))
        return words, _span(cell, "number-rows-spanned"), _span(cell, "number-columns-spanned")


def _rows(parent: etree._Element, is_header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent:
        if child.tag == _TABLE + "table-row":
            yield child, is_header
        elif child.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from _rows(child, child.tag == _TABLE + "table-header-rows")


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(_TABLE + name) or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _blank(text: str | None) -> str:
    return text.replace("\n", " ").replace("\t", " ") if text else ""


def _special(element: etree._Element) -> str:
    if element.tag == _TEXT + "line-break":
        return "\n"
    return " " if element.tag in (_TEXT + "s", _TEXT + "tab") else ""
