"""Sorting words as the visitor's language does: accents count for nothing before letters do; Chinese by pinyin, after Latin letters."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

Item = TypeVar("Item")
Key = tuple[tuple[int, bytes], ...]

# GB 2312 orders its 3,755 common characters by pinyin. Of those with two readings it knows one: names that have the other one.
OTHERWISE_READ = {"重庆": "崇庆"}


def in_order(items: Iterable[Item], word: Callable[[Item], str] = str) -> list[Item]:
    """Return items sorted by a word of each, as a dictionary of its language has them."""
    return sorted(items, key=lambda item: (sort_key(word(item)), word(item)))


@lru_cache(maxsize=4096)  # the same names of regions and themes are sorted on every list
def sort_key(text: str) -> Key:
    """Return what makes words sort as a dictionary does: "éducation" after "eau", 重庆 (Chóngqìng) after 安徽."""
    for word, read in OTHERWISE_READ.items():
        text = text.replace(word, read)
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return tuple(_place(char) for char in plain if not unicodedata.combining(char) and (char.isalnum() or char == " "))


def _place(char: str) -> tuple[int, bytes]:
    if char < "\u2e80":
        return 0, char.encode()
    try:
        return 1, char.encode("gb2312")
    except UnicodeEncodeError:
        return 2, char.encode()
