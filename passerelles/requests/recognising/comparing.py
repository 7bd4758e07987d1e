"""Weighing two requests: each sign has its weight and the words it stands on, and the score is their sum.

Weights are of one kind, so that a coordinator can follow them: one point is what an equal number of participants is worth. They
were chosen by hand on one half of a written table of pairs and judged on both (`tests/test_alike.py` prints the figures).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz

from passerelles.reading.folding import fold
from passerelles.requests.recognising.heads import Likeness, liken
from passerelles.requests.recognising.letters import shared
from passerelles.requests.recognising.profile import Dates
from passerelles.requests.recognising.traits import AGENCY, AUTHORITY, UNKNOWN, Traits

THRESHOLD = 4  # from here on two requests are proposed as one
ADJACENT, NEAR, SEASON = 3, 21, 60  # days between two stays: legs of one journey; moved; another season


class Sign(StrEnum):
    SAME_PLACE = "same_place"
    MAYBE_PLACE = "maybe_place"
    PART_OF_PLACE = "part_of_place"
    OTHER_PLACE = "other_place"
    SAME_BODY = "same_body"
    BUREAU = "bureau"
    INSTITUTION = "institution"
    OTHER_BODY = "other_body"
    SAME_DOMAIN = "same_domain"
    OTHER_DOMAIN = "other_domain"
    SAME_HEAD = "same_head"
    NEARLY_HEAD = "nearly_head"
    SAME_SURNAME = "same_surname"
    OTHER_HEAD = "other_head"
    SAME_RANK = "same_rank"
    OTHER_RANK = "other_rank"
    SAME_DAYS = "same_days"
    OVERLAPPING = "overlapping"
    ADJACENT = "adjacent"
    IN_WINDOW = "in_window"
    APART = "apart"
    FAR_APART = "far_apart"
    SAME_LETTER = "same_letter"
    SHARED_PASSAGES = "shared_passages"
    SHARED_FIGURES = "shared_figures"
    SAME_SIZE = "same_size"
    LIKE_SIZE = "like_size"
    OTHER_SIZE = "other_size"
    SHARED_THEMES = "shared_themes"
    OTHER_THEMES = "other_themes"
    SHARED_SITES = "shared_sites"
    SAME_MEDIATOR = "same_mediator"


WEIGHTS = {
    Sign.SAME_PLACE: 2.5,
    Sign.MAYBE_PLACE: 1.5,
    Sign.PART_OF_PLACE: -1.5,
    Sign.OTHER_PLACE: -4,
    Sign.SAME_BODY: 0.5,
    Sign.BUREAU: -0.5,
    Sign.INSTITUTION: -1.5,
    Sign.OTHER_BODY: -3,
    Sign.SAME_DOMAIN: 1.5,
    Sign.OTHER_DOMAIN: -0.5,
    Sign.SAME_HEAD: 3.5,
    Sign.NEARLY_HEAD: 1,
    Sign.SAME_SURNAME: 1,
    Sign.OTHER_HEAD: -5,
    Sign.SAME_RANK: 0.25,
    Sign.OTHER_RANK: -0.75,
    Sign.SAME_DAYS: 2,
    Sign.OVERLAPPING: 1.5,
    Sign.ADJACENT: 1.5,
    Sign.IN_WINDOW: 0.75,
    Sign.APART: -2,
    Sign.FAR_APART: -10,
    Sign.SAME_LETTER: 3,
    Sign.SHARED_PASSAGES: 2,
    Sign.SHARED_FIGURES: 1,
    Sign.SAME_SIZE: 1,
    Sign.LIKE_SIZE: 0.5,
    Sign.OTHER_SIZE: -1.5,
    Sign.SHARED_THEMES: 0.75,
    Sign.OTHER_THEMES: -1.5,
    Sign.SHARED_SITES: 0.5,
    Sign.SAME_MEDIATOR: 0.25,
}


@dataclass(frozen=True, slots=True)
class Reason:
    sign: Sign
    words: tuple[str, ...] = ()  # what it stands on, of the one and of the other, as written

    @property
    def weight(self) -> float:
        return WEIGHTS[self.sign]


@dataclass(frozen=True, slots=True)
class Comparison:
    reasons: tuple[Reason, ...]  # the heaviest first

    @property
    def score(self) -> float:
        return sum(reason.weight for reason in self.reasons)

    @property
    def is_alike(self) -> bool:
        return self.score >= THRESHOLD


def compare(one: Traits, other: Traits) -> Comparison:
    """Weigh whether two requests are of one delegation; the order of the two changes nothing but the order of words."""
    found = [reason for look in LOOKS for reason in look(one, other)]
    return Comparison(tuple(sorted(found, key=lambda reason: -abs(reason.weight))))


def by_place(one: Traits, other: Traits) -> Iterator[Reason]:
    mine, theirs = one.where, other.where
    said = (one.profile.asker, other.profile.asker)
    if not mine.keys or not theirs.keys:
        return
    if common := mine.keys & theirs.keys:
        is_sure = len(mine.keys) == len(theirs.keys) == len(common) == 1
        yield Reason(Sign.SAME_PLACE if is_sure else Sign.MAYBE_PLACE, said)
    elif mine.keys & theirs.above or theirs.keys & mine.above:
        yield Reason(Sign.PART_OF_PLACE, said)
    else:
        yield Reason(Sign.OTHER_PLACE, said)


def by_body(one: Traits, other: Traits) -> Iterator[Reason]:
    bodies = {one.body, other.body}
    if bodies & {UNKNOWN, AGENCY}:
        return
    yield Reason(_tie_of(bodies), (one.profile.asker, other.profile.asker))


def _tie_of(bodies: set[str]) -> Sign:
    if len(bodies) == 1:
        return Sign.SAME_BODY
    if AUTHORITY not in bodies:
        return Sign.OTHER_BODY
    return Sign.INSTITUTION if bodies & INSTITUTIONS else Sign.BUREAU


INSTITUTIONS = {"school", "university", "hospital", "museum", "troupe", "firm", "congress", "conference", "association", "chamber"}


def by_domain(one: Traits, other: Traits) -> Iterator[Reason]:
    if one.domain and other.domain:
        sign = Sign.SAME_DOMAIN if one.domain == other.domain else Sign.OTHER_DOMAIN
        is_told_by_mediator = AGENCY in (one.body, other.body)
        if not is_told_by_mediator:
            yield Reason(sign, (one.domain, other.domain))


HEADS = {
    Likeness.SAME: Sign.SAME_HEAD,
    Likeness.NEARLY: Sign.NEARLY_HEAD,
    Likeness.SURNAME: Sign.SAME_SURNAME,
    Likeness.OTHER: Sign.OTHER_HEAD,
}


def by_head(one: Traits, other: Traits) -> Iterator[Reason]:
    likeness = liken(one.head, other.head)
    if sign := HEADS.get(likeness):
        yield Reason(sign, (one.profile.head, other.profile.head))


def by_rank(one: Traits, other: Traits) -> Iterator[Reason]:
    ranks = (one.profile.rank, other.profile.rank)
    if all(ranks):
        yield Reason(Sign.SAME_RANK if ranks[0] == ranks[1] else Sign.OTHER_RANK, ranks)


def by_dates(one: Traits, other: Traits) -> Iterator[Reason]:
    mine, theirs = one.profile.dates, other.profile.dates
    if sign := _sign_of_dates(mine, theirs):
        yield Reason(sign, (str(mine), str(theirs)))


def _sign_of_dates(mine: Dates, theirs: Dates) -> Sign | None:
    gap = _days_between(mine, theirs)
    if gap is None:
        return None
    if gap <= 0:
        is_loose = mine.is_window or theirs.is_window
        return Sign.IN_WINDOW if is_loose else Sign.SAME_DAYS if mine == theirs else Sign.OVERLAPPING
    if gap <= NEAR:
        return Sign.ADJACENT if gap <= ADJACENT else None
    return Sign.APART if gap <= SEASON else Sign.FAR_APART


def _days_between(mine: Dates, theirs: Dates) -> int | None:
    """Days from the end of the earlier stay to the start of the later: not above 0 where they overlap."""
    if mine.first is None or theirs.first is None:
        return None
    last: date = min(mine.last or mine.first, theirs.last or theirs.first)
    return (max(mine.first, theirs.first) - last).days


def by_letter(one: Traits, other: Traits) -> Iterator[Reason]:
    part = shared(one.passages, other.passages)
    if part >= 0.2:
        yield Reason(Sign.SAME_LETTER if part >= 0.5 else Sign.SHARED_PASSAGES, (one.profile.letter, other.profile.letter))
    elif one.profile.language != other.profile.language and len(common := one.figures & other.figures) >= 3:
        yield Reason(Sign.SHARED_FIGURES, tuple(sorted(common)))


def by_size(one: Traits, other: Traits) -> Iterator[Reason]:
    less, more = sorted((one.profile.size or 0, other.profile.size or 0))
    if less:
        near = Sign.LIKE_SIZE if more <= max(less * 1.3, less + 1) else None
        sign = Sign.SAME_SIZE if less == more else Sign.OTHER_SIZE if more >= less * 1.75 else near
        if sign:
            yield Reason(sign, (str(one.profile.size), str(other.profile.size)))


def by_themes(one: Traits, other: Traits) -> Iterator[Reason]:
    mine, theirs = one.profile.themes, other.profile.themes
    if mine and theirs:
        yield Reason(Sign.SHARED_THEMES, tuple(sorted(mine & theirs))) if mine & theirs else Reason(Sign.OTHER_THEMES)


def by_words(one: Traits, other: Traits) -> Iterator[Reason]:
    """The sites wanted, and who passed it on, where both are written alike."""
    for sign, mine, theirs in (
        (Sign.SHARED_SITES, one.profile.sites, other.profile.sites),
        (Sign.SAME_MEDIATOR, one.profile.through, other.profile.through),
    ):
        if mine and theirs and fuzz.token_set_ratio(fold(mine), fold(theirs)) >= 80:
            yield Reason(sign, (mine, theirs))


LOOKS: tuple[Callable[[Traits, Traits], Iterator[Reason]], ...] = (
    by_place, by_body, by_domain, by_head, by_rank, by_dates, by_letter, by_size, by_themes, by_words
)  # fmt: skip
