"""Makes one event of several mentions of one occasion."""

from dataclasses import replace
from datetime import date

from passerelles.reading.events.triggers import SERIES
from passerelles.reading.model import Event

_ONE_TRIP = 10  # days: visits so near each other in one document are steps of one
_STATES = ("cancelled", "moved", "planned", "held")


def merged(events: list[tuple[Event, str]]) -> list[Event]:
    """Merge events, each given with the words of its date (which tell two dates apart where no year is known)."""
    kept: list[tuple[Event, str]] = []
    for event, words in sorted(events, key=lambda item: -len(item[0].starts or "")):
        for index, (other, other_words) in enumerate(kept):
            if _is_same(other, event, other_words, words):
                kept[index] = (_joined(other, event), other_words)
                break
        else:
            kept.append((event, words))
    return sorted(
        (replace(event, name=event.name[:1].upper() + event.name[1:]) for event, _ in kept),
        key=lambda event: (event.quote.start, event.starts or ""),
    )


def _is_same(one: Event, other: Event, words: str, other_words: str) -> bool:
    """Whether two mentions, the first dated no less precisely, are of one occasion."""
    if one.kind == other.kind == SERIES:
        return _is_same_edition(one, other)
    if not _agree(one, other, words, other_words):
        return False
    if one.kind == other.kind == "other" and len(other.starts or "") <= 4 and one.quote != other.quote and one.name != other.name:
        return False  # two inaugurations of one year
    return one.kind == other.kind or _is_pale(one, other) or _is_pale(other, one)


def _is_pale(one: Event, other: Event) -> bool:
    """Whether one is only known to have taken place, and the other is told in the same words."""
    return one.kind == "other" and one.name == "" and one.quote == other.quote


def _is_same_edition(one: Event, other: Event) -> bool:
    if one.ordinal and other.ordinal:
        return one.ordinal == other.ordinal
    if one.starts and other.starts:
        return one.starts.startswith(other.starts)
    return one.place is None or other.place is None or one.place == other.place


def _agree(one: Event, other: Event, words: str, other_words: str) -> bool:
    """Whether two dates may be one: the same, one within the other's period, or steps of one trip."""
    if not one.starts or not other.starts:
        return one.starts == other.starts and (words == other_words or not words or not other_words)
    if one.starts == other.starts:
        return True
    if one.ends and one.starts <= other.starts <= one.ends and len(one.starts) == len(other.starts):
        return True
    if one.kind == other.kind and len(other.starts) < len(one.starts) and one.starts.startswith(other.starts):
        return one.kind not in ("signature", "meeting")
    return one.kind == other.kind == "visit" and len(one.starts) == len(other.starts) == 10 and _days(one.starts, other.starts) <= _ONE_TRIP


def _worth(name: str) -> tuple[bool, bool, int]:
    """How well words name an event: as a name is written, neither a word nor a whole sentence, and shortly."""
    return bool(name) and not name[0].islower(), 20 <= len(name) <= 80, -len(name)


def _days(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _joined(one: Event, other: Event) -> Event:
    """Keep the better dated mention, and what the other adds."""
    starts, ends = one.starts, one.ends
    if one.kind == "visit" and starts and other.starts and len(other.starts) == len(starts) and other.starts > (ends or starts):
        ends = other.starts
    name = max((one.name, other.name), key=_worth)
    state = min(one.state, other.state, key=_STATES.index)
    return replace(
        one,
        name=name,
        ordinal=one.ordinal or other.ordinal,
        place=one.place or other.place,
        starts=starts,
        ends=ends or other.ends,
        state=state,
    )
