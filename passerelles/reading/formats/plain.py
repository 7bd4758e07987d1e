"""Text files and Markdown. The document's text is the decoded file itself; blocks point into it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from passerelles.reading.formats import front
from passerelles.reading.formats import lines as hang
from passerelles.reading.formats.broken import broken_tables
from passerelles.reading.formats.drafts import Draft, Opened
from passerelles.reading.formats.encodings import Decoded
from passerelles.reading.formats.tables import looks_like_header
from passerelles.reading.model import BlockKind

_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r"[ \t|:+=-]+$")  # between a Markdown table's header and its rows, or drawn around cells
_GAP = re.compile(r"\t[ \t]*|[ \xa0]{3,}")
_PIPE = re.compile(r"[ \t]*\|[ \t]*")


def read_plain(decoded: Decoded, format: str) -> Opened:
    """Cut a decoded text into blocks. Raises nothing: any text can be cut."""
    drafts = cut(decoded.text)
    return Opened(format, decoded.text, drafts, front.title_of(decoded.text, drafts), notes=decoded.notes)


def cut(text: str) -> list[Draft]:
    """Return the blocks of a bare text, in order, leaving out only white space."""
    drafts = _Cutter(text).drafts()
    if "\x0c" not in text:
        return drafts
    breaks = [found.start() for found in re.finditer("\x0c", text)]
    return [draft._replace(page=bisect_right(breaks, draft.start) + 1) for draft in drafts]


class _Cutter:
    """One text being cut."""

    def __init__(self, text: str):
        self.text = text
        self.lines = text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.width = hang.wrap_width(self.lines)
        self.tables = 0

    def drafts(self) -> list[Draft]:
        found: list[Draft] = []
        at = 0
        for zone in broken_tables(self.lines, self.starts):
            self._runs(at, zone.first, found)
            self.tables += 1
            found += [row._replace(table=self.tables if row.kind == "row" else None) for row in zone.rows]
            at = zone.after
        self._runs(at, len(self.lines), found)
        return _titled(self.text, found)

    def _runs(self, first: int, after: int, found: list[Draft]) -> None:
        """Cut the runs of lines without an empty line between `first` and `after`."""
        start = None
        for index in range(first, after):
            line = self.lines[index]
            if line and not line.isspace():
                if start is None:
                    start = index
            elif start is not None:
                self._run(start, index, found)
                start = None
        if start is not None:
            self._run(start, after, found)

    def _run(self, first: int, after: int, found: list[Draft]) -> None:
        if found and self.width and self._goes_over_blank(found[-1], first):
            # A blank line fell inside a paragraph: PDF-to-text does that at indents and page ends.
            grown = found.pop()
            after_first = next(self._groups(first, after))[1]
            kept: BlockKind = "paragraph" if grown.kind == "heading" else grown.kind
            found.append(grown._replace(kind=kept, level=0, end=self._end(after_first - 1)))
            first = after_first
        if after - first >= 3:
            for kind, start, end in self._tables(first, after):
                if kind:
                    self._rows(kind, start, end, found)
                else:
                    self._prose(start, end, first, after, found)
        elif first < after:
            self._prose(first, after, first, after, found)

    def _goes_over_blank(self, draft: Draft, first: int) -> bool:
        line = self.lines[first].lstrip()
        if draft.kind == "row" or not line[0].islower() or hang.begins_item(line):
            return False
        last = self.text[draft.end - 1]
        if not (last.isalnum() or last in ",-’'"):
            return False
        before = bisect_right(self.starts, draft.end - 1) - 1
        return first - before <= 4 and len(self.lines[before].strip()) > 0.75 * self.width

    def _groups(self, first: int, after: int) -> Iterator[tuple[int, int]]:
        """Join the lines that continue one another."""
        begin = first
        lines, width = self.lines, self.width
        for index in range(first + 1, after):
            if not (hang.goes_on(lines[index - 1], lines[index], width) or (_UNDERLINE.match(lines[index]) and index - begin == 1)):
                yield begin, index
                begin = index
        yield begin, after

    def _prose(self, first: int, after: int, run_first: int, run_after: int, found: list[Draft]) -> None:
        groups = list(self._groups(first, after))
        is_alone = first == run_first and after == run_after and len(groups) == 1
        for number, (begin, end) in enumerate(groups):
            following = self.lines[groups[number + 1][0]].strip() if number + 1 < len(groups) else ""
            is_top = number == 0 and first == run_first and (len(following) >= 100 or bool(following and hang.begins_item(following)))
            is_first = not found
            block = self._block(begin, end, is_alone or is_top or (is_first and number == 0))
            if (
                block.kind == "paragraph"
                and self.text[block.start].islower()
                and (self.text[block.end - 1] == ";" or (found and found[-1].kind == "item"))
            ):
                block = block._replace(kind="item")  # a list without bullets: "accompagner les partenariats ;"
            found.append(block)

    def _block(self, first: int, after: int, may_be_heading: bool) -> Draft:
        start, end = self._start(first), self._end(after - 1)
        line = self.lines[first].strip()
        if after - first == 2 and _UNDERLINE.match(self.lines[after - 1]):
            return Draft("heading", start, end, level=1 if "=" in self.lines[after - 1] else 2)
        if after - first == 1:
            if hang.is_surely_heading(line):
                return Draft("heading", start, end, level=min(6, len(line) - len(line.lstrip("#"))) or 2)
            if may_be_heading and hang.looks_like_heading(line):
                return Draft("heading", start, end, level=2)
        return Draft("item" if hang.looks_like_item(line) else "paragraph", start, end)

    def _tables(self, first: int, after: int) -> list[tuple[str, int, int]]:
        """Cut a run where at least three neighbouring lines have the same kind of gap between cells."""
        kinds = [_gap_kind(self.lines[index]) for index in range(first, after)]
        parts: list[tuple[str, int, int]] = []
        at = 0
        while at < len(kinds):
            end = at + 1
            while end < len(kinds) and kinds[end] == kinds[at]:
                end += 1
            kind = kinds[at] if end - at >= 3 and self._is_table(kinds[at], first + at, first + end) else ""
            if parts and not kind and not parts[-1][0]:
                parts[-1] = ("", parts[-1][1], first + end)
            else:
                parts.append((kind, first + at, first + end))
            at = end
        return parts

    def _is_table(self, kind: str, first: int, after: int) -> bool:
        """Whether most lines have as many cells as the commonest count: justified prose has gaps too."""
        if not kind:
            return False
        counts = [len(self._cells(kind, index)) for index in range(first, min(after, first + 50))]
        return max(map(counts.count, set(counts))) * 3 >= len(counts) * 2

    def _rows(self, kind: str, first: int, after: int, found: list[Draft]) -> None:
        self.tables += 1
        rows: list[Draft] = []
        for index in range(first, after):
            start, end = self._start(index), self._end(index)
            if rows and _RULE.match(self.lines[index]):  # no words of its own: it goes with the row above
                rows[-1] = rows[-1]._replace(end=end, is_header=len(rows) == 1)
            else:
                rows.append(Draft("row", start, end, cells=self._cells(kind, index), table=self.tables))
        if looks_like_header([[self.text[start:end] for start, end in row.cells] for row in rows[:20]]):
            rows[0] = rows[0]._replace(is_header=True)
        found += rows

    def _cells(self, kind: str, index: int) -> tuple[tuple[int, int], ...]:
        start, end = self._start(index), self._end(index)
        if kind == "|":
            start += self.text[start] == "|"
            end -= end > start and self.text[end - 1] == "|"
        gap = _PIPE if kind == "|" else _GAP
        cells = []
        for found in gap.finditer(self.text, start, end):
            cells.append((start, found.start()))
            start = found.end()
        cells.append((start, end))
        return tuple(
            (_skip(self.text, left, right), max(_skip(self.text, left, right), _back(self.text, left, right))) for left, right in cells
        )

    def _start(self, index: int) -> int:
        line = self.lines[index]
        return self.starts[index] + len(line) - len(line.lstrip())

    def _end(self, index: int) -> int:
        return self.starts[index] + len(self.lines[index].rstrip())


def _gap_kind(line: str) -> str:
    stripped = line.strip()
    if "|" in stripped:
        return "|"
    if "\t" in stripped or "   " in stripped or "\xa0\xa0\xa0" in stripped:
        return " "
    return ""


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _titled(text: str, drafts: list[Draft]) -> list[Draft]:
    """The first block, where it is a heading, is the title; a heading with nothing after it is none."""
    for index in range(len(drafts) - 1, -1, -1):  # signatures and dates at the end are short and alone, like headings
        draft = drafts[index]
        if index == 0 or draft.kind in ("row", "item") or draft.end - draft.start > 60 or text[draft.end - 1] in ".。!?":
            break
        if draft.kind == "heading":
            drafts[index] = draft._replace(kind="paragraph", level=0)
    if drafts and drafts[0].kind == "heading":
        drafts[0] = drafts[0]._replace(level=1) if len(drafts) > 1 else drafts[0]._replace(kind="paragraph", level=0)
    return drafts
