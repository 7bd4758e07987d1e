"""Whether two letters are one: passages they share, or, where one is a translation, the figures they share."""

import re
from zlib import crc32

from passerelles.reading.folding import fold
from passerelles.requests.recognising.words import HAN

TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
LENGTH = {True: 6, False: 5}  # tokens of a shingle: Chinese characters, words
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d+)?")
FEW = 8  # shingles: shorter texts say nothing
READ = 20_000  # characters: a letter is a page or two


def shingles_of(text: str) -> frozenset[int]:
    """Numbers of the passages of a text, every few words: equal passages have equal numbers on every machine."""
    tokens = TOKEN.findall(fold(text[:READ]))
    length = LENGTH[bool(HAN.search(text))]
    return frozenset(crc32(" ".join(tokens[at : at + length]).encode()) for at in range(len(tokens) - length + 1))


def shared(some: frozenset[int], others: frozenset[int]) -> float:
    """How much of the shorter text the other holds, 0 to 1."""
    shorter = min(len(some), len(others))
    return len(some & others) / shorter if shorter >= FEW else 0.0


def figures_of(text: str) -> frozenset[str]:
    return frozenset(NUMBER.findall(fold(text[:READ])))
