"""A sentence, or what stands between its semicolons: the authorities it names and the kind of tie it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from passerelles.reading.levels import Levels, levels_of
from passerelles.reading.model import Sentence, Span, TieKind
from passerelles.reading.ties.foreign import is_foreign
from passerelles.reading.ties.said import kind_said
from passerelles.reading.ties.scene import COUNTRIES, Party, Scene

_STOP = re.compile(r"[;；]")
LASTING: tuple[TieKind, ...] = ("twinning", "agreement", "cooperation")  # what a next clause or sentence may go on about


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, or what stands between its semicolons, with the authorities it names and the tie it speaks of."""

    index: int
    sentence: Sentence
    start: int
    end: int
    kind: TieKind
    quote: Span
    parties: tuple[Party, ...]

    @property
    def named(self) -> list[Party]:
        """The authorities named for themselves, not within a body's name."""
        return [party for party in self.parties if not party.is_part]

    @property
    def missing(self) -> str:
        """The country of the party left out, where the clause names one side only."""
        return COUNTRIES[1] if self.named[0].place.country == COUNTRIES[0] else COUNTRIES[0]


def whole(scene: Scene, index: int, sentence: Sentence, kind: TieKind, parties: tuple[Party, ...]) -> Clause:
    """Return the clause that a whole sentence is."""
    quote = scene.reading.document.span(sentence.start, sentence.end)
    return Clause(index, sentence, sentence.start, sentence.end, kind, quote, parties)


def clauses(scene: Scene, index: int, sentence: Sentence) -> Iterator[Clause]:
    """Cut a sentence at its semicolons. A clause without a tie's word goes on with the clause before ("à Dreux, Panyu"): a cooperation."""
    if kind_in(scene, index, sentence.start, sentence.end) is None or scene.text[sentence.end - 1] in "?？":
        return  # a question states nothing
    bounds = [sentence.start, *(stop.end() for stop in _STOP.finditer(scene.text, sentence.start, sentence.end)), sentence.end]
    goes_on = False
    quote = scene.reading.document.span(sentence.start, sentence.end)
    for start, end in pairwise(bounds):
        parties = tuple(party for party in scene.parties(index) if start <= party.start < end)
        kind = kind_in(scene, index, start, end) or ("cooperation" if goes_on else None)
        goes_on = kind in LASTING
        if kind and parties:
            yield Clause(index, sentence, start, end, kind, quote, parties)


def kind_in(scene: Scene, index: int, start: int, end: int) -> TieKind | None:
    """Return the kind that text[start:end] speaks of, but for a tie with a third country's town ("jumelle d'Augsbourg")."""
    cues = scene.reading.cues.within("ties", start, end)
    if not cues:
        return None
    starts = {party.start for party in scene.parties(index)}
    foreign = tuple(cue.start for cue in cues if is_foreign(scene, cue, starts))
    return kind_said(scene.reading, start, end, without=foreign)


def has_other_partner(scene: Scene, clause: Clause) -> bool:
    """Whether the tie's word is followed by a partner of a third country."""
    starts = {party.start for party in clause.parties}
    if any(is_foreign(scene, cue, starts) for cue in scene.reading.cues.within("ties", clause.start, clause.end)):
        return True
    return bool(scene.reading.cues.keys("countries", clause.start, clause.end) - set(COUNTRIES))


def levels_meant(scene: Scene, start: int, end: int) -> Levels:
    """Return what "les deux villes" or 两省 says of the two: towns, provinces… Empty where nothing says it."""
    cues = [cue for cue in scene.pronouns(start, end) if cue.key == "both"]
    return levels_of(scene.reading.folded[cues[0].start : cues[0].end]) if cues else frozenset()
