"""Tables on a PDF page: cells from the lines drawn around them, else columns from the gaps and rows from the first column."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from passerelles.reading.formats.layout import Line, Page, Word, joined, lines_of, pitch_of
from passerelles.reading.formats.lines import begins_item

_NEAR = 3.0  # points: drawn lines no further apart are one line
_EMPTY = 20.0  # points: a wider column is one even where it is empty, a narrower one is the space between two lines
_MAX_COLUMNS = 40
_MAX_ROWS = 400


class Found(NamedTuple):
    """A table on a page: where it begins and ends, its rows, and the ids of its words."""

    top: float
    bottom: float
    rows: list[list[str]]
    words: set[int]
    edges: tuple[float, ...] = ()  # left edges of the columns, of a table without drawn lines


def tables_on(page: Page) -> list[Found]:
    """Find a page's tables, top to bottom."""
    found = list(_ruled(page))
    taken = set().union(*(table.words for table in found)) if found else set()
    lines = lines_of([word for word in page.words if id(word) not in taken])
    if gutter_of(lines, page.width) is None:
        found += _unruled(lines)
    return sorted(found, key=lambda table: table.top)


# Tables with drawn lines


def _ruled(page: Page) -> Iterator[Found]:
    for across, down in _boxes(page):
        columns = _merged([x for x, _, _ in down])
        heights = _merged([y for y, _, _ in across])
        if len(columns) < 3 or len(heights) < 2 or len(columns) > _MAX_COLUMNS or len(heights) > _MAX_ROWS:
            continue
        inside = [
            word for word in page.words if columns[0] - 2 <= _x(word) <= columns[-1] + 2 and heights[0] - 2 <= _y(word) <= heights[-1] + 2
        ]
        rows = _grid(inside, columns, heights, across, down)
        if rows and sum(sum(map(bool, row)) > 1 for row in rows) * 2 >= len(rows):
            yield Found(heights[0], heights[-1], rows, {id(word) for word in inside})


def _boxes(page: Page) -> Iterator[tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]]:
    """Part the drawn lines where a stretch of the page has no vertical line: one part for each table."""
    if len(page.down) < 3 or len(page.across) < 2:
        return
    spans: list[list[float]] = []
    for _, top, bottom in sorted(page.down, key=lambda line: line[1]):
        if spans and top <= spans[-1][1] + _NEAR:
            spans[-1][1] = max(spans[-1][1], bottom)
        else:
            spans.append([top, bottom])
    for top, bottom in spans:
        down = [line for line in page.down if top - _NEAR <= line[1] and line[2] <= bottom + _NEAR]
        across = [line for line in page.across if top - _NEAR <= line[0] <= bottom + _NEAR]
        if down:
            # a table without a line at its very top or bottom ends where its vertical lines do
            left, right = min(line[0] for line in down), max(line[0] for line in down)
            yield [*across, (top, left, right), (bottom, left, right)], down


def _merged(positions: Sequence[float]) -> list[float]:
    merged: list[float] = []
    for position in sorted(positions):
        if not merged or position - merged[-1] > _NEAR:
            merged.append(position)
    return merged


def _grid(
    words: Sequence[Word], columns: Sequence[float], heights: Sequence[float],
    across: Sequence[tuple[float, float, float]], down: Sequence[tuple[float, float, float]],
) -> list[list[str]]:  # fmt: skip
    """Cells by row and column. A cell over several rows is repeated in each; one over several columns stands in the first."""
    starts = [_cell_starts(column, columns, heights, across) for column in range(len(columns) - 1)]
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = min(max(bisect_right(columns, _x(word)) - 1, 0), len(columns) - 2)
        row = min(max(bisect_right(heights, _y(word)) - 1, 0), len(heights) - 2)
        column = _first_of_span(column, columns, (heights[row] + heights[row + 1]) / 2, down)
        held.setdefault((starts[column][row], column), []).append(word)
    texts = {key: cell_text(cell) for key, cell in held.items()}
    rows = []
    for row in range(len(heights) - 1):
        cells = [texts.get((starts[column][row], column), "") for column in range(len(columns) - 1)]
        begins = [starts[column][row] == row for column in range(len(columns) - 1)]
        cells = [cell if is_new or len(cell) <= 300 else "" for cell, is_new in zip(cells, begins, strict=True)]
        if any(cell and is_new for cell, is_new in zip(cells, begins, strict=True)):
            rows.append(cells)
    used = [
        column for column in range(len(columns) - 1) if any(row[column] for row in rows) or columns[column + 1] - columns[column] > _EMPTY
    ]
    return [[row[column] for column in used] for row in rows] if len(used) > 1 else []


