"""The finder: dated triggers sentence by sentence, then acts without a date of their own, merged at the end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from passerelles.reading.dates import published_in
from passerelles.reading.events.dating import Dated, can_date, founds_relation, is_exact, pairs, without_name_years
from passerelles.reading.events.heads import heads
from passerelles.reading.events.merging import merged
from passerelles.reading.events.naming import name_of, place_of, quote_of
from passerelles.reading.events.triggers import SERIES, Trigger, is_series_spoken_of, keyed, triggers
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Event, Moment, PlaceMention, Sentence, Span
from passerelles.reading.reader import Reading

ORIGIN = "events/1"

_STORY = 6  # sentences in which "the agreement was signed" still is of the day that was told first
_FAR = 2  # sentences between what is named and "it will take place"
_TITLE = 130  # characters of a title
_TITLES = 4  # sentences at the head of a text that may be title and date
_LEGAL = re.compile(
    r"(?:^|[^a-z])(?:loi|decret|arrete|circulaire|ordonnance|deliberation|lettre|courrier|directive|avis|jo|article|law|decree|letter|edition)"
    r"[^.;,]{0,30} (?:du|le|of|date) $"
)
_DEICTIC = re.compile(
    "hier|demain|matin|soir|midi|yesterday|tomorrow|morning|evening|tonight|veille|jour|day before|next day|same day|[昨今明当同次翌]"
)
_AGENDA = re.compile(r" ?(?:[:：/|–—-]| - ) ?\S")  # "12 mai : projection du film"
_ACTS = ("signature", "visit", "meeting")
_OCCASIONS = ("seminar", "forum", "meeting", "exhibition", "festival", SERIES)
_HAS = re.compile(r" (?:a|ont)(?: été)?(?: [a-zé]+)? $")  # "ont signé", "a été signé", "ont ensuite signé"
_NEVER_BEFORE = 34  # characters: "rien n'a été signé"


@dataclass(slots=True)
class _Story:
    """What the sentences read so far say, for those that follow."""

    published: str | None
    is_series_known: bool
    named: tuple[Trigger, int] | None = (
        None  # the last occasion that was named, and in which sentence: what "the event", "la prochaine édition" mean
    )
    idle: tuple[int, Moment] | None = None  # a day that dates nothing in its own sentence
    main: tuple[int, Moment] | None = None  # the first day that dates something
    events: list[tuple[Event, str]] = field(default_factory=list)


def find(reading: Reading, known: Gazetteer) -> Iterator[Event]:
    """Find the events of a document; `known` is not needed."""
    story = _Story(reading.document.published or published_in(reading), is_series_spoken_of(reading))
    for index, sentence in enumerate(reading.sentences):
        cues = reading.cues.within("events", sentence.start, sentence.end)
        moments = reading.within(Moment, sentence.start, sentence.end)
        if cues or moments:
            _read_sentence(reading, story, index, sentence, cues, moments)
    if not story.events:
        story.events.extend(_lead(reading, story))
    yield from merged(story.events)


def _read_sentence(reading: Reading, story: _Story, index: int, sentence: Sentence, cues: Sequence[Cue], moments: Sequence[Moment]) -> None:
    seen = triggers(reading, sentence, cues, is_series_known=story.is_series_known)
    found = [_resolved(trigger, story) for trigger in heads(reading, sentence, cues, seen)]
    found = [trigger for trigger in found if trigger.kind != "edition" and not _is_denied(cues, trigger)]
    if not found and not moments:
        story.idle = None
        return
    usable = [moment for moment in moments if can_date(reading, moment, story.published) and _may_start(moment, found)]
    usable = [moment for moment in usable if not _comes_back(cues, moment)]
    usable = [moment for moment in usable if not _ends_event(story, sentence, cues, moment, found)]
    usable = without_name_years(usable, found)
    dated = [item for item in pairs(reading, sentence, index, found, usable) if not _is_too_vague(reading, item)]
    events = [item for item in dated if not founds_relation(reading, sentence, item, story.published)]
    is_of_old = len(events) < len(dated)
    dated = events
    if listed := _listed_editions(reading, story, index, sentence, moments):
        dated = [*listed, *(item for item in dated if item.moment not in [edition.moment for edition in listed])]
    if not dated:
        dated = _undated(reading, story, index, sentence, found, usable) or _under_title(reading, story, index, sentence, moments)
    plain = [] if dated or is_of_old else _plain(reading, index, sentence, cues, usable)
    for item in dated or plain:
        _add(reading, story, sentence, cues, item)
    _remember(story, index, found, usable, dated)


def _is_too_vague(reading: Reading, dated: Dated) -> bool:
    """Whether a year is all that is said of a delegation or of something that took place, or "l'an prochain" of an occasion."""
    if dated.moment is None or is_exact(dated.moment):
        return False
    at = dated.moment.quote.start
    is_placed = bool(reading.within(PlaceMention, max(0, at - 20), at))  # "Xiamen l'an passé": an edition
    is_relative = dated.moment.is_relative and not is_placed and dated.trigger.kind in ("festival", "exhibition", "seminar", "other")
    return is_relative or dated.trigger.is_weak or dated.trigger.kind == "opening"


def _under_title(reading: Reading, story: _Story, index: int, sentence: Sentence, moments: Sequence[Moment]) -> list[Dated]:
    """Date the occasion named by a title with the date on the line below, or the one just named by the day told next."""
    exact = [moment for moment in moments if len(moment.starts or "") == 10 or moment.month_day]
    if not exact or story.named is None or "relation" in reading.cues.keys("events", sentence.start, sentence.end):
        return []
    trigger, told = story.named
    before = reading.sentences[told]
    is_title = index - told <= 2 and index <= _TITLES and trigger.kind in _OCCASIONS and before.end - before.start <= _TITLE
    if is_title and sentence.end - sentence.start <= _TITLE:
        own = [moment for moment in exact if moment.starts != story.published or not moment.quote.text[:4].isdigit()]
        return [Dated(trigger, own[0], index)] if own and _begins_with(reading, sentence, own[0]) else []
    usable = [moment for moment in exact if can_date(reading, moment, story.published) and not moment.is_start]
    goes_on = index - told == 1 and before.block == sentence.block and usable and trigger.kind in (*_OCCASIONS, "other")
    return [Dated(trigger, usable[0], index)] if goes_on else []


def _listed_editions(reading: Reading, story: _Story, index: int, sentence: Sentence, moments: Sequence[Moment]) -> list[Dated]:
    """Read "après Wuhan (2005), Bordeaux (2007) et Nankin (2010)" where the series is spoken of: an edition each."""
    if not story.is_series_known or len(moments) < 2:
        return []
    listed = []
    for moment in moments:
        before = reading.within(PlaceMention, max(sentence.start, moment.quote.start - 30), moment.quote.start)
        if before and reading.text[before[-1].quote.end : moment.quote.start].strip() in ("(", "（") and len(moment.starts or "") == 4:
            start = before[-1].quote.start
            listed.append(Dated(Trigger(start, before[-1].quote.end, SERIES, 0, None, start), moment, index))
    return listed if len(listed) >= 2 else []


def _plain(reading: Reading, index: int, sentence: Sentence, cues: Sequence[Cue], usable: Sequence[Moment]) -> list[Dated]:
    """Take a day told in a full sentence or an agenda's line for an occasion of no known kind, or of people for their visit."""
    if any(cue.key in ("relation", "never") for cue in cues) or reading.document.blocks[sentence.block].kind == "row":
        return []
    days = [moment for moment in usable if _is_day(moment) and not moment.is_start and not _DEICTIC.search(moment.quote.text.casefold())]
    told = [
        moment for moment in days if not _LEGAL.search(reading.folded[max(sentence.start, moment.quote.start - 50) : moment.quote.start])
    ]
    if not told or not (_is_told(reading, sentence) or _AGENDA.match(reading.text, told[0].quote.end)):
        return []
    start = told[0].quote.end
    kind = "visit" if any(cue.key in ("delegation", "party") for cue in cues) else "opening"
    return [Dated(Trigger(start, start, kind, 0, None, start), told[0], index)]


