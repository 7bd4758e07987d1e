"""Pairs in a narrow column: "Région Centre-Val-de-", "Loire – Yunnan" are one pair, broken where the column was.

A pair begins a row of a broken table; where the name before the dash begins, and where the one after it ends, is told by
hyphens, particles, brackets and the words that names are made of.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from passerelles.reading.formats import names
from passerelles.reading.formats.lines import is_dated

SEPARATOR = re.compile(r"(?:^|[ \xa0]+)[–—](?=[ \xa0]|$)|[ \xa0]+[↔/-](?=[ \xa0]|$)|(?<=[\u4e00-\u9fff）)])[–—-]{1,2}(?=[\u4e00-\u9fff]|$)")
_MONTH_FIRST = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b")
NARROW = 48  # characters of a first column, at most
PARTS = 4  # lines that a first cell is broken over


class Head(NamedTuple):
    """The first cell of a row: its lines, and where the next cell begins on its last line (0 where that line ends with it)."""

    first: int
    after: int
    rest: int
    is_pair: bool


def pair_at(lines: Sequence[str], index: int, free: int, learned: frozenset[str] = frozenset()) -> Head | None:
    """Return the `Name – Name` whose dash stands in a line, not using lines before `free`."""
    line = lines[index]
    for dash in SEPARATOR.finditer(line):
        if dash.start() > NARROW:
            return None
        if is_dated(behind := line[dash.end() :].strip()) or _MONTH_FIRST.match(behind):
            continue  # "Vannes, France - Mar 8, 2008": a date is nobody's name
        left = line[: dash.start()]
        first = _left_start(lines, index, left, free)
        if first is None:
            continue
        right = _right(lines, index, dash.end(), learned)
        if right:
            return Head(first, right[0], right[1], True)
    return None


def _left_start(lines: Sequence[str], index: int, left: str, free: int) -> int | None:
    """Return the line where the name before the dash begins: in its line, or up to three lines above."""
    if left[:1].isspace():
        left = left if len(left) - len(left.lstrip()) > 2 else left.lstrip()
    if names.begins_with_title(left) and names.is_name(left) and " " in left.strip():
        return index
    best = index if names.is_name(left) else None
    joined = left.strip()
    for above in range(index - 1, max(free, index - PARTS + 1) - 1, -1):
        line = lines[above].strip()
        if not line or len(line) > NARROW or SEPARATOR.search(line) or line[-1] in ".:;" or names.opens_cell(line.split(None, 1)[0]):
            break
        linked = (
            (" " not in joined and (not joined or names.begins_with_title(joined)))
            or line[-1] in "-‐'’"
            or names.is_particle(line.split()[-1])
            or joined[:1].islower()
        )
        joined = join(line, joined).rstrip()
        if (linked or names.begins_with_title(line)) and names.is_name(joined):
            best = above
            if names.begins_with_title(line):
                break
    return best


def _right(lines: Sequence[str], index: int, at: int, learned: frozenset[str]) -> tuple[int, int] | None:
    """Return the line after the name that follows the dash, and where on its last line the next cell begins."""
    line = lines[index]
    words = line[at:].strip()
    last = index
    if not words:
        last += 1
        if last >= len(lines) or not lines[last].strip():
            return None
        words, at = lines[last].strip(), 0
    read = [(words, last)]
    while last + 1 < len(lines) and last - index < PARTS - 1 and _is_unfinished(words, lines, last):
        last += 1
        words = join(words, lines[last].strip())
        read.append((words, last))
    return name_end(read, lines, learned, NARROW + 12)


def name_end(read: Sequence[tuple[str, int]], lines: Sequence[str], learned: frozenset[str], widest: int) -> tuple[int, int] | None:
    """Of a name read over more and more lines, take the longest that holds: the line after it, and where the next cell begins."""
    for words, last in reversed(read):
        split = names.name_and_rest(words, learned)
        line = lines[last].rstrip()
        if split and not split[1] and len(line) <= widest:
            return last + 1, 0
        if split and split[1] and len(split[1]) < len(line.lstrip()):  # a rest as long as the line began in the line before
            return last + 1, len(line) - len(split[1])
    return None


def _is_unfinished(words: str, lines: Sequence[str], last: int) -> bool:
    """Whether the name goes on in the next line: a hyphen, a particle, a bracket; or it ends a run of narrow lines."""
    following = lines[last + 1].strip()
    if not following or len(words) > NARROW or SEPARATOR.search(following) or re.search(r"\S[ \xa0]{2,}\S", words):
        return False
    if words[-1] in "-‐'’" or following[0] == "(" or words.count("(") > words.count(")") or names.is_particle(words.split()[-1]):
        return True
    if names.is_particle(following.split(None, 1)[0]) and following[0].islower():
        return True
    ends_run = last + 2 >= len(lines) or not lines[last + 2].strip()
    is_lone = (
        ends_run and len(following) <= 28 and not names.opens_cell(following.split(None, 1)[0]) and not names.begins_with_title(following)
    )
    return is_lone and not lines[last + 1][:1].isspace() and names.is_name(join(words, following))


def join(left: str, right: str) -> str:
    return left + right if left[-1:] in "-‐'’" else f"{left} {right}"
