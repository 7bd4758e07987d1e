"""Hides secrets in what stands beside a text: a file's name, a title. The reader hides them in the text itself."""

from collections.abc import Iterable
from typing import Any

from passerelles.library.holding import LONGEST_NAME, plain_name
from passerelles.reading.model import Block, Document
from passerelles.reading.secrets import mask
from passerelles.reading.secrets.masking import BULLET
from passerelles.reading.secrets.values import looks_coded

LONGEST_LINE = 2_000  # of a pasted text's first line: more is no name


def masked(words: str) -> str:
    """Return one line of words with its secrets hidden, character for character; a file's name may join words by underscores."""
    spaced = words.replace("_", " ")
    hidden = mask(Document("beside", spaced, (Block("paragraph", 0, len(spaced), "fr"),), "fr"))[0].text
    return "".join(shown if shown != known else kept for kept, known, shown in zip(words, spaced, hidden, strict=True))


def masked_name(name: str) -> str:
    """Return a file's plain name with its secrets hidden; its ending, which tells the format, stays."""
    stem, dot, ending = plain_name(name).rpartition(".")
    return (masked(stem) + dot + ending if dot and len(ending) < 20 else masked(plain_name(name)))[:LONGEST_NAME]


def name_of_text(text: str) -> str:
    """Return the name of a text that was pasted: its first line, hidden before it is cut."""
    return f"{masked(text.strip().splitlines()[0][:LONGEST_LINE])[:80]}.txt"


def without(value: Any, secrets: Iterable[str]) -> Any:
    """Return text, or what JSON holds, with • over each character of secrets known from elsewhere, the longest first."""
    if isinstance(value, str):
        for secret in sorted(secrets, key=len, reverse=True):
            value = value.replace(secret, BULLET * len(secret))
        return value
    if isinstance(value, dict):
        return {without(key, secrets): without(inner, secrets) for key, inner in value.items()}
    return [without(inner, secrets) for inner in value] if isinstance(value, list) else value


def coded(secrets: Iterable[str]) -> set[str]:
    """Those that cannot be ordinary words, so that they are hidden wherever they stand."""
    return {secret for secret in secrets if looks_coded(secret, 6)}
