"""What a database column, a file's name and a page can hold of what strangers write."""

import re
import unicodedata
from typing import Any

from passerelles.common.words import plain, unmarked

# NUL (PostgreSQL) and halves of surrogate pairs. Replaced one for one, so that offsets hold.
UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST_NAME = 255


def holdable(text: str) -> str:
    """Return text that every database can hold, character for character."""
    return UNHOLDABLE.sub("\ufffd", text)


def holdable_json(value: Any) -> Any:
    """Return JSON whose texts every database can hold."""
    if isinstance(value, str):
        return holdable(value)
    if isinstance(value, dict):
        return {holdable(key): holdable_json(inner) for key, inner in value.items()}
    return [holdable_json(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def plain_words(words: str) -> str:
    """Return a line without characters that hide or turn what stands beside them: a title shows what it is."""
    return plain(holdable(words))


def plain_name(name: str) -> str:
    """Return a file's name without folders and without characters that hide or turn what stands beside them."""
    last = holdable(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = plain(unmarked(unicodedata.normalize("NFC", last))).strip(". ") or "document"
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 20 else shown[:LONGEST_NAME]
