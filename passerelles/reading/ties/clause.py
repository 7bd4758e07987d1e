"""A sentence, or what stands between its semicolons: the authorities it names and the kind of tie it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from passerelles.reading.levels import Levels, levels_of
from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import Sentence, Span, TieKind
from passerelles.reading.ties.said import kind_said
from passerelles.reading.ties.scene import COUNTRIES, Party, Scene
from passerelles.reading.ties.words import PARTNER

_STOP = re.compile(r"[;；]")
LASTING: tuple[TieKind, ...] = ("twinning", "agreement", "cooperation")  # what a next clause or sentence may go on about
_BEGINS_NEXT = re.compile(r"[\w'’-]+ (?:avec|with|à) ")
_WITH_BODY = re.compile(r" (?:avec|a|with) (?:un|une|le|la|l|celui|celle|a|the) ([a-z]+)")
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]*|\([^)]*\)|,|\s|et|and|de|d['’]|à|puis)*")


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
    foreign = tuple(cue.start for cue in cues if _is_foreign(scene, cue, starts))
    return kind_said(scene.reading, start, end, without=foreign)


def has_other_partner(scene: Scene, clause: Clause) -> bool:
    """Whether the tie's word is followed by a partner of a third country."""
    starts = {party.start for party in clause.parties}
    if any(_is_foreign(scene, cue, starts) for cue in scene.reading.cues.within("ties", clause.start, clause.end)):
        return True
    return bool(scene.reading.cues.keys("countries", clause.start, clause.end) - set(COUNTRIES))


def levels_meant(scene: Scene, start: int, end: int) -> Levels:
    """Return what "les deux villes" or 两省 says of the two: towns, provinces… Empty where nothing says it."""
    cues = [cue for cue in scene.pronouns(start, end) if cue.key == "both"]
    return levels_of(scene.reading.folded[cues[0].start : cues[0].end]) if cues else frozenset()


def _is_foreign(scene: Scene, cue: Cue, starts: set[int]) -> bool:
    """Whether a tie's word is followed by a partner that is no authority of the two countries: a foreign town, a zoo, a school."""
    if cue.key == "twinning" and _is_with_body(scene, cue.end):
        return True
    # "jumelée avec Coblence": a capital after the tie's word, which is no place of the two countries, is a third country's.
    partner = PARTNER.match(scene.text, cue.end)
    if cue.key not in ("twinning", "cooperation") or partner is None or _names_either(scene, partner.end(), starts):
        return False
    later = [start for start in starts if partner.end() < start <= partner.end() + 80 and not _BEGINS_NEXT.match(scene.text, start)]
    # "jumelée avec Pise et Yantai": a partner of the two countries may come later in the list
    return not any(_NAMES.fullmatch(scene.text, partner.end(), start) for start in later)


def _is_with_body(scene: Scene, end: int) -> bool:
    """ "jumelé avec un zoo", "avec le lycée n° 3": bodies are twinned, not their towns."""
    partner = _WITH_BODY.match(scene.reading.folded, end)
    return bool(partner and "institution" in vocabulary("titles").get(partner.group(1), frozenset()))


def _names_either(scene: Scene, at: int, starts: set[int]) -> bool:
    """Whether a place of the two countries, or France or China, is named at an offset."""
    return at in starts or any(cue.start == at and cue.key in COUNTRIES for cue in scene.reading.cues.within("countries", at, at + 40))
