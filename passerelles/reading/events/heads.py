"""Which word of a clause is the occasion, where several stand in it: what is opened or celebrated rather than its opening."""

import re
from collections.abc import Sequence
from dataclasses import replace

from passerelles.reading.events.dating import is_exact
from passerelles.reading.events.triggers import SERIES, Trigger
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Moment, Sentence
from passerelles.reading.reader import Reading

_OCCASIONS = ("seminar", "forum", "meeting", "exhibition", "festival", SERIES)
_REACH = 70  # characters between an opening and what is opened
_REACH_CHINESE = 24
_CIRCUMSTANCE = 28  # characters between "à l'occasion" and "du trentième anniversaire"
_ASIDE = 80  # what it costs a word to say only the circumstance
_OBJECT = 8  # characters between a date and the object of the verb before it
_CLAUSE = re.compile(r"[;:.!?()，。；：！？\n]")


def heads(reading: Reading, sentence: Sentence, cues: Sequence[Cue], found: Sequence[Trigger]) -> list[Trigger]:
    """Leave out openings and celebrations of an occasion named beside them; make circumstances dearer."""
    has_main = any(_is_strong(trigger) and not _is_circumstance(cues, trigger) for trigger in found)
    told = [_aside(cues, trigger, has_main=has_main) for trigger in found]
    beginnings = {(cue.start, cue.end) for cue in cues if cue.key == "beginning"}
    occasions = [trigger for trigger in told if trigger.kind in _OCCASIONS and not trigger.is_weak and not _is_circumstance(cues, trigger)]
    return [
        trigger
        for trigger in told
        if (trigger.start, trigger.end) not in beginnings or not any(_is_of(reading, sentence, trigger, other) for other in occasions)
    ]


def _is_strong(trigger: Trigger) -> bool:
    return not trigger.is_weak and trigger.kind not in ("opening", "edition")


def _aside(cues: Sequence[Cue], trigger: Trigger, *, has_main: bool) -> Trigger:
    is_aside = (has_main or trigger.kind == "other") and _is_circumstance(cues, trigger)
    return replace(trigger, cost=trigger.cost + _ASIDE) if is_aside else trigger


def _is_circumstance(cues: Sequence[Cue], trigger: Trigger) -> bool:
    """Whether "à l'occasion du", "lors de", 期间 make the occasion the circumstance of something else."""
    return any(
        (cue.key == "circumstance" and 0 <= trigger.start - cue.end <= _CIRCUMSTANCE)
        or (cue.key == "circumstance_after" and 0 <= cue.start - trigger.end <= 1)
        for cue in cues
    )


def _is_of(reading: Reading, sentence: Sentence, beginning: Trigger, occasion: Trigger) -> bool:
    """Whether an opening and an occasion stand in one clause, a day between them only before an object: "inaugure le 3 mai un salon"."""
    start, end = min(beginning.end, occasion.end), max(beginning.start, occasion.start)
    reach = _REACH_CHINESE if sentence.language == "zh" else _REACH
    if end - start > reach or _CLAUSE.search(reading.text, start, end):
        return False
    dates = [moment for moment in reading.within(Moment, start, end) if is_exact(moment)]
    is_object = beginning.start < occasion.start and bool(dates) and occasion.start - dates[-1].quote.end <= _OBJECT
    return not dates or is_object
