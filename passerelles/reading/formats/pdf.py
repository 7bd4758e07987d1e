"""PDF files: words in reading order, tables as rows, paragraphs put together again over lines and pages.

What is repeated at the head or foot of pages is left out of the text and named in the notes. A hyphen at a line's end stays,
with its line end: whoever reads decides what it joins.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2

from passerelles.reading.formats import lines as hang
from passerelles.reading.formats.cells import Found, carried_on, cells_of, gutter_of, tables_on
from passerelles.reading.formats.drafts import Opened, Piece, lay_down
from passerelles.reading.formats.errors import MAX_CELLS, MAX_PAGES, Unreadable
from passerelles.reading.formats.layout import Line, Page, Word, lines_of, pitch_of, read_page
from passerelles.reading.formats.tables import looks_like_header
from passerelles.reading.model import BlockKind

_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|第)?\s*\d{1,4}\s*(?:页)?\s*(?:(?:/|sur|of|de|共)\s*\d{1,4}\s*页?)?\W*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.085  # of the page's height: where heads and feet stand


def read_pdf(data: bytes) -> Opened:
    """Read a PDF. Raises Unreadable: encrypted, truncated, damaged, no-text, too-large."""
    document = _document(data)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise Unreadable(f"it has {count} pages, at most {MAX_PAGES}", cause="too-large")
        pages = [read_page(document, index) for index in range(count)]
        declared = document.get_metadata_dict().get("Title", "").strip()
    finally:
        document.close()
    empty = [page.number for page in pages if not page.words]
    if len(empty) == len(pages):
        what = "its pages are pictures: no text, it needs OCR" if any(page.has_pictures for page in pages) else "there is no text in it"
        raise Unreadable(what, cause="no-text")
    notes = [f"page {number} has no text: it needs OCR" for number in empty[:20] if pages[number - 1].has_pictures]
    repeated = _leave_out_repeated(pages)
    notes += [f"repeated on pages, left out: {words}" for words in repeated[:5]]
    pieces = _Assembly(pages).pieces()
    text, drafts = lay_down(pieces)
    return Opened("pdf", text, drafts, _title(pieces, declared), notes=tuple(notes))


def _document(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("it is protected by a password", cause="encrypted") from None
        if b"%%EOF" not in data[-2048:]:
            raise Unreadable("it is cut short: its end is missing", cause="truncated") from None
        raise Unreadable(f"it is damaged ({error})", cause="damaged") from None


def _title(pieces: Sequence[Piece], declared: str) -> str | None:
    """The first heading; what the file declares only where there is none (it is often another document's)."""
    for piece in pieces[:6]:
        if piece.kind == "heading":
            return " ".join(piece.text.split())[:300]
    return (
        None
        if not declared or re.search(r"^\(|\.(?:docx?|odt|pdf|indd)$|^Microsoft|untitled|sans titre", declared, re.IGNORECASE)
        else declared[:300]
    )


# Heads and feet


def _leave_out_repeated(pages: Sequence[Page]) -> list[str]:
    """Take page numbers and what stands at the head or foot of several pages out of them; return its words."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for lines in edges for key in {_key(line, page) for line, page in lines})
    repeated: dict[str, None] = {}
    for page, lines in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for line, _ in lines:
            text = line.text
            is_number = bool(_PAGE_NUMBER.match(text))
            if is_number or (seen[_key(line, page)] > 1 and seen[_key(line, page)] * 2 >= len(pages)):
                gone.update(map(id, line.words))
                if not is_number:
                    repeated.setdefault(_DIGITS.sub("#", text)[:80])
        page.words = [word for word in page.words if id(word) not in gone]
    return list(repeated)


def _edge_lines(page: Page) -> list[tuple[Line, Page]]:
    edge = _MARGIN * page.height
    words = [word for word in page.words if word.bottom < edge or word.top > page.height - edge]
    return [(line, page) for line in lines_of(words)]


def _key(line: Line, page: Page) -> tuple[str, bool]:
    return _DIGITS.sub("#", line.text), line.top < page.height / 2


# Blocks


@dataclass
class _Assembly:
    """All pages on their way to pieces: tables numbered and continued, paragraphs put together."""

    pages: Sequence[Page]
    found: list[Piece] = field(default_factory=list)
    tables: int = 0
    cells: int = 0
    edges: tuple[float, ...] = ()  # columns of a table that stood last on the page before

    def pieces(self) -> list[Piece]:
        laid: list[tuple[Page, list[Line], list[Found]]] = []
        sizes: Counter[int] = Counter()
        for page in self.pages:
            tables = tables_on(page)
            taken = set().union(*(table.words for table in tables)) if tables else set()
            lines = lines_of([word for word in page.words if id(word) not in taken])
            laid.append((page, lines, tables))
            for line in lines:
                sizes[round(line.size * 4)] += sum(len(word.text) for word in line.words)
        body = sizes.most_common(1)[0][0] / 4 if sizes else 10.0
        for page, lines, tables in laid:
            self._page(page, lines, tables, body)
        return self.found

    def _page(self, page: Page, lines: Sequence[Line], tables: Sequence[Found], body: float) -> None:
        at = self._carry_on(page, lines, tables)
        for table in tables:
            end = at
            while end < len(lines) and lines[end].top < table.top + 1:
                end += 1
            self._prose(page, lines[at:end], body)
            self._table(page, table, continues=(end == 0 and table is tables[0]))
            at = end
        self._prose(page, lines[at:], body)
        self.edges = tables[-1].edges if tables and at == len(lines) else ()

    def _carry_on(self, page: Page, lines: Sequence[Line], tables: Sequence[Found]) -> int:
        """Add the page's first lines to the last row of the page before, where they stand in its columns; return how many."""
        count = carried_on(lines, self.edges) if self.edges and lines and (not tables or lines[0].top < tables[0].top) else 0
        if count:
            self._add_to_last(cells_of(lines[:count], self.edges))
        return count

    def _add_to_last(self, cells: Sequence[str]) -> None:
        last = self.found[-1]
        self.found[-1] = last._replace(
            cells=[f"{old}\n{new}" if old and new else old or new for old, new in zip(last.cells, cells, strict=True)]
        )

    def _table(self, page: Page, table: Found, continues: bool) -> None:
        """Add a table's rows; one at a page's top that has the last one's columns continues it, its repeated header left out."""
        rows = table.rows
        self.cells += sum(map(len, rows))
        if self.cells > MAX_CELLS:
            raise Unreadable(f"its tables have more than {MAX_CELLS} cells", cause="too-large")
        last = self.found[-1] if self.found else None
        is_next = continues and last is not None and last.kind == "row" and len(last.cells) == len(rows[0]) and last.page == page.number - 1
        if not is_next:
            self.tables += 1
        header = next((list(piece.cells) for piece in self.found if piece.table == self.tables and piece.is_header), None)
        if is_next and header == rows[0]:
            rows = rows[1:]
        if is_next and rows and not rows[0][0] and last and last.cells[0]:
            self._add_to_last(rows[0])  # a row that the page's end cut
            rows = rows[1:]
        has_header = not is_next and looks_like_header(rows[:20])
        for number, cells in enumerate(rows):
            self.found.append(Piece("row", cells=cells, table=self.tables, page=page.number, is_header=has_header and number == 0))

    def _prose(self, page: Page, lines: Sequence[Line], body: float) -> None:
        for block in _blocks(_columns(lines, page)):
            text = "\n".join(line.text for line in block)
            kind, level = _kind(block, text, body, page.bold)
            last = self.found[-1] if self.found else None
            if (
                last
                and last.kind in ("paragraph", "item")
                and kind == "paragraph"
                and last.page != page.number
                and _goes_over(last.text, text)
            ):
                self.found[-1] = last._replace(text=f"{last.text}\n{text}")
                continue
            self.found.append(Piece(kind, text.replace("\n", " ") if kind == "heading" else text, level=level, page=page.number))


def _goes_over(before: str, text: str) -> bool:
    """Whether a paragraph goes on over the end of a page."""
    return (before[-1] not in hang.STOPS and (text[0].islower() or before[-1] in "-,")) or (
        text[0] >= "\u2e80" and before[-1] not in "。！？：；)"
    )


def _columns(lines: Sequence[Line], page: Page) -> list[Line]:
    """Lines in reading order: where a page is set in two columns, the left one first."""
    gutter = gutter_of(lines, page.width)
    if gutter is None:
        return list(lines)
    ordered: list[Line] = []
    left: list[Word] = []
    right: list[Word] = []
    for line in lines:
        is_across = any(word.left < gutter < word.right for word in line.words)
        if is_across:
            ordered += [*lines_of(left), *lines_of(right), line]
            left, right = [], []
        for word in () if is_across else line.words:
            (left if word.right <= gutter else right).append(word)
    return [*ordered, *lines_of(left), *lines_of(right)]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Cut lines into paragraphs: at a gap, another size, an indent or bullet, or after a line that ends short of the margin."""
    if not lines:
        return
    pitch = pitch_of(lines)
    margin = max(line.right for line in lines)
    block = [lines[0]]
    for before, line in pairwise(lines):
        if _is_same(block[0], before, line, pitch, margin):
            block.append(line)
        else:
            yield block
            block = [line]
    yield block


def _is_same(first: Line, before: Line, line: Line, pitch: float, margin: float) -> bool:
    step = line.top - before.top
    if step < 0 or step > 1.22 * max(pitch, before.size) or abs(line.size - before.size) > 0.15 * before.size:
        return False
    text, following = before.text, line.text
    room = margin - before.right
    is_full = room < max(line.words[0].right - line.words[0].left + 4, 12) if line.words[0].text[0] < "\u2e80" else room < 3 * line.size
    if hang.begins_item(following):
        return is_full and text[-1] not in hang.STOPS and not hang.is_bullet(following)
    if first.words and hang.is_bullet(first.text) and text[-1] in hang.STOPS:
        return False
    if (following[0].islower() and text[-1] not in hang.STOPS) or hang.ends_open(text):
        return True
    return is_full and text[-1] not in ";:；：" and not (line.left > before.left + 8 and text[-1] in hang.STOPS)


def _kind(block: Sequence[Line], text: str, body: float, bold: set[int]) -> tuple[BlockKind, int]:
    size = median(line.size for line in block)
    could_be = len(block) <= 3 and len(text) <= 250 and text[-1] not in ".;,。；，:：" and any(map(str.isalpha, text))
    if could_be and not hang.is_bullet(text) and not hang.is_dated(text):
        if size > 1.12 * body:
            return "heading", 1 if size > 1.45 * body else 2
        is_bold = all(id(word) in bold for line in block for word in line.words)
        if len(block) == 1 and (is_bold or hang.is_surely_heading(text)) and hang.looks_like_heading(text):
            return "heading", 3
    return ("item" if hang.looks_like_item(text.split("\n", 1)[0]) else "paragraph"), 0
