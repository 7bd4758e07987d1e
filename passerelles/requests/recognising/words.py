"""The words recognising stands on, from ``data/words.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words: one string with blanks, or an array."""
    value = words()[name]
    return frozenset(value.split() if isinstance(value, str) else value)


def pattern_of(many: list[str]) -> re.Pattern[str]:
    """Any of some words: Chinese anywhere, Latin as whole words, with any ending after a star."""
    return re.compile("|".join(re.escape(word) if HAN.search(word) else _latin(word) for word in many))


def _latin(word: str) -> str:
    return r"\b" + re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") + r"\b"
