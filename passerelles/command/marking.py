"""Cuts a text where facts begin and end, so that facts that overlap can all be shown: one pass, linear in text and marks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple

from passerelles.command.facts import Fact, Mark

SHOWN = 8  # facts that one stretch of text names: a sentence that says a hundred pairs names the innermost eight


class Stretch(NamedTuple):
    """Characters of the text that the same facts are about; `facts` are innermost first, `begun` are marks that begin here."""

    start: int
    end: int
    facts: tuple[int, ...]
    types: tuple[str, ...]
    begun: tuple[int, ...]


class Marking:
    """Goes through a text once: ask for its pieces in order."""

    def __init__(self, told: Sequence[Fact], placed: Sequence[Mark]):
        self._types = {fact.number: fact.type for fact in told}
        self._marks = placed
        self._next = 0
        self._open: dict[int, Mark] = {}
        self._ends: list[tuple[int, int]] = []
        self._counts: Counter[str] = Counter()

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """Cut text[start:end]; it must not begin before the end of what was asked last."""
        at = start
        while at < end:
            begun = self._move(at)
            stop = min(end, self._next_start(), self._ends[0][0] if self._ends else end)
            numbers = dict.fromkeys(mark.fact for mark in islice(reversed(self._open.values()), SHOWN))
            types = tuple(kind for kind, count in self._counts.items() if count)
            yield Stretch(at, stop, tuple(numbers), types, begun)
            at = stop

    def _next_start(self) -> int:
        return self._marks[self._next].start if self._next < len(self._marks) else 1 << 60

    def _move(self, at: int) -> tuple[int, ...]:
        """Open the marks that have begun at `at`, close those that have ended; return the numbers of those opened."""
        begun = []
        while self._next < len(self._marks) and self._marks[self._next].start <= at:
            mark = self._marks[self._next]
            self._open[self._next] = mark
            self._counts[self._types[mark.fact]] += 1
            heappush(self._ends, (mark.end, self._next))
            begun.append(self._next)
            self._next += 1
        while self._ends and self._ends[0][0] <= at:
            _, number = heappop(self._ends)
            self._counts[self._types[self._open.pop(number).fact]] -= 1
        return tuple(begun)
