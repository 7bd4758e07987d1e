"""From blocks without language to a `Document`: what every format hands over, and the text that most of them compose.

A format either points into a text that exists (`Draft`, for text files) or hands over pieces whose text is laid down here
(`Piece`): rows on lines of their own with a tab between cells, items on lines, other blocks with an empty line between.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.languages import languages_of
from passerelles.reading.model import Block, BlockKind, Document


class Draft(NamedTuple):
    """A block whose language is not known yet."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    cells: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    is_header: bool = False


class Piece(NamedTuple):
    """A block whose text is not laid down yet; a row has `cells` instead of `text`."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    page: int | None = None
    cells: Sequence[str] = ()
    table: int | None = None
    is_header: bool = False


@dataclass(slots=True)
class Opened:
    """What a format found: the text, its blocks in order, and what it says of itself."""

    format: str
    text: str
    drafts: list[Draft]
    title: str | None = None
    published: str | None = None
    notes: tuple[str, ...] = ()


# What has no place in a text: control characters but tab and newline, halves of surrogate pairs, non-characters.
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\xa0\u2002-\u200a]+")
_EDGES = re.compile(r" ?\n[ \n]*")
_SEPARATORS: dict[str, str] = {"row": "\n", "item": "\n"}


def tidy(text: str) -> str:
    """Return words from a composed format: runs of blanks as one, no blanks at line ends, no control characters."""
    text = _STRANGE.sub(lambda found: "\n" if found[0] in "\x0b\x0c\r" else "", text)
    return _EDGES.sub("\n", _SPACES.sub(" ", text)).strip()


def lay_down(pieces: Iterable[Piece]) -> tuple[str, list[Draft]]:
    """Compose one text of the pieces, in order; pieces without words are left out."""
    parts: list[str] = []
    drafts: list[Draft] = []
    at = 0
    before = ""
    for piece in pieces:
        cells = [tidy(cell) for cell in piece.cells]
        words = "\t".join(cells).strip() if cells else tidy(piece.text)
        if not words:
            continue
        if parts:
            gap = _SEPARATORS.get(piece.kind, "\n\n") if before == piece.kind else "\n\n"
            parts.append(gap)
            at += len(gap)
        drafts.append(_draft(piece, at, words, cells))
        parts.append(words)
        at += len(words)
        before = piece.kind
    return "".join(parts), drafts


def _draft(piece: Piece, at: int, words: str, cells: list[str]) -> Draft:
    """A block's place; empty cells at a row's ends lie at its first and last character: no tab is written for them."""
    spans = []
    end = at + len(words)
    start = at - next((column for column, cell in enumerate(cells) if cell), 0)
    for cell in cells:
        spans.append((min(max(start, at), end), min(max(start + len(cell), at), end)))
        start += len(cell) + 1
    return Draft(piece.kind, at, end, piece.level, piece.page, tuple(spans), piece.table, piece.is_header)


def finish(opened: Opened, name: str) -> Document:
    """Return the document: a language for each block and for the whole, a title where none was declared."""
    if not opened.drafts:
        raise Unreadable("there are no words in it", cause="no-text" if opened.format == "pdf" else "empty")
    text = opened.text
    languages, language = languages_of(text, [(draft.start, draft.end) for draft in opened.drafts])
    blocks = tuple(
        Block(draft.kind, draft.start, draft.end, said, draft.page, draft.level, draft.cells, draft.table, draft.is_header)
        for draft, said in zip(opened.drafts, languages, strict=True)
    )
    title = opened.title or first_title(text, opened.drafts)
    return Document(name, text, blocks, language, opened.format, title, opened.published, opened.notes)


def first_title(text: str, drafts: Sequence[Draft]) -> str | None:
    """Return the first heading among the first blocks, else a short first line; None where the text just begins."""
    for draft in drafts[:3]:
        if draft.kind == "heading":
            return one_line(text[draft.start : draft.end].lstrip("# ").rstrip("=-\n ")) or None
    if drafts and drafts[0].kind != "row":
        first = text[drafts[0].start : drafts[0].end].split("\n", 1)[0].strip()
        if len(first) <= 200 and any(map(str.isalnum, first)) and not first.endswith((".", "。", ",", ";", ":", "，", "；", "：")):
            return one_line(first)
    return None


def one_line(words: str) -> str:
    """Return a title's words on one line, none of a length that no title has."""
    return " ".join(words.split())[:300]