def _is_day(moment: Moment) -> bool:
    return len(moment.starts or "") == 10 or moment.month_day is not None


def _is_told(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is long enough to tell something, and is no row of a list."""
    words = reading.text[sentence.start : sentence.end]
    return (
        len(words) >= (20 if sentence.language == "zh" else 45)
        and words.count("\u3000") < 2
        and words.rstrip()[-1:] in tuple(".。!！?？”»；;")
    )


def _begins_with(reading: Reading, sentence: Sentence, moment: Moment) -> bool:
    """Whether a line begins with a date or with a place and a date: "Dunkerque, Le Kursaal, 17 et 18 juin 2021"."""
    before = reading.text[sentence.start : moment.quote.start]
    return len(before) < 5 or (moment.ends is not None and len(before) < 60)


def _lead(reading: Reading, story: _Story) -> Iterator[tuple[Event, str]]:
    """The act that a text without any date tells first."""
    for index, sentence in enumerate(reading.sentences[:6]):
        cues = reading.cues.within("events", sentence.start, sentence.end)
        found = triggers(reading, sentence, cues, is_series_known=story.is_series_known)
        told = [trigger for trigger in found if trigger.kind in ("visit", "signature") and not _is_denied(cues, trigger)]
        is_dated = any(moment.starts for moment in reading.within(Moment, sentence.start, sentence.end))
        if len(told) >= 2 and not is_dated and not any(cue.key == "planned" for cue in cues) and not story.published:
            first = min(told, key=lambda trigger: trigger.cost)
            yield _event(reading, story, sentence, cues, Dated(first, None, index)), ""
            return


def _resolved(trigger: Trigger, story: _Story) -> Trigger:
    """Read "the event", "la prochaine édition" as what was named before."""
    if trigger.kind == "edition" and story.named:
        return replace(trigger, kind=story.named[0].kind, cost=10, of=story.named[0])
    return trigger


def _is_denied(cues: Sequence[Cue], trigger: Trigger) -> bool:
    """Whether words shortly before say that it did not happen."""
    return trigger.kind in _ACTS and any(0 <= trigger.start - cue.end <= _NEVER_BEFORE for cue in keyed(cues, "never"))


def _comes_back(cues: Sequence[Cue], moment: Moment) -> bool:
    """Whether a day is one of every year: "chaque année en mai", 每年9月."""
    start, end = moment.quote.start, moment.quote.end
    return moment.is_relative and any(start - 30 <= cue.end and cue.start <= end + 30 for cue in keyed(cues, "recurring"))


def _may_start(moment: Moment, found: Sequence[Trigger]) -> bool:
    """Whether "depuis 2010" dates an event: only to the day, or where something was opened then."""
    if not moment.is_start:
        return True
    return len(moment.starts or "") == 10 or any(
        trigger.kind == "other" and abs(trigger.start - moment.quote.end) < 12 for trigger in found
    )


def _ends_event(story: _Story, sentence: Sentence, cues: Sequence[Cue], moment: Moment, found: Sequence[Trigger]) -> bool:
    """Whether a date is the end of what was told before: "elle se termine mardi", 9月3日结束. The last event then takes it."""
    start, end = moment.quote.start, moment.quote.end
    for cue in keyed(cues, "ends"):
        is_before = cue.end <= start and start - cue.end <= 30
        is_after = sentence.language == "zh" and 0 <= cue.start - end <= (2 if found else 25)
        if is_before or is_after:
            if story.events and _may_end(event := story.events[-1][0], moment):
                story.events[-1] = (replace(event, ends=moment.starts), story.events[-1][1])
            return True
    return False


def _may_end(event: Event, moment: Moment) -> bool:
    """Whether a day can be the last of an event: later, and in the same or the next year."""
    if (
        not event.starts
        or not moment.starts
        or event.ends
        or event.kind in ("signature", "meeting")
        or len(moment.starts) < len(event.starts)
    ):
        return False
    return event.starts < moment.starts and int(moment.starts[:4]) - int(event.starts[:4]) <= 1


def _undated(
    reading: Reading, story: _Story, index: int, sentence: Sentence, found: Sequence[Trigger], usable: Sequence[Moment]
) -> list[Dated]:
    """Date an act told without a date: by the day just told, else a signature by the day the whole text is about."""
    if usable or sentence.end - sentence.start < 12:
        return []
    strong = [trigger for trigger in found if not trigger.is_weak or trigger.kind == "visit"]
    if strong and story.idle and index - story.idle[0] == 1 and reading.sentences[story.idle[0]].block == sentence.block:
        if story.events and story.events[-1][0].starts == story.idle[1].starts and story.events[-1][0].kind == "other":
            story.events.pop()  # what was only known to have taken place is told now
        return [Dated(min(strong, key=lambda trigger: trigger.cost), story.idle[1], index)]
    signed = [trigger for trigger in found if trigger.kind == "signature" and not trigger.is_weak and _is_done(reading, trigger)]
    if signed and story.main and index - story.main[0] <= _STORY:
        return [Dated(signed[0], story.main[1], index)]
    return []


def _is_done(reading: Reading, trigger: Trigger) -> bool:
    """Whether the words say that it was signed, not that it will or may be."""
    before, after = reading.text[max(0, trigger.start - 24) : trigger.start], reading.text[trigger.end : trigger.end + 1]
    if reading.text[trigger.start] >= "\u2e80":
        return not any(word in before for word in "将拟愿须先待未若曾") and (after == "了" or reading.text[trigger.end - 1] in "了下署订")
    return bool(_HAS.search(before)) or reading.folded[trigger.start : trigger.end] in (
        "signed",
        "initialled",
    )


def _add(reading: Reading, story: _Story, sentence: Sentence, cues: Sequence[Cue], dated: Dated) -> None:
    moment = dated.moment
    words = (moment.month_day or moment.quote.text) if moment else ""
    story.events.append((_event(reading, story, sentence, cues, dated), words))


def _event(reading: Reading, story: _Story, sentence: Sentence, cues: Sequence[Cue], dated: Dated) -> Event:
    moment, trigger = dated.moment, dated.trigger
    named = reading.sentence_at(trigger.start) or sentence  # a title's words, where the date stands below
    is_here = moment is None or sentence.start <= moment.quote.start < sentence.end
    context = (
        ()
        if is_here and named is sentence
        else (_told_in(reading, moment.quote if moment and not is_here else named_span(reading, named)),)
    )
    return Event(
        quote_of(reading, sentence, dated) if named is sentence else reading.document.span(sentence.start, sentence.end),
        _kind_of(story, dated),
        _name_of(reading, story, named, dated),
        trigger.ordinal,
        place_of(reading, sentence, dated),
        moment.starts if moment else None,
        moment.ends if moment else None,
        _state(reading, story, dated, cues),
        context,
    )


def _name_of(reading: Reading, story: _Story, sentence: Sentence, dated: Dated) -> str:
    """The event's words; of "celui de 2012", "elle aura lieu", those of the occasion that was named before."""
    of = dated.trigger.of or (story.named[0] if _is_named_before(story, dated) and story.named else None)
    told = reading.sentence_at(of.start) if of else None
    return name_of(reading, told, replace(dated, trigger=of)) if of and told else name_of(reading, sentence, dated)


def _kind_of(story: _Story, dated: Dated) -> str:
    """What takes place is what was named shortly before, else of no known kind."""
    if dated.trigger.kind != "opening":
        return dated.trigger.kind
    return story.named[0].kind if story.named and _is_named_before(story, dated) else "other"


def _is_named_before(story: _Story, dated: Dated) -> bool:
    """Whether "it took place" speaks of an occasion that was named shortly before."""
    trigger = dated.trigger
    is_sure = trigger.kind == "opening" and trigger.end > trigger.start and not trigger.is_weak
    return is_sure and story.named is not None and 0 < dated.sentence - story.named[1] <= _FAR


def named_span(reading: Reading, sentence: Sentence) -> Span:
    return reading.document.span(sentence.start, min(sentence.end, sentence.start + 400))


def _told_in(reading: Reading, quote: Span) -> Span:
    told = reading.sentence_at(quote.start)
    return named_span(reading, told) if told else quote


def _state(reading: Reading, story: _Story, dated: Dated, cues: Sequence[Cue]) -> Literal["planned", "held", "cancelled", "moved"]:
    keys = {cue.key for cue in cues}
    after = reading.sentences[dated.sentence + 1 : dated.sentence + 2]
    if after and after[0].end - after[0].start < 60:  # "Reporté, bien entendu."
        keys |= {cue.key for cue in keyed(reading.cues.within("events", after[0].start, after[0].end), "cancelled", "moved")}
    if "cancelled" in keys or "moved" in keys:
        return "cancelled" if "cancelled" in keys else "moved"
    starts = dated.moment.starts if dated.moment else None
    if story.published and starts:
        precision = min(len(starts), len(story.published))
        if starts[:precision] != story.published[:precision]:
            return "planned" if starts > story.published else "held"
    return "planned" if "planned" in keys else "held"


def _remember(story: _Story, index: int, found: Sequence[Trigger], usable: Sequence[Moment], dated: Sequence[Dated]) -> None:
    named = [trigger for trigger in found if trigger.kind not in ("visit", "signature", "opening") and not trigger.is_weak]
    if named:
        story.named = (named[-1], index)
    days = [moment for moment in usable if len(moment.starts or "") == 10 or moment.month_day]
    used = [item.moment for item in dated]
    story.idle = next(((index, moment) for moment in days if moment not in used), None)
    if story.main is None and days and dated:
        story.main = (index, days[0])
