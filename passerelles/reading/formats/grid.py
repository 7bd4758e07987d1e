"""Tables with cells that span rows and columns, made plain rows."""

from collections.abc import Iterator, Sequence

from passerelles.reading.formats.drafts import Piece
from passerelles.reading.formats.errors import MAX_CELLS, Unreadable
from passerelles.reading.formats.tables import looks_like_header

_MAX_COLUMNS = 200
_MAX_REPEATED = 300  # characters of a spanning cell that is repeated in each of its rows: it is a name, not a text


class Grid:
    """Rows being made: a cell over several rows is repeated in each, one over several columns stands in the first of them."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[str], bool]] = []
        self._hanging: dict[int, tuple[int, str]] = {}  # column -> rows still covered, words
        self._cells = 0

    def add(self, cells: Sequence[tuple[str, int, int]], is_header: bool = False) -> None:
        """Add a row of (words, rows spanned, columns spanned)."""
        row: list[str] = []
        for words, down, across in cells:
            self._fill(row)
            column = len(row)
            row.append(words)
            row.extend([""] * min(across - 1, _MAX_COLUMNS - len(row)))
            if down > 1:
                for covered in range(column, len(row)):
                    self._hanging[covered] = (down - 1, words if covered == column and len(words) <= _MAX_REPEATED else "")
        self._fill(row)
        self._cells += len(row)
        if self._cells > MAX_CELLS:
            raise Unreadable(f"its tables have more than {MAX_CELLS} cells", cause="too-large")
        if any(row):
            self.rows.append((row[:_MAX_COLUMNS], is_header))

    def _fill(self, row: list[str]) -> None:
        while len(row) < _MAX_COLUMNS and (hanging := self._hanging.get(len(row))):
            left, words = hanging
            if left <= 1:
                del self._hanging[len(row)]
            else:
                self._hanging[len(row)] = (left - 1, words)
            row.append(words)


def rows_of(rows: Sequence[tuple[list[str], bool]], table: int, page: int | None = None) -> Iterator[Piece]:
    """Return the rows of one table as pieces; where no row is marked as header, the first may look like one."""
    is_marked = any(is_header for _, is_header in rows)
    first_is_header = not is_marked and looks_like_header([cells for cells, _ in rows[:20]])
    for number, (cells, is_header) in enumerate(rows):
        yield Piece("row", cells=cells, table=table, page=page, is_header=is_header or (number == 0 and first_is_header))
