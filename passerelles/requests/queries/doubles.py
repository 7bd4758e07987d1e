"""Which requests that wait may be of a delegation that knocks at another door: marks of the radar, for those who decide.

A request's own page compares it with all there are (`alike`). Here only the latest ones of a coordinator's groups are compared with one
another, each with the few that share most keys, and what was found is kept until a request changes: what a list costs does not grow.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import KeptApart, LikenessKey, Request
from passerelles.requests.queries.alike import AWAY, said_by, traits_for
from passerelles.requests.queries.keeping import Store, keep, kept
from passerelles.requests.recognising import Traits, compare
from passerelles.requests.stages import UNANSWERED

LATEST = 200  # requests that are looked at: a network's year or two
NEAREST = 5  # others that each one is compared with
PAIRS = 5000  # of which one process remembers whether they are alike
Pair = tuple[int, int]
_compared: Store = OrderedDict()


class Row(NamedTuple):
    pk: int
    group: int
    stage: str
    joined_to: int | None
    changed_at: datetime

    @property
    def lead(self) -> int:
        return self.joined_to or self.pk

    @property
    def waits(self) -> bool:
        return self.stage in UNANSWERED


def doubles(user: Visitor) -> Mapping[int, int]:
    """Return by number, for each request that may be of another's delegation, the likeliest other one, the one that leads it.

    Of two at least one waits for an answer. Nothing for those who decide nothing; what is kept apart is not there.
    """
    who = standing(user)
    return keep(("doubles", who.coordinates), user, lambda: _found(user)) if who.coordinates else {}


def _found(user: Visitor) -> dict[int, int]:
    latest = Request.objects.decided_by(user).exclude(stage__in=AWAY).order_by("-received_at", "-pk")
    rows = {row[0]: Row(*row) for row in latest.values_list("pk", "group", "stage", "joined_to", "changed_at")[:LATEST]}
    found: dict[int, int] = {}
    for one, other in _alike(list(_near(rows)), rows):
        found.setdefault(rows[one].lead, rows[other].lead)
        found.setdefault(rows[other].lead, rows[one].lead)
    return found


def _near(rows: Mapping[int, Row]) -> Iterator[Pair]:
    """Return the pairs worth comparing, those that share most keys first."""
    taken: Counter[int] = Counter()
    for pair, _shared in _sharing(rows).most_common():
        one, other = (rows[pk] for pk in pair)
        is_two = one.group == other.group and one.lead != other.lead and (one.waits or other.waits)
        if is_two and min(taken[pk] for pk in pair if rows[pk].waits) < NEAREST:
            taken.update(pair)
            yield pair


def _sharing(rows: Iterable[int]) -> Counter[Pair]:
    """How many keys two requests share: only those that share one are there."""
    held: dict[str, list[int]] = defaultdict(list)
    for key, request in LikenessKey.objects.filter(request__in=rows).order_by("request").values_list("key", "request"):
        held[key].append(request)
    return Counter(pair for together in held.values() for pair in combinations(together, 2))


def _alike(pairs: Sequence[Pair], rows: Mapping[int, Row]) -> list[Pair]:
    """Those pairs that are alike: a pair is weighed once until one of the two changes."""
    said = Said([pk for pair in pairs for pk in pair])
    marks = {pair: (pair, *(rows[pk].changed_at for pk in pair)) for pair in pairs}
    return [pair for pair in pairs if kept(_compared, marks[pair], lambda pair=pair: said.is_alike(*pair), PAIRS)]  # type: ignore[misc]  # mypy cannot infer a lambda's default


class Said:
    """What some requests say, fetched once it is asked for."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.known: dict[int, Traits] = {}

    @cached_property
    def requests(self) -> dict[int, Request]:
        return Request.objects.select_related("document", "asker_place").in_bulk(self.numbers)

    @cached_property
    def apart(self) -> dict[Pair, str]:
        """What was said by those that somebody kept apart."""
        rows = KeptApart.objects.filter(first__in=self.numbers, second__in=self.numbers)
        return {(first, second): said for first, second, said in rows.values_list("first", "second", "said")}

    def is_alike(self, one: int, other: int) -> bool:
        if not compare(self._traits(one), self._traits(other)).is_alike:
            return False
        pair = (min(one, other), max(one, other))
        return pair not in self.apart or self.apart[pair] != said_by(*(self.requests[pk] for pk in pair))

    def _traits(self, pk: int) -> Traits:
        if pk not in self.known:
            self.known[pk] = traits_for(self.requests[pk])
        return self.known[pk]
