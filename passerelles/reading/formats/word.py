"""Word documents (.docx): the body in its order, with headings, lists, tables, footnotes; tracked deletions left out.

The XML is walked directly (ECMA-376 part 1, chapter 17): python-docx gives no footnotes, no tracked changes and no content
controls, and these documents have all three.
"""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from passerelles.reading.formats.archives import tree
from passerelles.reading.formats.drafts import Opened, Piece, lay_down, tidy
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.grid import Grid, rows_of
from passerelles.reading.formats.lines import looks_like_item
from passerelles.reading.formats.markup import joined_lines

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Subtrees that say nothing, or say it twice: deleted and moved text, field codes, fallbacks of drawings.
_LEFT_OUT = frozenset(
    [_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "sectPr", "rt")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_HEADING = re.compile(r"(?:heading|titre|überschrift|标题)\s*([1-6])$", re.IGNORECASE)
_MAX_DEPTH = 60  # tables within tables: beyond, it is no document


def read_docx(archive: zipfile.ZipFile) -> Opened:
    """Read a Word document. Raises Unreadable: damaged, unsafe, encrypted."""
    root = tree(archive, _main_part(archive))
    if root is None:
        raise Unreadable("it has no main part (word/document.xml)", cause="damaged")
    if isinstance(root.tag, str) and root.tag.startswith("{" + _STRICT):
        _loosen(root)
    body = root.find(_W + "body")
    if body is None:
        raise Unreadable("it has no body", cause="damaged")
    reader = _Body(_styles(archive))
    pieces = [*reader.blocks(body), *_notes(archive, reader)]
    text, drafts = lay_down(pieces)
    core = tree(archive, "docProps/core.xml") if "docProps/core.xml" in archive.namelist() else None
    declared = tidy(core.findtext(_TITLE) or "") if core is not None else ""
    title = next(
        (tidy(piece.text) for piece in pieces[:8] if piece.kind == "heading" and piece.level <= 1 and piece.text.strip()), declared
    )
    notes = ("tracked deletions left out",) if root.find(".//" + _W + "del") is not None else ()
    return Opened("docx", text, drafts, title.replace("\n", " ")[:300] or None, notes=notes)


def _main_part(archive: zipfile.ZipFile) -> str:
    """The package says where its document is; nearly always word/document.xml."""
    relations = tree(archive, "_rels/.rels")
    if relations is not None:
        for relation in relations:
            if (relation.get("Type") or "").endswith("/officeDocument") and relation.get("Target"):
                return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


def _loosen(root: etree._Element) -> None:
    """Rename the elements of a document saved as "Strict Open XML": same words, another namespace."""
    for element in root.iter("{" + _STRICT + "}*"):
        element.tag = _W + etree.QName(element).localname
        for name, value in [(str(name), str(value)) for name, value in element.attrib.items()]:
            if name.startswith("{" + _STRICT):
                element.set(_W + name.rpartition("}")[2], value)


def _styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Return the heading level of each style that has one (1 to 6; the title's is 1), list styles as 0."""
    root = tree(archive, "word/styles.xml")
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in () if root is None else root.iter(_W + "style"):
        key = style.get(_W + "styleId") or ""
        name = _value(style.find(_W + "name"))
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        parents[key] = _value(style.find(_W + "basedOn"))
        if found := _HEADING.match(name):
            levels[key] = int(found[1])
        elif name.lower() in ("title", "titre", "标题"):
            levels[key] = 1
        elif outline.isdigit() and int(outline) < 6:
            levels[key] = int(outline) + 1
        elif name.lower().startswith(("list", "liste", "puce")) or style.find(f"{_W}pPr/{_W}numPr") is not None:
            levels[key] = 0
    for key in parents:
        levels.update(_inherited(key, levels, parents))
    return levels


def _inherited(key: str, levels: dict[str, int], parents: dict[str, str]) -> dict[str, int]:
    seen = {key}
    parent = parents.get(key, "")
    while key not in levels and parent and parent not in seen:
        if parent in levels:
            return {key: levels[parent]}
        seen.add(parent)
        parent = parents.get(parent, "")
    return {}


def _value(element: etree._Element | None) -> str:
    return (element.get(_W + "val") or "") if element is not None else ""


class _Body:
    """The walk through a body, a note or a cell; tables are counted over the whole document."""

    def __init__(self, styles: dict[str, int]):
        self.styles = styles
        self.tables = 0

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Piece]:
        if depth > _MAX_DEPTH:
            raise Unreadable("its tables are nested too deeply", cause="unsafe")
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == _W + "tbl":
                yield from self._table(child, depth)
            elif child.tag not in _LEFT_OUT and len(child):
                yield from self.blocks(child, depth + 1)  # content controls, tracked insertions, custom XML

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[Piece]:
        words = tidy(_words(paragraph))
        if words:
            yield from self._pieces(paragraph, words)
        for box in paragraph.iter(_W + "txbxContent"):  # text boxes stand beside their anchor's paragraph
            if not any(ancestor.tag in _LEFT_OUT for ancestor in box.iterancestors()):
                yield from self.blocks(box, depth + 1)

    def _pieces(self, paragraph: etree._Element, words: str) -> Iterator[Piece]:
        properties = paragraph.find(_W + "pPr")
        style = _value(properties.find(_W + "pStyle")) if properties is not None else ""
        outline = _value(properties.find(_W + "outlineLvl")) if properties is not None else ""
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 6 else self.styles.get(style, -1)
        if level > 0:
            yield Piece("heading", words.replace("\n", " "), level=level)
            return
        number = properties.find(f"{_W}numPr/{_W}numId") if properties is not None else None
        is_item = level == 0 or (number is not None and _value(number) != "0")
        for block in joined_lines(words):
            yield Piece("item" if is_item or looks_like_item(block) else "paragraph", block)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Piece]:
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in _cells(row)]
        if max((len(list(_cells(row))) for row in rows), default=0) < 2 or any(len(tidy(_words(cell))) > 4000 for cell in cells):
            for cell in cells:  # a frame around text, not a table
                yield from self.blocks(cell, depth + 1)
            return
        self.tables += 1
        number = self.tables
        yield from rows_of(self._grid(rows, depth), number)

    def _grid(self, rows: list[etree._Element], depth: int) -> list[tuple[list[str], bool]]:
        grid = Grid()
        above: dict[int, str] = {}
        for row in rows:
            cells: list[tuple[str, int, int]] = []
            column = 0
            for cell in _cells(row):
                across = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
                width = min(int(across), 200) if across.isdigit() and len(across) < 5 else 1
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                words = "\n".join(piece_words(piece) for piece in self.blocks(cell, depth + 1))
                if merged is not None and _value(merged) != "restart":
                    words = above.get(column, "")
                above[column] = words if merged is not None and len(words) <= 300 else ""
                cells.append((words, 1, max(1, width)))
                column += max(1, width)
            grid.add(cells, row.find(f"{_W}trPr/{_W}tblHeader") is not None)
        return grid.rows


def piece_words(piece: Piece) -> str:
    """The words of a piece that stands in a cell: a table in a cell becomes lines."""
    return " ".join(piece.cells) if piece.cells else piece.text


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _W + "tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml"):
            yield from _cells(child)


def _words(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of text boxes in it (they are blocks of their own)."""
    parts: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag in _LEFT_OUT or tag == _W + "txbxContent":
            walk.skip_subtree()
        elif tag == _W + "t":
            parts.append(element.text or "")
        elif tag in (_W + "br", _W + "cr"):
            parts.append("\n")
        elif tag in (_W + "tab", _W + "ptab"):
            parts.append(" ")
        elif tag == _W + "noBreakHyphen":
            parts.append("-")
        elif tag == _W + "p" and element is not paragraph:
            parts.append("\n")
    return "".join(parts)


def _notes(archive: zipfile.ZipFile, reader: _Body) -> Iterator[Piece]:
    """Footnotes, then endnotes, after the body."""
    for name, kind in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        root = tree(archive, name)
        for note in () if root is None else root.iter(_W + kind):
            if note.get(_W + "type") in (None, "normal"):
                yield from reader.blocks(note)
