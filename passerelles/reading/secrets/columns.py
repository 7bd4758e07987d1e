"""Columns of tables whose titles are labels: each row has a value."""

import re
from collections.abc import Iterator
from itertools import groupby

from passerelles.reading.model import Block, Document
from passerelles.reading.secrets.labels import FAMILY, Secret, denied_after, labels_in
from passerelles.reading.secrets.values import is_secret


def in_columns(document: Document) -> Iterator[tuple[Block, list[Secret]]]:
    """Read the columns of tables whose titles are labels: each row has a value."""
    rows = (block for block in document.blocks if block.cells and block.table is not None)
    for _, table in groupby(rows, key=lambda block: block.table):
        head = next(table)
        if columns := _columns_of(document.text, head):
            yield head, [secret for row in table for secret in _in_row(document.text, row, columns)]


def _in_row(text: str, row: Block, columns: dict[int, str]) -> Iterator[Secret]:
    for column, key in columns.items():
        start, end = row.cells[column] if column < len(row.cells) else (0, 0)
        words = text[start:end].strip()
        if words and len(words) <= 60 and is_secret(words, key) and not denied_after(text, start, 1):
            start = text.index(words, start)
            yield Secret(start, start + len(words), start, key)


def _columns_of(text: str, head: Block) -> dict[int, str]:
    """Return which columns hold secrets, by their titles: logins only beside passwords. "Mot de passe | x7y8" is no title."""
    keys: dict[int, str] = {}
    for column, (start, end) in enumerate(head.cells):
        title = text[start:end]
        labels = labels_in(title).within(FAMILY, 0, len(title)) if len(title) <= 60 else []
        if labels and labels[0].start <= 12 and len(title) - labels[-1].end <= 25 and not re.search("[:：=]", title):
            keys[column] = "password" if any(cue.key == "password" for cue in labels) else labels[0].key
    if "password" not in keys.values() or list(keys) == [0]:
        return {}
    return {column: key for column, key in keys.items() if key in ("password", "user", "account", "pair")}
