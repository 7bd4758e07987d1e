"""Numbers as texts write them: 50 000, 1,200, 5万, "une vingtaine", "deux cents", "twelve", 三十.

Words for numbers are data (`figures.toml`, where a key that is a number says what its words are worth). Dates use these numbers too
("il y a dix ans").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from passerelles.reading.lexicon import Cue, Cues

CHINESE = "〇零○一二两三四五六七八九十百千"
_DIGITS = {char: value for value, chars in enumerate(("〇零○", "一", "二两", *"三四五六七八九")) for char in chars}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "万": 10_000,
    "亿": 100_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "milliard": 10**9,
    "milliards": 10**9,
    "billion": 10**9,
}

# Thousands are set apart by one blank, comma, dot or apostrophe, never by a line's end; "2014 200" is two numbers.
_WRITTEN = re.compile(r"\d+(?:[ \u00a0\u202f\u2009.,'’]\d+)*", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009.,'’]\d{3})+(?!\d)", re.ASCII)
_DECIMAL = re.compile(r"\d+[.,]\d+", re.ASCII)
_SCALE = re.compile(r" ?(万|亿|(?:millions?|milliards?|billion)(?![a-z]))")
_WORDS = re.compile(rf"[{CHINESE}]+[万亿]?")
_INTEGER = re.compile(r"\d+", re.ASCII)
_LONGEST = 12  # digits: a longer row of digits is a code, and Python refuses to read very long ones


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of the text. `is_round` for words that round by themselves: "une vingtaine"."""

    start: int
    end: int
    value: int
    is_round: bool = False


def chinese(words: str) -> int | None:
    """Read a Chinese number below ten thousand: 三十 -> 30, 两百 -> 200, 二〇一八 -> 2018; None where it is not one."""
    if not any(char in _TENS for char in words):
        return int("".join(str(_DIGITS[char]) for char in words)) if words and all(char in _DIGITS for char in words) else None
    total, digit = 0, None
    for char in words:
        if char in _TENS:
            total += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def compose(values: list[int]) -> int:
    """Add up the words of a number: [2, 100] -> 200, [4, 20, 10] -> 90 (quatre-vingt-dix), [1000, 2, 100] -> 1200."""
    total = current = 0
    for value in values:
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100:
            current = max(current, 1) * 100
        elif value == 20 and current % 100 == 4:
            current += 76
        else:
            current += value
    return total + current


def numbers(text: str, folded: str, cues: Cues, start: int, end: int) -> list[Number]:
    """Find the numbers of text[start:end], in order."""
    found = [*_in_digits(text, folded, start, end), *_in_words(folded, cues, start, end), *_in_chinese(text, start, end)]
    return sorted(found, key=lambda number: number.start)


def _in_digits(text: str, folded: str, start: int, end: int) -> Iterator[Number]:
    for row in _WRITTEN.finditer(text, start, end):
        at = row.start()
        while at < row.end():
            piece = _GROUPED.match(text, at, row.end()) or _DECIMAL.match(text, at, row.end()) or _INTEGER.match(text, at, row.end())
            if piece is None:
                break
            yield from _scaled(piece.group(), at, piece.end(), folded)
            at = piece.end() + 1


def _scaled(piece: str, start: int, end: int, folded: str) -> Iterator[Number]:
    """Read one written number with what multiplies it (5万, 1,2 million). A decimal without that counts nothing."""
    digits = re.sub(r"\D", "", piece)
    scale = _SCALE.match(folded, end)
    if len(digits) > _LONGEST or (start and folded[start - 1].isalnum() and folded[start - 1] < "\u2e80"):
        return
    if scale and _DECIMAL.fullmatch(piece):
        yield Number(start, scale.end(), round(float(piece.replace(",", ".")) * _SCALES[scale.group(1)]))
    elif scale:
        yield Number(start, scale.end(), int(digits) * _SCALES[scale.group(1)])
    elif _GROUPED.fullmatch(piece) or not _DECIMAL.fullmatch(piece):
        yield Number(start, end, int(digits))


def _in_words(folded: str, cues: Cues, start: int, end: int) -> Iterator[Number]:
    """Read number words that follow each other: "deux cent cinquante", "quatre-vingts", "twenty-five"."""
    words = [cue for cue in cues.within("figures", start, end) if cue.key.lstrip("~").isdecimal()]
    run = 0

    def which(item: tuple[int, Cue]) -> int:
        nonlocal run
        at, cue = item
        between = folded[words[at - 1].end : cue.start] if at else ""
        run += not (between == " " or (between == " and " and words[at - 1].key == "100"))
        return run

    for _, together in groupby(enumerate(words), which):
        parts = [cue for _, cue in together]
        value = compose([int(cue.key.lstrip("~")) for cue in parts])
        yield Number(parts[0].start, parts[-1].end, value, any(cue.key.startswith("~") for cue in parts))


def _in_chinese(text: str, start: int, end: int) -> Iterator[Number]:
    for words in _WORDS.finditer(text, start, end):
        digits, scale = words.group(), 1
        if digits[-1] in "万亿":
            digits, scale = digits[:-1], _SCALES[digits[-1]]
        value = chinese(digits) if len(digits) <= _LONGEST else None
        if value:
            yield Number(words.start(), words.end(), value * scale)