def _cell_starts(
    column: int, columns: Sequence[float], heights: Sequence[float], across: Sequence[tuple[float, float, float]]
) -> list[int]:
    """For each band between two heights, the band in which this column's cell begins."""
    middle = (columns[column] + columns[column + 1]) / 2
    drawn = [y for y, left, right in across if left - _NEAR <= middle <= right + _NEAR]
    starts: list[int] = []
    for band, height in enumerate(heights[:-1]):
        is_new = band == 0 or any(abs(y - height) <= _NEAR for y in drawn)
        starts.append(band if is_new else starts[-1])
    return starts


def _first_of_span(column: int, columns: Sequence[float], height: float, down: Sequence[tuple[float, float, float]]) -> int:
    while column > 0 and not any(abs(x - columns[column]) <= _NEAR and top - _NEAR <= height <= bottom + _NEAR for x, top, bottom in down):
        column -= 1
    return column


def cell_text(words: Sequence[Word]) -> str:
    """The words of a cell, its lines kept: a hyphen at a line's end is then seen to be one."""
    return "\n".join(joined(line.words) for line in lines_of(words))


def _x(word: Word) -> float:
    return (word.left + word.right) / 2


def _y(word: Word) -> float:
    return (word.top + word.bottom) / 2


# Tables without


def _unruled(lines: Sequence[Line]) -> list[Found]:
    """Stretches of lines that share gaps: three lines at least with words on both sides of one."""
    found: list[Found] = []
    pitch = pitch_of(lines)
    at = 0
    parts = [_parts(line) for line in lines]
    while at < len(lines):
        if len(parts[at]) < 2:
            at += 1
            continue
        first, end = _stretch(lines, parts, at, pitch)
        table = _columns_and_rows(lines[first:end]) if end - first >= 3 else None
        if table:
            found.append(table)
            at = end
        else:
            at += 1
    return found


def _parts(line: Line, edges: Sequence[float] = ()) -> list[list[Word]]:
    """Cut a line at its wide gaps, and at narrower ones where a known column begins."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        gap = word.left - before.right
        is_wide = gap > max(7.0, 0.9 * line.size) and not (before is line.words[0] and is_mark(before.text))
        if is_wide or (gap > 0.35 * line.size and any(abs(word.left - edge) < 2.5 for edge in edges)):
            parts.append([])
        parts[-1].append(word)
    return parts


def is_mark(text: str) -> bool:
    """Whether a word is a bullet: the gap after it parts no columns."""
    return len(text) == 1 and (text in "•·▪◦●○■□►▶➢➤✓❖◆‣*-–—Øo" or "\ue000" <= text <= "\uf8ff" or text == "\ufffd")


def carried_on(lines: Sequence[Line], edges: Sequence[float]) -> int:
    """How many lines at a page's top go on with the last row of the page before: nothing stands in their first column."""
    count = 0
    for line in lines:
        if not all(_near(part[0].left, edges[1:]) for part in _parts(line, edges)):
            break
        count += 1
    return count


def cells_of(lines: Sequence[Line], edges: Sequence[float]) -> list[str]:
    """The words of some lines by column."""
    columns: list[list[Word]] = [[] for _ in edges]
    for line in lines:
        for column, words in enumerate(_by_column(line, edges)):
            columns[column].extend(words)
    return [cell_text(words) for words in columns]


def _stretch(lines: Sequence[Line], parts: Sequence[list[list[Word]]], first: int, pitch: float) -> tuple[int, int]:
    """Return the first line and the one after the stretch: lines of one part go along while they stand in a column of it."""
    edges = [part[0].left for part in parts[first]]
    width = max(line.right for line in lines[first:]) - edges[0]
    end = index = first
    while index < len(lines):
        if index > first and lines[index].top - lines[index - 1].top > 3.5 * pitch:
            break
        own = parts[index]
        if len(own) >= 2:
            edges = sorted({*edges, *(part[0].left for part in own if not _near(part[0].left, edges))})
            end = index + 1
        elif (
            not _near(own[0][0].left, edges)
            or (own[0][0].left < edges[0] + 5 and lines[index].right - lines[index].left > 0.75 * width)
            or (begins_item(lines[index].text) and own[0][0].left < edges[0] + 5 and not own[0][0].text[0].isdigit())
        ):
            break
        index += 1
    while first and _is_middle(lines[first - 1], lines[first], edges):
        first -= 1
    while end < index and lines[end].top - lines[end - 1].top < 1.4 * pitch and not _near(lines[end].left, edges[:1]):
        end += 1  # last lines of the last row's other cells
    return first, end


def _is_middle(above: Line, line: Line, edges: Sequence[float]) -> bool:
    """Whether the line above is the first row's too: where cells are aligned to their middle, lines stand half a line apart."""
    step = line.top - above.top
    return step < 0.75 * line.size if _near(above.left, edges[:1]) else step < 2.2 * line.size and _near(above.left, edges)


