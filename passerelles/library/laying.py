"""Lays a document's text out by its blocks, with the words that somebody marks: headings, paragraphs, lists, tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from passerelles.common.words import page_lang

Json = dict[str, Any]
PART = 40_000  # characters on one page: a register of a thousand pages is read part by part
HEADING_SIGN = re.compile(r"#{1,6}\s+")  # of Markdown
OWN_SIGN = re.compile(r"\W|\d+[.)°]|\w[.)]\s")
MARKED = 200  # marks that one block shows: more would only hide each other


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that mean something to an app: characters `start` to `end` of the text, what they say, and where that leads."""

    start: int
    end: int
    label: str
    address: str = ""
    kind: str = "fact"  # fact, proposal, doubt or found


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text that the same mark is on, or none."""

    text: str
    start: int
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: pieces of each cell."""

    cells: tuple[tuple[Piece, ...], ...]
    is_header: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A stretch of the page: a heading or paragraph (`pieces`), a list (`items`) or a table (`rows`)."""

    kind: str
    lang: str
    start: int
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    items: tuple[tuple[Piece, ...], ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def has_own_signs(self) -> bool:
        """Whether a list's items begin with a dash, an arrow or a number of their author's: the page then adds none."""
        return all(OWN_SIGN.match(item[0].text) for item in self.items if item)


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that one page shows, and which of how many parts it is."""

    blocks: Sequence[Json]
    number: int
    count: int


def blocks_of(text: str, blocks: Sequence[Json]) -> Sequence[Json]:
    """A document's blocks; a text that nobody has cut is one paragraph."""
    return blocks or ([{"kind": "paragraph", "start": 0, "end": len(text)}] if text else [])


def part_of(blocks: Sequence[Json], number: int = 1, at: int | None = None, size: int = PART) -> Part:
    """Return a part of a document's blocks: by its number, or the one that holds the character `at`."""
    starts = list(_starts(blocks, size))
    if at is not None:
        number = bisect_right([blocks[start]["start"] for start in starts], at)
    number = min(max(number, 1), max(len(starts), 1))
    ends = [*starts[1:], len(blocks)]
    return Part(blocks[starts[number - 1] : ends[number - 1]] if starts else (), number, max(len(starts), 1))


def _starts(blocks: Sequence[Json], size: int) -> Iterator[int]:
    """The indexes of the blocks that begin a part."""
    limit = -1
    for index, block in enumerate(blocks):
        if block["end"] > limit:
            yield index
            limit = block["start"] + size


def lay(text: str, blocks: Sequence[Json], marks: Iterable[Mark] = ()) -> list[Laid]:
    """Return what the page shows of some blocks; items that follow each other are one list, rows of one table one table."""
    marking = _Marking(text, marks)
    return [_laid(kind, list(group), marking) for kind, group in groupby(blocks, key=_together)]


def _together(block: Json) -> tuple[Any, ...]:
    """What blocks of one stretch have in common; a heading and a paragraph are alone."""
    kind = block["kind"]
    if kind == "row":
        return (kind, block.get("table"))
    return (kind,) if kind == "item" else (kind, block["start"])


def _laid(key: tuple[Any, ...], blocks: list[Json], marking: "_Marking") -> Laid:
    first = blocks[0]
    lang = page_lang(first.get("language") or "")
    if key[0] == "row":
        return Laid("table", lang, first["start"], rows=tuple(_row(block, marking) for block in blocks))
    if key[0] == "item":
        return Laid("list", lang, first["start"], items=tuple(marking.pieces(block["start"], block["end"]) for block in blocks))
    level = min(first.get("level") or 2, 6)
    return Laid(key[0], lang, first["start"], level, marking.pieces(first["start"] + marking.signs(first), first["end"]))


def _row(block: Json, marking: "_Marking") -> Row:
    cells = block.get("cells") or [(block["start"], block["end"])]
    return Row(tuple(marking.pieces(start, end) for start, end in cells), bool(block.get("is_header")))


class _Marking:
    """Cuts stretches of a text where marks begin and end; where marks overlap, the shortest shows."""

    def __init__(self, text: str, marks: Iterable[Mark]):
        self._text = text
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._longest = max((mark.end - mark.start for mark in self._marks), default=0)

    def signs(self, block: Json) -> int:
        """How many characters of a heading only say that it is one."""
        sign = HEADING_SIGN.match(self._text, block["start"], block["end"]) if block["kind"] == "heading" else None
        return len(sign[0]) if sign else 0

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        marks = self._on(start, end)
        cuts = sorted({start, end, *(min(max(edge, start), end) for mark in marks for edge in (mark.start, mark.end))})
        return tuple(_piece(self._text, one, other, marks) for one, other in pairwise(cuts))

    def _on(self, start: int, end: int) -> list[Mark]:
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        on = [mark for mark in self._marks[first:last] if mark.end > start]
        return sorted(on, key=lambda mark: mark.end - mark.start)[:MARKED]


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Piece:
    return Piece(text[start:end], start, next((mark for mark in marks if mark.start <= start and end <= mark.end), None))
