"""What the title of a table's column makes of the cells under it: a place where something happens, or how a tie stands."""

from collections.abc import Iterator

from passerelles.reading.model import Block, State
from passerelles.reading.nearby import keys_near, near
from passerelles.reading.reader import Reading

FAMILY = "columns"
LONGEST = 60  # characters: what is longer is no title


def venues(reading: Reading) -> list[tuple[int, int]]:
    """Return the cells under "Lieu", 地点, "Venue". The first column's are whom the row is about, whatever its title."""
    return [block.cells[column] for block, column, key in _under(reading) if key == "venue" and column]


def states(reading: Reading) -> dict[int, State]:
    """Return, by the row's start, the state that its cell under "État", 状态, "Status" says: wished or ended."""
    told = ((block.start, _state(reading, *block.cells[column])) for block, column, key in _under(reading) if key == "state")
    return {start: state for start, state in told if state}


def _under(reading: Reading) -> Iterator[tuple[Block, int, str]]:
    """Each row with each of its columns whose title says what it is about."""
    titles: dict[int, dict[int, str]] = {}
    for block in reading.document.blocks:
        if block.table is None or not block.cells:
            continue
        if block.is_header:
            titles[block.table] = dict(_titles(reading, block))
        else:
            named = titles.get(block.table, {})
            yield from ((block, column, key) for column, key in named.items() if column < len(block.cells))


def _titles(reading: Reading, header: Block) -> Iterator[tuple[int, str]]:
    for column, (start, end) in enumerate(header.cells):
        first = near(FAMILY, reading.folded, start, end)[:1] if end - start <= LONGEST else []
        if first and first[0].key in ("venue", "state") and not reading.text[start : first[0].start].strip():
            yield column, first[0].key


def _state(reading: Reading, start: int, end: int) -> State | None:
    keys = keys_near(FAMILY, reading.folded, start, end)
    if "unless" in keys:
        return None
    return "ended" if "ended" in keys else "wished" if "wished" in keys else None