def _near(left: float, edges: Sequence[float]) -> bool:
    return any(abs(left - edge) < 6 for edge in edges)


def _columns_and_rows(lines: Sequence[Line]) -> Found | None:
    edges = _edges(lines)
    if len(edges) < 2 or len(edges) > 12:
        return None
    held = [_by_column(line, edges) for line in lines]
    if held[0][0] == [] and sum(bool(cells[0]) for cells in held) < 2:
        return None
    begins = _bands(lines, held) or [index == 0 or _begins_row(index, lines, held) for index in range(len(lines))]
    rows: list[list[list[Word]]] = []
    for is_first, cells in zip(begins, held, strict=True):
        if not is_first:
            for column, words in enumerate(cells):
                rows[-1][column].extend(words)
        else:
            rows.append([list(words) for words in cells])
    if len(rows) < 2:
        return None
    texts = [[cell_text(words) for words in row] for row in rows]
    taken = {id(word) for line in lines for word in line.words}
    return Found(lines[0].top, lines[-1].bottom, texts, taken, tuple(edges))


def _edges(lines: Sequence[Line]) -> list[float]:
    """Left edges of the columns: where at least a quarter of the lines with gaps, and two of them, have a part beginning."""
    lefts = sorted(part[0].left for line in lines for part in _parts(line))
    with_gaps = sum(len(_parts(line)) > 1 for line in lines)
    groups: list[list[float]] = []
    for left in lefts:
        if groups and left - groups[-1][-1] < 5:
            groups[-1].append(left)
        else:
            groups.append([left])
    return [group[0] for group in groups if len(group) >= max(2, with_gaps / 4)]


def _by_column(line: Line, edges: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in edges]
    for part in _parts(line, edges):
        cells[max(0, bisect_right(edges, part[0].left + 5) - 1)].extend(part)
    return cells


def _bands(lines: Sequence[Line], held: Sequence[list[list[Word]]]) -> list[bool] | None:
    """Rows told apart by the blank between them, whatever way cells are aligned; None where all lines stand equally close."""
    inner: list[float] = []  # blanks between lines of one column
    for column in range(len(held[0])):
        own = [(min(word.top for word in cells[column]), max(word.bottom for word in cells[column])) for cells in held if cells[column]]
        inner += [after[0] - before[1] for before, after in pairwise(own)]
    usual = sorted(inner)[len(inner) // 5] if inner else 0.0
    size = sum(line.size for line in lines) / len(lines)
    begins = [True]
    reach = lines[0].bottom
    for line in lines[1:]:
        begins.append(line.top - reach > max(usual, 0.0) + max(1.5, 0.2 * size))
        reach = max(reach, line.bottom)
    return begins if sum(begins) > 1 and any(not is_first for is_first in begins) else None


def _begins_row(index: int, lines: Sequence[Line], held: Sequence[list[list[Word]]]) -> bool:
    """In a table set tight, a row begins where the first column has words and the words before do not go on."""
    if not held[index][0]:
        return False
    before = joined(held[index - 1][0])
    if not before:
        return True
    has_others = any(held[index][column] for column in range(1, len(held[index])))
    first = held[index][0][0].text[0]
    return has_others and before[-1] not in "-–—,(" and not first.islower() and first not in "(–"


# Pages set in columns


def gutter_of(lines: Sequence[Line], width: float) -> float | None:
    """Where the blank stripe between two columns of running text is; None where there is none, or where it is a table's."""
    if len(lines) < 12:
        return None
    gaps: Counter[int] = Counter()
    for line in lines:
        for before, word in zip(line.words, line.words[1:], strict=False):
            if word.left - before.right > 9 and 0.3 * width < word.left < 0.7 * width:
                gaps.update(range(int(before.right) // 3 + 1, int(word.left) // 3 + 1))
    if not gaps:
        return None
    place, count = gaps.most_common(1)[0]
    gutter = place * 3.0
    across = sum(any(word.left < gutter < word.right for word in line.words) for line in lines)
    if count < 5 or across * 3 > len(lines):
        return None
    sides = (
        [word for line in lines for word in line.words if word.right <= gutter],
        [word for line in lines for word in line.words if word.left >= gutter],
    )
    return gutter if all(_is_running_text(lines_of(side)) for side in sides) else None


def _is_running_text(lines: Sequence[Line]) -> bool:
    """Whether most lines are long and reach the right margin: a table's cells do not."""
    if len(lines) < 6:
        return False
    margin, left = max(line.right for line in lines), min(line.left for line in lines)
    full = sum(line.right > margin - 0.2 * (margin - left) for line in lines)
    return full * 10 >= len(lines) * 6 and sum(len(line.words) for line in lines) >= 3 * len(lines)
