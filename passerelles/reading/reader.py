"""Reads a document: runs the finders in order over what the document says and what earlier finders found."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cues, lexicon
from passerelles.reading.model import Document, Finding, Sentence, start_of
from passerelles.reading.sentences import sentences

READER_VERSION = "1.2"  # changes whenever the same document may be read differently

Kind = TypeVar("Kind", bound=Finding)
Find = Callable[["Reading", Gazetteer], Iterable[Finding]]


class Reading:
    """A document with what was found in it so far. Finders ask it for sentences, cues and findings by stretch of text."""

    def __init__(self, document: Document):
        self.document = document
        self.text = document.text
        self.folded = fold(document.text)  # same length, so that offsets hold
        self.sentences = sentences(document)
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._findings: dict[type, list[Finding]] = defaultdict(list)
        self._starts: dict[type, list[int]] = {}

    @cached_property
    def cues(self) -> Cues:
        return lexicon().cues(self.folded, self.text)

    def add(self, findings: Iterable[Finding]) -> None:
        touched = set()
        for finding in findings:
            self._findings[type(finding)].append(finding)
            touched.add(type(finding))
        for kind in touched:
            self._findings[kind].sort(key=start_of)
            self._starts[kind] = [start_of(finding) for finding in self._findings[kind]]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return all findings of a kind, in the text's order."""
        return self._findings[kind]  # type: ignore[return-value]  # the dictionary is keyed by the findings' own type

    def within(self, kind: type[Kind], start: int, end: int) -> list[Kind]:
        """Return the findings of a kind that begin in text[start:end]."""
        starts = self._starts.get(kind, [])
        return self.of(kind)[bisect_left(starts, start) : bisect_left(starts, end)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds the character at `offset`."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index >= 0 and offset < self.sentences[index].end:
            return self.sentences[index]
        return None

    def index_at(self, offset: int) -> int:
        """Return the index of the last sentence that begins at or before `offset` (0 where none does)."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def __iter__(self) -> Iterator[Finding]:
        for found in self._findings.values():
            yield from found
