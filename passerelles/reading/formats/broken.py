"""Tables that PDF-to-text broke over lines, made rows again.

    Région Occitanie –            a row begins with its parties, in a narrow column, so over one to four short lines;
    Sichuan
                                  an empty line (or a blank at a line's start) separates cells;
    Coopération sur l'apprentissage, les soins aux personnes âgées et la
    recherche
                                  the next row begins where the next parties do.

A stretch with at least four `Name – Name` close together is such a table. Inside it a row may also begin with one body alone
(a title word such as Région or Ministère, an acronym). The rows before the first and after the last pair, and where the last
cell ends, are told by the shape of the lines: width, final stops, bullets, the kind of empty line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from passerelles.reading.formats import names
from passerelles.reading.formats.drafts import Draft
from passerelles.reading.formats.lines import is_bullet
from passerelles.reading.formats.pairs import NARROW, PARTS, SEPARATOR, Head, join, name_end, pair_at
from passerelles.reading.formats.tables import looks_like_header

_CLOSE = 30  # lines between two pairs of one table
_PAIRS = 4  # fewer are no table
_PAGE_NUMBER = re.compile(r"\s*(?:[Pp]age\s*)?\d{1,3}\s*(?:/|sur|of)\s*\d{1,3}\s*$|\s*[Pp]age\s*\d{1,3}\s*$|\s*[-–]\s*\d{1,3}\s*[-–]\s*$")
_CELL_GAP = re.compile(r"[ \xa0]{3,}|\t+")


class Zone(NamedTuple):
    """A table: lines `first` to `after` (excluded) and its rows."""

    first: int
    after: int
    rows: list[Draft]


def broken_tables(lines: Sequence[str], starts: Sequence[int]) -> Iterator[Zone]:
    """Find the broken tables of a text, in order. Cost is linear; a text without four dashes costs next to nothing."""
    with_dash = [
        index
        for index, line in enumerate(lines)
        if len(line) < 200 and ("–" in line or "—" in line or " - " in line or " / " in line or line.endswith(" -") or "↔" in line)
    ]
    if len(with_dash) < _PAIRS:
        return
    free = 0
    heads: list[Head] = []
    for index in with_dash:
        head = pair_at(lines, index, free)
        if head:
            heads.append(head)
            free = head.after
    for group in _close_together(heads):
        zone = _Table(lines, starts, group).zone()
        if zone:
            yield zone


def _close_together(heads: Sequence[Head]) -> Iterator[list[Head]]:
    group: list[Head] = []
    for head in heads:
        if group and head.first - group[-1].after > _CLOSE:
            if len(group) >= _PAIRS:
                yield group
            group = []
        group.append(head)
    if len(group) >= _PAIRS:
        yield group


@dataclass(slots=True)
class _Row:
    head: Head
    after: int


class _Table:
    """One cluster of pairs on its way to rows."""

    def __init__(self, lines: Sequence[str], starts: Sequence[int], pairs: Sequence[Head]):
        self.lines, self.starts = lines, starts
        inside = range(pairs[0].first, pairs[-1].after)
        self.narrow = (
            max(len(lines[index].strip()) for pair in pairs if not pair.rest for index in range(pair.first, pair.after))
            if any(not pair.rest for pair in pairs)
            else NARROW
        )
        self.wide = max(len(lines[index].rstrip()) for index in inside)
        self.blanks = {lines[index] for index in inside if not lines[index].strip()}
        self.has_stops = sum(lines[index].rstrip().endswith(".") for index in inside) * 4 > len(pairs)
        self.learned = frozenset(self._openings(pairs))
        self.pairs = [self._again(pair) for pair in pairs]

    def _openings(self, pairs: Sequence[Head]) -> Iterator[str]:
        """The words that second cells begin with: they tell "Harbin Jumelage" apart."""
        for pair in pairs:
            index = pair.after
            while index < len(self.lines) and not self.lines[index].strip():
                index += 1
            if not pair.rest and index < len(self.lines) and len(self.lines[index]) > self.narrow:
                word = self.lines[index].split()[0].rstrip(":,").lower()
                if len(word) > 3 and word.isalpha() and word not in names.TITLES:
                    yield word

    def _again(self, pair: Head) -> Head:
        """Read a pair's last line once more, now that the words that open cells are known."""
        if pair.rest:
            return pair
        index = next((at for at in range(pair.first, pair.after) if SEPARATOR.search(self.lines[at])), pair.first)
        better = pair_at(self.lines, index, pair.first, self.learned)
        return better if better and better.first == pair.first else pair

    def zone(self) -> Zone | None:
        heads = self._heads()
        rows = [_Row(head, following.first) for head, following in pairwise(heads)]
        rows.append(_Row(heads[-1], self._end(heads)))
        drafts = [self._row(row) for row in rows]
        if sum(len(draft.cells) > 1 for draft in drafts) * 2 < len(drafts):
            return None  # a list of pairs without anything said of them: its lines are blocks as they are
        header = self._header(heads[0].first)
        first = heads[0].first
        if header:
            first, draft = header
            drafts.insert(0, draft)
        return Zone(
            first, rows[-1].after, sorted([*drafts, *self._page_numbers(first, rows[-1].after, drafts)], key=lambda draft: draft.start)
        )

    def _page_numbers(self, first: int, after: int, rows: Sequence[Draft]) -> Iterator[Draft]:
        """Page numbers between rows are blocks of their own."""
        for index in range(first, after):
            if _PAGE_NUMBER.match(self.lines[index]):
                line = self.lines[index]
                start, end = self._at(index, len(line) - len(line.lstrip())), self._at(index, len(line.rstrip()))
                if not any(row.start < end and start < row.end for row in rows):
                    yield Draft("paragraph", start, end)

    def _heads(self) -> list[Head]:
        """All rows' beginnings, the pairs and the bodies that stand alone, also just before and after the pairs."""
        pairs = {pair.first: pair for pair in self.pairs}
        heads: list[Head] = []
        index = self._before(self.pairs[0].first)
        limit = self.pairs[-1].after + _CLOSE
        while index < min(limit, len(self.lines)):
            head = pairs.get(index) or self._single(index)
            if head and not head.is_pair and index > self.pairs[-1].after and not self._is_row_after(heads[-1], index):
                break
            if head:
                heads.append(head)
            index = head.after if head else index + 1
            if index > self.pairs[-1].after and not self._is_inside(index):
                break
        return [head for head, following in zip(heads, [*heads[1:], None], strict=True) if not self._is_cell(head, following, heads[0])]

    def _is_cell(self, head: Head, following: Head | None, first: Head) -> bool:
        """A body alone with nothing said of it before the next row is the last cell of the row before."""
        if head.is_pair or head.rest or head is first:
            return False
        end = following.first if following else self._end([head])
        return not any(self.lines[index].strip() for index in range(head.after, end))

    def _single(self, index: int) -> Head | None:
        """A row that begins with one body: "Région Hauts-de-France  Coopération…", "AFD Depuis 2004…", "Ministère de"…"""
        line = self.lines[index].rstrip()
        if not line or line[0].isspace() or not self._begins_cell(index):
            return None
        if acronym := names.acronym_at_start(line):
            rest = line[len(acronym) :].lstrip()
            return Head(index, index + 1, len(line) - len(rest) if rest else 0, False)
        if not names.begins_with_title(line) and not names.ends_with_title(line):
            return None
        words, last = line, index
        read = [(words, last)]
        while (
            last + 1 < len(self.lines)
            and last - index < PARTS
            and self.lines[last + 1].strip()
            and len(self.lines[last].rstrip()) <= self.narrow + 3
        ):
            following = self.lines[last + 1].strip()
            if len(following) > self.narrow + 3 and names.is_name(words) and words[-1] != "-":
                break
            words, last = join(words, following), last + 1
            read.append((words, last))
        end = name_end(read, self.lines, self.learned, self.narrow + 6)
        return Head(index, end[0], end[1], False) if end else None

    def _begins_cell(self, index: int) -> bool:
        """Whether what stands before is over: an empty line, or a line that did not reach the column's right end."""
        before = self.lines[index - 1].rstrip() if index else ""
        if not before.strip():
            return True
        return len(before) < 0.8 * self.wide and before[-1] not in ",-–’'" and not names.is_particle(before.split()[-1])

    def _before(self, first: int) -> int:
        """Where the table begins, if bodies alone stand before the first pair: looked for over a few cells' lines."""
        begin = first
        for index in range(first - 1, max(-1, first - 20), -1):
            line = self.lines[index].rstrip()
            if len(line) > self.wide + 3 or line.endswith((".", ":")) or is_bullet(line.strip() or "-"):
                break
            if line and self._single(index) and not self.lines[index - 1].strip():
                begin = index
        return begin

    def _is_inside(self, index: int) -> bool:
        """Whether a line after the last pair can still belong to the table."""
        if index >= len(self.lines):
            return False
        line = self.lines[index].rstrip()
        if not line.strip():
            is_foreign = bool(self.blanks) and self.lines[index] not in self.blanks
            is_double = index + 1 < len(self.lines) and not self.lines[index + 1].strip()
            return not is_foreign and not is_double
        if len(line) > self.wide + 3 or (line.endswith(".") and not self.has_stops) or is_bullet(line.strip()):
            return False
        return not (line.isupper() and " " not in line.strip() and len(line) > 4)

    def _is_row_after(self, last: Head, index: int) -> bool:
        return index > last.after

    def _end(self, heads: Sequence[Head]) -> int:
        """Where the last row ends: with the last run of lines that looks like the table's cells."""
        most = max(2, round(median(self._runs_between(a.after, b.first) for a, b in pairwise(heads)))) if len(heads) > 1 else 2
        index = end = heads[-1].after
        runs = 0
        while index < len(self.lines):
            if not self.lines[index].strip():
                if not self._is_inside(index) and runs:
                    break
                index += 1
                continue
            after = index
            while after < len(self.lines) and self.lines[after].strip():
                after += 1
            if runs >= most or after - index > 12 or not all(self._is_inside(at) for at in range(index, after)):
                break
            index = end = after
            runs += 1
        return end

    def _runs_between(self, first: int, after: int) -> int:
        return sum(bool(self.lines[at].strip()) and (at == first or not self.lines[at - 1].strip()) for at in range(first, after))

    def _row(self, row: _Row) -> Draft:
        head = row.head
        last = head.after - 1
        start = self._at(head.first, len(self.lines[head.first]) - len(self.lines[head.first].lstrip()))
        end = self._at(last, len(self.lines[last][: head.rest or None].rstrip()))
        cells = [(start, end), *self._cells(head, row.after)]
        return Draft("row", start, cells[-1][1], cells=tuple(cells))

    def _cells(self, head: Head, after: int) -> Iterator[tuple[int, int]]:
        """The cells after the first: an empty line, a blank at a line's start, or a wide gap in a line begins the next."""
        open_start, open_end = -1, -1
        if head.rest:
            open_start, open_end = self._at(head.after - 1, head.rest), self._at(head.after - 1, len(self.lines[head.after - 1].rstrip()))
        for index in range(head.after, after):
            line = self.lines[index].rstrip()
            words = line.lstrip()
            if open_start >= 0 and (not words or len(words) < len(line)) and not self._goes_on(index, after, open_end):
                yield open_start, open_end
                open_start = -1
            at = len(line) - len(words)
            for gap in _CELL_GAP.finditer(line, at):
                yield (open_start if open_start >= 0 else self._at(index, at)), self._at(index, gap.start())
                open_start, at = -1, gap.end()
            if words and _PAGE_NUMBER.match(words):
                continue
            if words:
                open_start = open_start if open_start >= 0 else self._at(index, at)
                open_end = self._at(index, len(line))
        if open_start >= 0:
            yield open_start, open_end

    def _goes_on(self, index: int, after: int, end: int) -> bool:
        """Whether the cell that ends at `end` goes on after an empty line: "… le tourisme et la", "culture"."""
        following = next((self.lines[at] for at in range(index, after) if self.lines[at].strip()), "")
        before = self.lines[bisect_right(self.starts, end - 1) - 1].rstrip()
        return names.is_particle(before.split()[-1]) or (following[:1].islower() and before[-1] in ",-’'")

    def _header(self, first: int) -> tuple[int, Draft] | None:
        """The columns' names, each on a line of its own just before the first row."""
        found: list[int] = []
        index = first - 1
        while index >= 0 and first - index < 12 and len(found) < 6:
            line = self.lines[index].strip()
            if line and (len(line) > 40 or not line[0].isupper() or line[-1] in ".,;:"):
                break
            if line:
                found.insert(0, index)
            index -= 1
        while len(found) >= 2:
            titles = [self.lines[at].strip() for at in found]
            if looks_like_header([titles, [""] * len(titles)]) and all(len(title.split()) <= 4 for title in titles):
                cells = tuple(
                    (self._at(at, self.lines[at].index(title)), self._at(at, len(self.lines[at].rstrip())))
                    for at, title in zip(found, titles, strict=True)
                )
                return found[0], Draft("row", cells[0][0], cells[-1][1], cells=cells, is_header=True)
            found.pop(0)
        return None

    def _at(self, index: int, column: int) -> int:
        return self.starts[index] + column
