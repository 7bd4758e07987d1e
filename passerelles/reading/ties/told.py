"""What a clause says of a pair it ties: kind, beginning, milestones, themes, bodies that take part."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from passerelles.reading.model import Moment, OrganisationMention, Said, Span, State, TieKind
from passerelles.reading.ties.clause import LASTING, Clause, kind_in
from passerelles.reading.ties.said import is_wished, milestones_said, start_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "ties/1"
_SEMICOLON = re.compile(r"[;；]")
_COMMA = re.compile(r"[,;，；]")
Two = tuple[Party, Party]
Told = tuple[Two, Link]  # the parties where they are named, and what is said of them


def tell(scene: Scene, clause: Clause, two: Two, context: tuple[Span, ...]) -> Told:
    """Return what the clause says of two parties; `context` are the sentences that name those it leaves out."""
    clause = _like_before(scene, _own_part(scene, clause, two))
    start, end = clause.start, clause.end
    associated = tuple(o.name for o in scene.reading.within(OrganisationMention, start, end) if o.kind != "authority")
    is_disputed = any((party.start, party.end) in scene.disputed for party in two)
    return two, Link(pair(*two), _says(scene, clause, two, context), associated, _state(scene, clause), is_disputed)


def _says(scene: Scene, clause: Clause, two: Two, context: tuple[Span, ...]) -> tuple[Said, ...]:
    reading, start, end, quote = scene.reading, clause.start, clause.end, clause.quote
    themes = _themes(scene, clause, two, context)
    if is_wished(reading, start, end):
        return (Said("kind", "contact", quote, context, ORIGIN), *themes)
    return (
        Said("kind", clause.kind, quote, context, ORIGIN),
        *start_said(reading, *_own_dates(scene, clause, two), clause.kind, quote, context),
        *milestones_said(reading, start, end, clause.sentence, quote),
        *themes,
    )


def _own_part(scene: Scene, clause: Clause, two: Two) -> Clause:
    """What stands between the semicolons around both names: "A, ceci avec B ; C, cela avec D" says of C and D only the second."""
    for start, end in _parts(scene, clause, _SEMICOLON):
        if (start, end) != (clause.start, clause.end) and all(start <= party.start < end for party in two):
            inside = tuple(party for party in clause.parties if start <= party.start < end)
            return replace(clause, start=start, end=end, kind=_kind_of_part(scene, clause, start, end), parties=inside)
    return clause


def _kind_of_part(scene: Scene, clause: Clause, start: int, end: int) -> TieKind:
    """A part without a tie's word goes on with the sentence: as it was if it says "de la même manière", else at least cooperating."""
    goes_on: TieKind = "cooperation" if clause.kind in LASTING and not _is_said_same(scene, start, end) else clause.kind
    return kind_in(scene, clause.index, start, end) or goes_on


def _is_said_same(scene: Scene, start: int, end: int) -> bool:
    return "same" in scene.reading.cues.keys("modality", start, end)


def _like_before(scene: Scene, clause: Clause) -> Clause:
    """ "À Quimper, même chose avec Yantai": what ties them is what the sentence before said of others."""
    if not clause.index or clause.kind != "contact" or not _is_said_same(scene, clause.start, clause.end):
        return clause
    before = scene.reading.sentences[clause.index - 1]
    return replace(clause, kind=kind_in(scene, clause.index - 1, before.start, before.end) or clause.kind)


def _parts(scene: Scene, clause: Clause, stop: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    return pairwise([clause.start, *(found.end() for found in stop.finditer(scene.text, clause.start, clause.end)), clause.end])


def _themes(scene: Scene, clause: Clause, two: Two, context: tuple[Span, ...]) -> Iterator[Said]:
    """The themes of the stretches that are about these two; those of "…, et Lorient, qui navigue avec Wuxi" are the others'."""
    telling = [party for party in clause.named if _tells_pairs_apart(clause, party)]
    keys = {party.place.key for party in two}
    is_own = True
    for start, end in _parts(scene, clause, _COMMA):
        here = {party.place.key for party in telling if start <= party.start < end}
        is_own = bool(here & keys) if here else is_own
        if is_own:
            yield from themes_said(scene.reading, start, end, clause.quote, context)


def _tells_pairs_apart(clause: Clause, party: Party) -> bool:
    """Whether a party is not the only one of its country: the one that all have for a partner tells nothing."""
    return len({other.place.key for other in clause.named if other.place.country == party.place.country}) > 1


def _state(scene: Scene, clause: Clause) -> State:
    if is_wished(scene.reading, clause.start, clause.end):
        return "wished"
    return "ended" if "ended" in scene.reading.cues.keys("modality", clause.start, clause.end) else "active"


def _own_dates(scene: Scene, clause: Clause, two: Two) -> tuple[int, int]:
    """The stretch whose dates are the pair's: "Nice, depuis 2010, et Changning, depuis 2015" dates each partner after its name."""
    dates = [moment for moment in scene.reading.within(Moment, clause.start, clause.end) if moment.starts]
    if len(dates) < 2 or len(clause.named) < 3:
        return clause.start, clause.end
    last = max(party.end for party in two)
    following = min((party.start for party in clause.named if party.start > last), default=clause.end)
    own = [moment for moment in dates if last <= moment.quote.start < following]
    return (last, following) if own else (clause.start, clause.end)
