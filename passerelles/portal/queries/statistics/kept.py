"""The kept numbers that figures are made of, in a few small questions: what they cost does not grow with the register."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from passerelles.people.models import Group
from passerelles.register.dormancy import dormant_month
from passerelles.register.models import EntryKind, Tally
from passerelles.register.queries.authorities import confirmers
from passerelles.register.tallying import AUTHORITY

NAMES = ("all", "country", "region", "level", "theme", "tie", "state", "since", "begun", "proof", "confirmed")
MONTH = len("2026-11")
PairNumbers = tuple[str, int, int, int, int]  # "FR/region/84 CN/province/510000"; awake, asleep, wished, ended


@dataclass(frozen=True)
class Kept:
    """Numbers by kind of entry, facet and value."""

    held: Mapping[tuple[str, str], Mapping[str, int]]
    pairs: list[PairNumbers]
    confirmers: int
    sides: tuple[str, str]  # the two countries of the network

    def of(self, name: str, kind: str = EntryKind.PARTNERSHIP) -> Mapping[str, int]:
        return self.held.get((kind, name), {})

    def total(self, kind: str = EntryKind.PARTNERSHIP) -> int:
        return self.of("all", kind).get("", 0)

    @property
    def asleep(self) -> int:
        limit = dormant_month()
        return sum(number for month, number in self.of("proof").items() if month < limit)

    @property
    def awake(self) -> int:
        return sum(self.of("proof").values()) - self.asleep

    @property
    def authorities(self) -> int:
        return sum(self.of("country", AUTHORITY).values())


def kept() -> Kept:
    held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(kind__in=[*EntryKind.values, AUTHORITY], name__in=NAMES, number__gt=0)
    for kind, name, value, number in rows.values_list("kind", "name", "value", "number"):
        held[kind, name][value] = number
    return Kept(held, numbers_of_pairs(), len(confirmers(str(timezone.localdate().year))), Group.objects.sides()[0])


def numbers_of_pairs() -> list[PairNumbers]:
    """How many ties between each two regions are awake, asleep, wished, ended. Of months only those are read that make one awake."""
    states: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Tally.objects.filter(kind=EntryKind.PARTNERSHIP, number__gt=0)
    for value, number in rows.filter(name="pair").values_list("value", "number"):
        state, _blank, pair = value.partition(" ")
        states[pair][state] = number
    recent = rows.filter(name="pair_proof", value__gte=dormant_month()).order_by()
    awake = dict(recent.values_list(Substr("value", MONTH + 2)).annotate(awake=Sum("number")))
    return [
        (pair, woken, held.get("active", 0) - woken, held.get("wished", 0), held.get("ended", 0))
        for pair, held in states.items()
        for woken in (awake.get(pair, 0),)
    ]


def in_list(**asked: object) -> str:
    """The address of the list of entries that a number counts."""
    return f"{reverse('entries')}?{urlencode(asked, safe='/')}"


def in_authorities(**asked: object) -> str:
    return f"{reverse('authorities')}?{urlencode(asked)}"
