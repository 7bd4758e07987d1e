"""Ties said in sentences: two authorities and a word that ties them, or one and a pronoun for the other.

`clause.py` cuts sentences, `understood.py` knows who is meant where one side is not named, `thread.py` what goes on about a pair
named before, `told.py` what is said of a pair.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from passerelles.reading.model import Sentence
from passerelles.reading.ties.clause import Clause, clauses, kind_in, whole
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.scene import COUNTRIES, SIDES, Link, Scene
from passerelles.reading.ties.thread import Thread, elliptical, going_on, handed_over
from passerelles.reading.ties.told import Told, Two, tell
from passerelles.reading.ties.understood import understood, where_named, without_mere_places

_LINE = 80  # characters: a line that names two authorities and nothing more is the heading of what follows
_TOGETHER = re.compile(
    r"\s*(?:et|and|&|[-–—/])\s*(?:la |le |les |l['’])?(?:[Vv]ille d[e'’]\s?|[Pp]rovince d[ue] )?|[市省]?[与和、—－-][法国]*"
)


def find(scene: Scene, leads: Collection[int] = ()) -> Iterator[Link]:
    """Yield what each sentence of running text says of each pair. `leads`: indexes of the blocks that lists stand under."""
    thread = Thread()
    for index, sentence in enumerate(scene.reading.sentences):
        if scene.reading.document.blocks[sentence.block].kind == "row" or sentence.block in leads:
            continue
        if rest := handed_over(scene, index, sentence, thread):
            yield from going_on(scene, index, replace(sentence, end=rest.start), thread, named=())
            sentence = rest
        quote = scene.reading.document.span(sentence.start, sentence.end)
        if told := next(filter(None, (way(scene, index, sentence, thread) for way in WAYS)), []):
            thread = thread.told(told, index, quote)
            yield from (link for _, link in told)
        elif joint := _joint(scene, index):
            thread = thread.named(joint, index, quote, is_bare=_is_headline(scene, sentence))
        else:
            yield from going_on(scene, index, sentence, thread)


def _joint(scene: Scene, index: int) -> list[Two]:
    """ "Tours et Luoyang sont les doyennes": two authorities named in one breath are spoken of together in what follows."""
    named = [party for party in scene.parties(index) if not party.is_part]
    if len(named) != 2 or named[0].place.country == named[1].place.country:
        return []
    return [(named[0], named[1])] if _TOGETHER.fullmatch(scene.text, named[0].end, named[1].start) else []


def _is_headline(scene: Scene, sentence: Sentence) -> bool:
    block = scene.reading.document.blocks[sentence.block]
    is_line = block.end - block.start <= _LINE and (block.start, block.end) == (sentence.start, sentence.end)
    return block.kind == "heading" or is_line


def _named(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> list[Told]:
    """What the sentence says of the pairs it names, in full or with one side understood."""
    return [told for clause in clauses(scene, index, sentence) for told in _of_clause(scene, clause)]


def _of_clause(scene: Scene, clause: Clause) -> list[Told]:
    if clause.kind == "contact" and not scene.reading.cues.keys("officials", clause.sentence.start, clause.sentence.end):
        return []
    acting = replace(clause, parties=without_mere_places(scene, clause))
    if len({party.place.country for party in acting.named}) != 1:
        return [tell(scene, clause, two, ()) for two in pairs(acting.parties, scene.text)]
    other = understood(scene, acting)
    if other is None:
        return []
    return [tell(scene, clause, two, where_named(scene, other)) for two in pairs([other, *acting.parties], scene.text)]


def _unnamed(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> list[Told]:
    """ "La Région et la province travaillent ensemble depuis 2008": each side is a word that stands for it."""
    kind = kind_in(scene, index, sentence.start, sentence.end)
    is_of_both = set(SIDES.values()) <= scene.anaphora(sentence.start, sentence.end)
    if kind in (None, "contact") or not is_of_both or any(not party.is_part for party in scene.parties(index)):
        return []
    one, other = scene.meant(index, COUNTRIES[0]), scene.meant(index, COUNTRIES[1])
    if kind is None or one is None or other is None:
        return []
    clause = whole(scene, index, sentence, kind, (one, other))
    return [tell(scene, clause, (one, other), (*where_named(scene, one), *where_named(scene, other)))]


# How a sentence may say whom it ties, tried in order: the first that finds a pair is the sentence's.
WAYS: tuple[Callable[[Scene, int, Sentence, Thread], list[Told]], ...] = (_named, _unnamed, elliptical)
