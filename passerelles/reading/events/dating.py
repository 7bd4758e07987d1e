"""Pairs dates with the triggers of their sentence, and gives dates to acts told in the sentences that follow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from passerelles.reading.events.triggers import SERIES, Trigger
from passerelles.reading.model import EVENT_KINDS, Moment, Sentence
from passerelles.reading.reader import Reading

_LIMIT = 260  # a trigger that costs more has nothing to do with the date
_WEAK_LIMIT = 150
_YEAR_LIMIT = 150  # a year alone dates only what stands close by
_AFTER = 15  # a trigger after a date that opens its clause
_AFTER_INSIDE = 45  # a trigger after a date that closes one: "un accord en avril 2018, une visite…"
_BEFORE_CHINESE = 40  # Chinese says the date first
_PAST_DATE = {"signature": 200, "visit": 200, "meeting": 200, "opening": 200}  # to reach over another date: an act has one
_PAST_DATE_OCCASION = 60
_PAST_DATE_SERIES = 20  # a series has several: "Wuhan en 2005, Bordeaux en 2007"
_AGAIN = 60  # for an act that has a date already
_COMPANION = 180  # an act told beside the occasion that has the date
_ACTS_BESIDE = ("visit", "signature")
_PAPER = 60  # characters between a signature and what is signed
_MOST = 40  # of each in one sentence: a cut text has sentences as long as pages
_BRACKETED = 80  # a date in brackets belongs to what stands before it
_NAME_TAIL = 60  # characters between an occasion's noun and the year in its name
_TOLD = (60, 22)  # characters of a full sentence; of one in Chinese
_OPENING = (30, 10)  # characters before which a date opens its sentence
_AGENDA_WORDS = 30  # characters after an agenda's date that may name the occasion
_COLON = re.compile(r" ?[:：|] ?")
_BREAKS = {"；": 120, ";": 120, "：": 25, ":": 25, "。": 120, "•": 120, "\n": 10}
_COMMA = re.compile("[，,、]")
_BREAK = re.compile("[；;：:。•\n]")


_HEADER = 600  # characters that may hold the document's own date
_DATELINE = re.compile(r"(?:专|日)?[电讯]|消息")
_LIMITS = re.compile(
    r"(?:(?:^|[^a-z])(?:apres|avant|jusqu en|jusqu a|jusqu au|d ici|d ici a|until|before|after|contre|than in|horizon|objectif|by|"
    r"since)(?: le| la)? |力争|截至|恢复到|直到)$"
)
_OPENS = re.compile(r"[,;:.(–—-]\s*(?:et |puis |and )?(?:[Ll]es?|[Ee]n|[Dd]u|[Aa]u|[Dd]ès|[Oo]n|[Ii]n|[Cc]e|[Àà] la?)?(?: \w+)?$")
_MEETING_OF = re.compile(
    r"(?:^| )(?:reunion|seance|conseil|comite|commission|assemblee|meeting)[^.;:\n]{0,40} (?:du|of|held on|on)(?: [a-z]+di)? $"
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
    """Give each date of a sentence to the trigger it most likely dates; an act rather has one date, an occasion may have several."""
    costs = sorted(
        (
            _cost(reading, sentence, trigger, moment, [other for other in moments if other is not moment]),
            moment.quote.start,
            trigger.start,
            n,
            m,
        )
        for m, moment in enumerate(moments[:_MOST])
        for n, trigger in enumerate(found[:_MOST])
    )
    taken: dict[int, Moment] = {}
    dated: set[int] = set()
    for again in (0, _AGAIN):
        for cost, _, _, n, m in costs:
            is_free = n not in taken or _has_many(found[n], taken[n], moments[m]) or (again and _may_repeat(sentence, found[n], moments[m]))
            if m not in dated and is_free and cost + again <= _limit(found[n], moments[m]):
                again_dated = n in taken
                dated.add(m)
                taken[n] = moments[m]
                yield Dated(_next_edition(reading, found[n], moments[m]) if again_dated else found[n], moments[m], index)
    for cost, _, _, n, m in costs:
        beside = {found[other].kind for other, moment in taken.items() if moment is moments[m]}
        if cost <= _COMPANION and n not in taken and m in dated and found[n].kind not in beside and _is_act(reading, sentence, found[n]):
            taken[n] = moments[m]
            yield Dated(found[n], moments[m], index)


def _is_act(reading: Reading, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether an act is told beside the occasion it went with: a delegation that comes to a fair, a paper signed there."""
    if trigger.is_weak or trigger.kind not in _ACTS_BESIDE:
        return False
    near = reading.cues.keys("events", max(sentence.start, trigger.start - 40), min(sentence.end, trigger.end + 40))
    return trigger.kind == "signature" or "delegation" in near


