"""Cuts blocks into sentences. A heading or a table row is one sentence, however it is punctuated."""

import re
from collections.abc import Iterator

from passerelles.reading.model import Block, Document, Sentence

# A full stop ends a sentence when what follows can begin one; CJK stops always do. Closing quotes and brackets go with it.
# A run of stops is read once, from its first: ten thousand dots cost ten thousand steps.
_END = re.compile(
    r"[。！？]+[”’」』）)]*|(?<![.!?…])[.!?…]++(?:[»”’\")\]]*+(?=\s+[«“\"(\[]?\s?[A-ZÀ-ÖØ-Þ0-9Ø•\-–—\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))|\n\s*\n"
)
# Words before a full stop that shorten something and do not end a sentence. One capital is an initial ("M. Jean", "J.-P. Grand").
_SHORTENED = re.compile(
    r"(?:^|[\s(«’'])(?:MM?|Mmes?|Mlles?|Mgr|Dr|Pr|Prof|St|Ste|av|bd|art|cf|env|etc|p|pp|n|no|vol|éd|ex|tél|Mr|Mrs|Ms|Jr|Sr|vs|Inc|Ltd|Co|"
    r"janv|févr|avr|juil|sept|oct|nov|déc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z]|[A-Z]\.-?[A-Z])$"
)
_MAX = 4000  # characters: a text without stops is cut, so that no finder meets a sentence as long as a book


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the document's sentences in order, without white space at their ends."""
    return tuple(sentence for index, block in enumerate(document.blocks) for sentence in _in_block(document.text, block, index))


def _in_block(text: str, block: Block, index: int) -> Iterator[Sentence]:
    if block.kind in ("row", "heading"):
        yield from _trimmed(text, block.start, block.end, block, index)
        return
    start = block.start
    for end in _ends(text, block):
        yield from _trimmed(text, start, end, block, index)
        start = end
    yield from _trimmed(text, start, block.end, block, index)


def _ends(text: str, block: Block) -> Iterator[int]:
    last = block.start
    for stop in _END.finditer(text, block.start, block.end):
        if text[stop.start()] == "." and _SHORTENED.search(text, max(last, stop.start() - 12), stop.start()):
            continue
        last = stop.end()
        yield last


def _trimmed(text: str, start: int, end: int, block: Block, index: int) -> Iterator[Sentence]:
    for at in range(start, end, _MAX):
        stop = min(at + _MAX, end)
        words = text[at:stop]
        if stripped := words.strip():
            first = at + len(words) - len(words.lstrip())
            yield Sentence(first, first + len(stripped), index, block.language)
