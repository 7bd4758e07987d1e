"""The words that were looked for, marked in the text as it was written, and the stretch of it that has most of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.common.finding.asking import Asked
from passerelles.common.finding.words import COMPOUND, PLAIN_SIGNS, Word, plain, stems, words_in

SHOWN = 240  # characters of an excerpt; half as many Chinese ones
HAN_SHARE = 0.3
BEGINNING = re.compile(r"(?<=[.!?。！？；\n])\s*")  # where an excerpt may begin
SLACK = 60  # characters an excerpt may begin earlier, at the beginning of a sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, looked for or not."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    pieces: tuple[Piece, ...]
    start: int  # of the first word found, in the text; 0 where there is none


def excerpt(text: str, asked: Asked, shown: int = SHOWN) -> Excerpt:
    """Return the stretch of a text that has most of the words looked for; its beginning where it has none."""
    found = list(spans(text, asked))
    length = shown // 2 if sum("\u4e00" <= char <= "\u9fff" for char in text[:400]) > HAN_SHARE * min(len(text), 400) else shown
    start, end = _window(text, found, length)
    return Excerpt(tuple(_pieces(text, found, start, end)), found[0][0] if found else 0)


def marked(text: str, asked: Asked) -> tuple[Piece, ...]:
    """Return a whole text, a title, with the words looked for marked."""
    return tuple(_pieces(text, list(spans(text, asked)), 0, len(text)))


def spans(text: str, asked: Asked) -> Iterator[tuple[int, int]]:
    """Give where words looked for stand, in order and apart from each other."""
    last = (0, 0)
    for start, end in sorted(_all_spans(text, asked.tokens)):
        if start > last[1] or last == (0, 0):
            if last != (0, 0):
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last != (0, 0):
        yield last


def _all_spans(text: str, tokens: frozenset[str]) -> Iterator[tuple[int, int]]:
    if not tokens:
        return
    for word in words_in(text):
        if word.is_chinese:
            yield from _chinese(word, tokens)
        elif word.plain in tokens or not tokens.isdisjoint(stems(word.plain)):
            yield word.start, word.end
    for joined in COMPOUND.finditer(text.translate(PLAIN_SIGNS)):
        if plain(re.sub("[-']", "", joined[0])) in tokens:
            yield joined.span()


def _chinese(word: Word, tokens: frozenset[str]) -> Iterator[tuple[int, int]]:
    for at, char in enumerate(word.plain):
        if word.plain[at : at + 2] in tokens and at + 1 < len(word.plain):
            yield word.start + at, word.start + at + 2
        elif char in tokens:
            yield word.start + at, word.start + at + 1


def _window(text: str, found: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """The start and end of the stretch: where most words are, from the beginning of a sentence if one is near."""
    if not found:
        return 0, _end(text, length)
    starts = [start for start, _ in found]
    best = max(range(len(found)), key=lambda at: (bisect_left(starts, starts[at] + length) - at, -at))
    first = starts[best]
    begins = [each.end() for each in BEGINNING.finditer(text, max(first - length // 2, 0), first)]
    start = begins[0] if begins else (0 if first <= SLACK else _word_start(text, first - SLACK // 2))
    return start, _end(text, start + length)


def _word_start(text: str, at: int) -> int:
    blank = text.find(" ", at, at + 25)
    return blank + 1 if blank >= 0 else at


def _end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", at - 25, at)
    return blank if blank > 0 else at


def _pieces(text: str, found: list[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    if start > 0:
        yield Piece("… ")
    at = start
    for first, last in found:
        if last <= start or first >= end:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[max(first, at) : min(last, end)], True)
        at = min(last, end)
    if at < end:
        yield Piece(text[at:end])
    if end < len(text):
        yield Piece(" …")
