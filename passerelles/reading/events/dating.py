"""Pairs dates with the triggers of their sentence, and gives dates to acts told in the sentences that follow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from passerelles.reading.events.triggers import Trigger
from passerelles.reading.model import Moment, Sentence
from passerelles.reading.reader import Reading

_LIMIT = 260  # a trigger that costs more has nothing to do with the date
_WEAK_LIMIT = 150
_AFTER = 15  # a trigger after its date costs so much more than one before
_PAST_DATE = {"signature": 200, "visit": 200, "meeting": 200, "opening": 200}  # to reach over another date: an act has one
_PAST_DATE_OCCASION = 60  # but a series has several: "Wuhan en 2005, Bordeaux en 2007"
_BRACKETED = 80  # a date in brackets belongs to what stands before it
_BREAKS = {"；": 120, ";": 120, "：": 25, ":": 25, "。": 120, "•": 120, "\n": 10}
_BREAK = re.compile("[；;：:。•\n]")


_HEADER = 600  # characters that may hold the document's own date
_DATELINE = re.compile(r"(?:专|日)?[电讯]|消息")
_LIMITS = re.compile(
    r"(?:(?:^|[^a-z])(?:apres|avant|jusqu en|jusqu a|jusqu au|d ici|d ici a|until|before|after|contre|than in|horizon|objectif|by|since)(?: le| la)? |力争|截至|恢复到|直到)$"
)
_LIMIT_AFTER = re.compile("前(?![往来去])|以前|之前|以来|末以来")
_THIS_YEAR = ("今年", "cette année", "this year", "本年度", "当年")
_MONTH_SAID = re.compile("dernier|last|prochain|next|passé|mai|月")


@dataclass(frozen=True, slots=True)
class Dated:
    """A trigger with its date; `moment` may stand in an earlier sentence, which is then the context."""

    trigger: Trigger
    moment: Moment | None
    sentence: int


def pairs(reading: Reading, sentence: Sentence, index: int, found: Sequence[Trigger], moments: Sequence[Moment]) -> Iterator[Dated]:
    """Give each date of a sentence to the trigger it most likely dates; one trigger may have several dates."""
    for moment in moments:
        others = [other for other in moments if other is not moment]
        costs = sorted(
            ((_cost(reading, sentence, trigger, moment, others), trigger.start, trigger) for trigger in found), key=lambda c: c[:2]
        )
        if costs and costs[0][0] <= (_WEAK_LIMIT if costs[0][2].is_weak else _LIMIT):
            yield Dated(costs[0][2], moment, index)


def _cost(reading: Reading, sentence: Sentence, trigger: Trigger, moment: Moment, others: Iterable[Moment]) -> float:
    start, end = moment.quote.start, moment.quote.end
    left, right = (trigger.end, start) if trigger.start < start else (end, trigger.start)
    distance = max(0, right - left) * (1.5 if sentence.language == "zh" else 1)
    breaks = sum(_BREAKS[mark] for mark in _BREAK.findall(reading.text[left:right][:400]))
    dates = sum(_PAST_DATE.get(trigger.kind, _PAST_DATE_OCCASION) for other in others if left <= other.quote.start < right)
    is_after = trigger.start >= end
    brackets = _BRACKETED * (is_after and reading.text[start - 1 : start] in ("(", "（"))
    return trigger.cost + distance + breaks + dates + _AFTER * is_after + brackets


def can_date(reading: Reading, moment: Moment, published: str | None) -> bool:
    """Whether a date may be an event's: not the document's own, not a span of years, not too vague, not a limit."""
    start, end, text = moment.quote.start, moment.quote.end, moment.quote.text.casefold()
    is_header = bool(published) and moment.starts == published and not moment.is_relative and end <= _HEADER
    is_dateline = bool(_DATELINE.match(reading.text, end)) and not moment.is_start
    is_span = moment.ends is not None and len(moment.starts or "") == 4
    is_vague = moment.starts is None and moment.month_day is None and not _MONTH_SAID.search(text)
    is_limit = bool(_LIMITS.search(reading.folded[max(0, start - 16) : start])) or bool(_LIMIT_AFTER.match(reading.text, end))
    return not (is_header or is_dateline or is_span or is_vague or is_limit or text in _THIS_YEAR)


def is_exact(moment: Moment) -> bool:
    """Whether a date says at least the month, be its year known or not."""
    return len(moment.starts or "") > 4 or (moment.starts is None)
