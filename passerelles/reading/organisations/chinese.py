"""Names of bodies in Chinese: they end with a word that says what they are (…大学, …人民政府) and begin after what is not a name."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from passerelles.reading.model import PlaceMention
from passerelles.reading.nearby import words
from passerelles.reading.organisations.named import Named
from passerelles.reading.reader import Reading

FAMILY = "organisations"
_LONGEST = 14  # characters before the ending
_PLAIN = re.compile(r"[\u4e00-\u9fff·]{0,14}$")
_NO_NAME = re.compile(r"[的和与及同在到由向对为了被将是把并也都从让给等则又再以经未请]")
_NO_BARE_NAME = re.compile(r"[的和与及同在到由向对为了被将是把并也都从让给等则又再以经未有几所们那这多些一个名位家请年各两双我本校]")
_BARE = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_FEWEST = {"university": 2, "association": 4, "firm": 4}  # characters of a name without a territory; fewer are a common noun (旅游公司)


def names(reading: Reading, known: Iterable[Named]) -> Iterator[Named]:
    """Yield the names that an ending announces, in the text's order; a known name is longer only with its territory (四川省对外友协)."""
    known_ends = frozenset(name.end for name in known)
    for cue in reading.cues.within(FAMILY, 0, len(reading.text)):
        if reading.text[cue.start] >= "\u2e80":
            start = _begin(cue.start, cue.key, reading, is_known=cue.end in known_ends)
            if start is not None:
                yield Named(start, cue.end, cue.key)


def _begin(at: int, kind: str, reading: Reading, *, is_known: bool) -> int | None:
    """Where a name that ends at `at` begins: with a territory, else after the last word that is not part of a name."""
    window = _PLAIN.search(reading.text, max(at - _LONGEST, 0), at)
    floor = window.start() if window else at
    places = [mention for mention in reading.within(PlaceMention, max(floor - 8, 0), at) if mention.quote.end <= at]
    for mention in places:
        between = reading.text[mention.quote.end : at]
        if _PLAIN.fullmatch(between) and not _NO_NAME.search(between):
            return mention.quote.start if kind != "authority" or len(between) <= 6 else None
    if kind not in _FEWEST or is_known:
        return None
    floor = max([floor, *(stop.end() for stop in _NO_BARE_NAME.finditer(reading.text, floor, at))])
    floor = max([floor, *(found.end() for found in _before().finditer(reading.text, floor, at))])
    return floor if at - floor >= _FEWEST[kind] and _BARE.fullmatch(reading.text, floor, at) else None


@cache
def _before() -> "re.Pattern[str]":
    return re.compile("|".join(sorted(words(FAMILY, "before"), key=len, reverse=True)))