def _has_many(trigger: Trigger, first: Moment, second: Moment) -> bool:
    """Whether a second date is of one more edition: of a series, or of an occasion whose years are listed."""
    return trigger.kind not in _PAST_DATE and (trigger.kind == SERIES or not is_exact(first) or not is_exact(second))


def _may_repeat(sentence: Sentence, trigger: Trigger, moment: Moment) -> bool:
    """Whether an act may have a second date: of Chinese, which says the date first, not one that follows."""
    return trigger.kind in _PAST_DATE and (sentence.language != "zh" or moment.quote.start < trigger.start)


def founds_relation(reading: Reading, sentence: Sentence, dated: Dated, published: str | None) -> bool:
    """Whether a signature of years ago began the relation ("en 1986, les deux villes ont signé un pacte d'amitié"): no event."""
    moment = dated.moment
    if dated.trigger.kind != "signature" or moment is None or not moment.starts:
        return False
    is_past = len(moment.starts) == 4 and (published is None or moment.starts < published[:4])
    near = reading.cues.keys("events", max(sentence.start, dated.trigger.start - _PAPER), min(sentence.end, dated.trigger.end + _PAPER))
    return is_past and "founding" in near and not _is_again(reading, sentence, dated.trigger)


def _is_again(reading: Reading, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words up to the next date say that it was signed anew."""
    start, end = max(sentence.start, trigger.start - _PAPER), min(sentence.end, trigger.end + _PAPER)
    later = reading.within(Moment, trigger.end, end)
    return "again" in reading.cues.keys("events", start, later[0].quote.start if later else end)


def _next_edition(reading: Reading, trigger: Trigger, moment: Moment) -> Trigger:
    """An occasion with one more date: of it, the rank is what was said last before the date ("aux deuxièmes à Bordeaux en 2007")."""
    ranks = [cue for cue in reading.cues.within("events", trigger.end, moment.quote.start) if cue.key.startswith("nth-")]
    near = [cue for cue in ranks if not reading.within(Moment, cue.end, moment.quote.start)]
    return replace(trigger, ordinal=int(near[-1].key.removeprefix("nth-")) if near else None)


def _limit(trigger: Trigger, moment: Moment) -> int:
    if not is_exact(moment):
        return _LIMIT if trigger.kind == SERIES else _YEAR_LIMIT
    return _WEAK_LIMIT if trigger.is_weak else _LIMIT


def _cost(reading: Reading, sentence: Sentence, trigger: Trigger, moment: Moment, others: Iterable[Moment]) -> float:
    start, end = moment.quote.start, moment.quote.end
    left, right = (trigger.end, start) if trigger.start < start else (end, trigger.start)
    distance = max(0, right - left) * (1.5 if sentence.language == "zh" else 1)
    breaks = sum(_BREAKS[mark] for mark in _BREAK.findall(reading.text[left:right][:400]))
    past = _PAST_DATE_SERIES if trigger.kind == SERIES else _PAST_DATE.get(trigger.kind, _PAST_DATE_OCCASION)
    dates = sum(past for other in others if left <= other.quote.start < right)
    is_after = trigger.start >= end
    brackets = _BRACKETED * (is_after and reading.text[start - 1 : start] in ("(", "（"))
    return trigger.cost + distance + breaks + dates + _order(reading, sentence, trigger, moment, is_after) + brackets


def _order(reading: Reading, sentence: Sentence, trigger: Trigger, moment: Moment, is_after: bool) -> int:
    """What it costs that a trigger stands on the less likely side of a date."""
    if sentence.language == "zh":
        return _BEFORE_CHINESE * (not is_after and bool(_COMMA.search(reading.text, trigger.end, moment.quote.start)))
    before = reading.text[sentence.start : moment.quote.start].rstrip()
    opens = len(before) < 12 or bool(_OPENS.search(before[-12:]))
    return (_AFTER if opens else _AFTER_INSIDE) if is_after else 0


def can_date(reading: Reading, moment: Moment, published: str | None) -> bool:
    """Whether a date may be an event's: not the document's own, not a span of years, not too vague, not a limit."""
    start, end, text = moment.quote.start, moment.quote.end, moment.quote.text.casefold()
    is_header = bool(published) and moment.starts == published and not moment.is_relative and end <= _HEADER
    is_header = is_header and not _is_agenda_line(reading, end) and not _is_in_told_sentence(reading, moment)
    is_header = is_header and not _MEETING_OF.search(reading.folded[max(0, start - 60) : start])
    is_dateline = bool(_DATELINE.match(reading.text, end)) and not moment.is_start
    is_span = moment.ends is not None and len(moment.starts or "") == 4 and int(moment.ends[:4]) - int((moment.starts or "")[:4]) > 1
    is_vague = moment.starts is None and moment.month_day is None and not _MONTH_SAID.search(text)
    is_limit = bool(_LIMITS.search(reading.folded[max(0, start - 16) : start])) or bool(_LIMIT_AFTER.match(reading.text, end))
    return not (is_header or is_dateline or is_span or is_vague or is_limit or text in _THIS_YEAR)


def _is_in_told_sentence(reading: Reading, moment: Moment) -> bool:
    """Whether a full sentence holds the date, as no heading does, and does not open with it, as after a dateline."""
    sentence = reading.sentence_at(moment.quote.start)
    words = reading.text[sentence.start : sentence.end].rstrip() if sentence else ""
    is_chinese = sentence is not None and sentence.language == "zh"
    told = moment.quote.start - sentence.start if sentence else 0
    return told >= _OPENING[is_chinese] and len(words) >= _TOLD[is_chinese] and words.endswith((".", "。", "!", "！"))


def _is_agenda_line(reading: Reading, end: int) -> bool:
    """Whether an occasion follows the date on its line: "12 mars 2019 : réunion du groupe"."""
    colon = _COLON.match(reading.text, end)
    return bool(colon) and bool(reading.cues.keys("events", end, end + _AGENDA_WORDS) & set(EVENT_KINDS))


def without_name_years(moments: Sequence[Moment], found: Sequence[Trigger]) -> list[Moment]:
    """Leave out the year in an occasion's name where its days follow: "Foire de Lyon 2018, du 23 mars au 2 avril"."""
    exact = {(moment.starts or "")[:4] for moment in moments if moment.starts and is_exact(moment)}
    return [moment for moment in moments if not (moment.starts in exact and _is_in_name(moment, found))]


def _is_in_name(moment: Moment, found: Sequence[Trigger]) -> bool:
    at = moment.quote.start
    return any(trigger.kind not in _PAST_DATE and not trigger.is_weak and 0 <= at - trigger.end <= _NAME_TAIL for trigger in found)


def is_exact(moment: Moment) -> bool:
    """Whether a date says at least the month, be its year known or not."""
    return len(moment.starts or "") > 4 or (moment.starts is None)
