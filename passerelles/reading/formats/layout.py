"""What stands where on a PDF page: words with their boxes, lines of words, and the lines drawn around cells.

Read through PDFium (pypdfium2): a page costs about 5 ms, ten times less than with a parser in Python. Distances are points
from the page's top left corner.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

MAX_CHARACTERS = 200_000  # of a page
_MAX_SEGMENTS = 20_000
_THIN = 2.5  # points: a rectangle no thicker is a line


@dataclass(slots=True)
class Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class Line:
    """Words on one height, left to right; `size` is their height, `weight` whether they are bold."""

    words: list[Word]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    is_bold: bool = False

    def __post_init__(self) -> None:
        self.left = min(word.left for word in self.words)
        self.right = max(word.right for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        return joined(self.words)

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[tuple[float, float, float]] = field(default_factory=list)  # drawn lines: (y, left, right)
    down: list[tuple[float, float, float]] = field(default_factory=list)  # (x, top, bottom)
    has_pictures: bool = False
    bold: set[int] = field(default_factory=set)  # ids of words in bold


def joined(words: Sequence[Word]) -> str:
    """The words with a blank between, but none between Chinese characters that touch."""
    parts: list[str] = []
    for before, word in zip([None, *words], words, strict=False):
        if before is not None:
            is_close = word.left - before.right < 0.35 * (word.bottom - word.top)
            if not (is_close and before.text[-1] >= "\u2e80" and word.text[0] >= "\u2e80"):
                parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    """Read one page's words and drawn lines."""
    source = document[index]
    width, height = source.get_size()
    page = Page(index + 1, width, height)
    textpage = source.get_textpage()
    try:
        page.words = list(_words(textpage.raw, height, page.bold))
        _drawn(source, page)
    finally:
        textpage.close()
        source.close()
    return page


def _words(raw: "pdfium.FPDF_TEXTPAGE", height: float, bold: set[int]) -> Iterator[Word]:
    """Words as PDFium cuts them: it puts blanks where the gap between characters says so."""
    count = min(pdfium.FPDFText_CountChars(raw), MAX_CHARACTERS)
    box = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = (ctypes.byref(number) for number in box)
    letters: list[str] = []
    edges = (0.0, 0.0, 0.0, 0.0)
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, high = (0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD), 0
        character = "-" if code in (2, 0xFFFE, 0xAD) else chr(code)  # PDFium's mark for a hyphen at a line's end
        if character.isspace() or (code < 32 and character != "-"):
            if letters:
                yield Word("".join(letters), *edges)
                letters = []
            continue
        if not pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
            continue
        x0, x1 = box[0].value, box[1].value
        if not letters:
            edges = (x0, x1, *_height(raw, index, height))
        elif x0 < edges[0] - 20 or x0 > edges[1] + 3 * max(4.0, edges[3] - edges[2]):
            yield Word("".join(letters), *edges)  # another line or column without a blank between
            letters = []
            edges = (x0, x1, *_height(raw, index, height))
        letters.append(character)
        edges = (min(edges[0], x0), max(edges[1], x1), edges[2], edges[3])
    if letters:
        yield Word("".join(letters), *edges)


def _height(raw: "pdfium.FPDF_TEXTPAGE", index: int, height: float) -> tuple[float, float]:
    """Top and bottom of a character's line: from its font's size and its base line, not from the ink, which differs by letter."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    size = pdfium.FPDFText_GetFontSize(raw, index) * max(abs(matrix.d), abs(matrix.b))
    base = height - y.value
    return base - 0.8 * size, base + 0.2 * size


def _drawn(source: pypdfium2.PdfPage, page: Page) -> None:
    """Note the horizontal and vertical lines that are drawn: strokes, thin rectangles, rectangles' sides."""
    left = _MAX_SEGMENTS
    for thing in source.get_objects(max_depth=4):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            page.has_pictures = True
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH and left > 0:
            left -= _path(thing, page)


def _path(thing: pypdfium2.PdfObject, page: Page) -> int:
    count = min(int(pdfium.FPDFPath_CountSegments(thing.raw)), 2000)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing.raw, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before = start = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            page.height - (matrix.b * x.value + matrix.d * y.value + matrix.f),
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before:
            _note(before, point, page)
        if pdfium.FPDFPathSegment_GetClose(segment) and start and kind == pdfium.FPDF_SEGMENT_LINETO:
            _note(point, start, page)
        before = point
    return count + 1


def _note(one: tuple[float, float], other: tuple[float, float], page: Page) -> None:
    (x0, y0), (x1, y1) = one, other
    if abs(y0 - y1) < _THIN < abs(x0 - x1):
        page.across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) < _THIN < abs(y0 - y1):
        page.down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put words on lines, top to bottom: words whose middles are on one height."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if (
            lines
            and lines[-1][0].top < middle < lines[-1][0].bottom
            and abs(middle - _middle(lines[-1][0])) < 0.4 * (word.bottom - word.top + 0.1)
        ):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(sorted(line, key=lambda word: word.left)) for line in lines]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def pitch_of(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next."""
    steps = [after.top - before.top for before, after in pairwise(lines) if 2 < after.top - before.top < 60]
    steps.sort()
    return median(steps[: max(1, len(steps) * 3 // 4)]) if steps else 14.0
