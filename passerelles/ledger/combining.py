"""What several tellers say of one thing, as one interval; and what an entry's movements come to, for whoever may see which of them.

Pure: rows in, amounts out. The rules are in docs/decisions/0070, the scopes in 0071.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

EVENTS = ("action", "realisation", "benefit")  # told one by one; of the others, a teller says how many there were
FIGURES = ("people", "days", "money")  # what an action is measured by
BEST = ("documented", "declared", "estimated")
NETWORK = "network"
JOINT = "+"

Key = tuple[str, str, str, str, int]  # measure, unit, soil, basis, year
Amounts = Counter[tuple[Key, str]]  # of a key and the name of an amount


@dataclass(frozen=True, slots=True)
class Told:
    """A movement as it is summed."""

    measure: str
    low: int | None
    high: int | None
    unit: str
    soil: str
    date: str
    basis: str
    teller: str
    scope: str  # who sees it: "" everybody, "network", "group/3", "owner/7"
    elsewhere: frozenset[str] = frozenset()  # the scopes of who sees the same journey counted at another entry

    @property
    def year(self) -> int:
        return int(self.date[:4] or 0)

    @property
    def matter(self) -> tuple[str, str, str, str]:
        """What it may be one telling of: the same measure on the same soil in the same month (or year, where no month is said)."""
        return (self.measure, self.unit, self.soil, self.date[:7])

    @property
    def scopes(self) -> frozenset[str]:
        """On which it depends whether it counts, but for what everybody sees."""
        return (self.elsewhere | {self.scope}) - {""}

    def counts_for(self, seen: Collection[str]) -> bool:
        """Whether who sees some scopes sees it, and sees it counted nowhere else."""
        return (not self.scope or self.scope in seen) and not any(not scope or scope in seen for scope in self.elsewhere)


def amounts(told: Iterable[Told], *, is_one: bool) -> Amounts:
    """Return what some movements of one entry come to. `is_one`: the entry is one action, which all its figures measure."""
    told = list(told)
    if is_one and any(each.measure == "action" and each.soil for each in told):
        told = [each for each in told if each.measure != "action" or each.soil]  # who knows its soil knows it as one action there
    matters: dict[tuple[str, str, str, str], list[Told]] = defaultdict(list)
    for each in told:
        matters[each.matter].append(each)
    measured = {"" if is_one else each.date[:7] for each in told if each.measure in FIGURES and each.low is not None}
    found: Amounts = Counter()
    for matter in matters.values():
        is_measured = ("" if is_one else matter[0].date[:7]) in measured
        _add(found, matter, is_measured, is_one)
    return found


def _add(found: Amounts, matter: list[Told], is_measured: bool, is_one: bool) -> None:
    """Add what one matter comes to."""
    said = _counted(matter)
    first = said[0]
    basis = min((each.basis for each in said), key=BEST.index)
    key: Key = (first.measure, first.unit, first.soil, basis, first.year)
    one = _event(said, is_measured, is_one) if first.measure in EVENTS else _figure(said)
    for name, amount in one.items():
        found[key, name] += amount


def _counted(matter: list[Told]) -> list[Told]:
    """An estimate counts only where nobody says more than it."""
    return [each for each in matter if each.basis != BEST[-1]] or matter


def is_disputed(matter: list[Told]) -> bool:
    """Whether one matter is a figure that its tellers tell differently."""
    return matter[0].measure not in EVENTS and bool(_figure(_counted(matter)).get("disputed"))


def _event(said: Sequence[Told], is_measured: bool, is_one: bool) -> dict[str, int]:
    """Things told one by one: those of one month that several tell are taken for the same; of a year alone, nobody knows."""
    each_tells = [interval_sum(rows) for rows in _by_teller(said).values()]
    low = max(least for least, _most in each_tells)
    is_same = len(said[0].date) > 4 or (is_one and said[0].measure == "action")
    mosts = [most for _least, most in each_tells]
    known = [most for most in mosts if most is not None]
    high = (max(known, default=0) if is_same else sum(known)) if known else low
    bare = low if said[0].measure == "action" and not is_measured else 0
    return {
        "low": low,
        "high": max(low, high),
        "unbounded": int(None in mosts),
        "number": max(len(rows) for rows in _by_teller(said).values()),
        "bare": bare,
    }


def _figure(said: Sequence[Told]) -> dict[str, int]:
    """A figure: what tellers say differently is an interval that holds them all, counted once."""
    figured = [each for each in said if each.low is not None]
    if not figured:
        return {"number": 1, "bare": 1}
    each_tells = [interval_sum(rows) for rows in _by_teller(figured).values()]
    mosts = [most for _least, most in each_tells]
    known = [most for most in mosts if most is not None]
    low = min(least for least, _most in each_tells)
    high = max(known, default=max(least for least, _most in each_tells))
    number = max(len(rows) for rows in _by_teller(figured).values())
    unbounded = int(None in mosts)
    return {"low": low, "high": max(low, high), "unbounded": unbounded, "number": number, "disputed": int(len(set(each_tells)) > 1)}


def _by_teller(said: Iterable[Told]) -> dict[str, list[Told]]:
    rows: dict[str, list[Told]] = defaultdict(list)
    for each in said:
        rows[each.teller].append(each)
    return rows


def interval_sum(rows: Iterable[Told]) -> tuple[int, int | None]:
    """Add intervals: least to least, most to most; where one has no most, neither has the sum. An event without a figure is one."""
    low, high = 0, 0
    is_bounded = True
    for each in rows:
        one = 1 if each.measure in EVENTS else 0
        least = one if each.low is None else each.low
        low += least
        is_bounded = is_bounded and (each.high is not None or each.low is None)
        high += least if each.high is None else each.high
    return low, high if is_bounded else None


# Who sees what


def shares(told: Sequence[Told], *, is_one: bool) -> dict[tuple[Key, str], dict[str, int]]:
    """Return amounts by key and scope, such that whoever sees some scopes finds, adding their amounts, exactly what the movements
    they see come to. What several scopes say together is not the sum of what each says: the difference has a scope of both.
    """
    found: dict[tuple[Key, str], dict[str, int]] = defaultdict(dict)
    for cluster in _clusters(told, is_one).values():
        for scope, added in _differences(cluster, is_one).items():
            for (key, name), amount in added.items():
                held = found[key, scope]
                held[name] = held.get(name, 0) + amount
    kept = {place: {name: n for name, n in held.items() if n} for place, held in found.items()}
    return {place: held for place, held in kept.items() if held}


def _clusters(told: Iterable[Told], is_one: bool) -> Mapping[str, list[Told]]:
    """Movements that bear on each other: those of a month, or of the one action that an entry is."""
    clusters: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        clusters["" if is_one else each.date[:7]].append(each)
    return clusters


def _differences(cluster: Sequence[Told], is_one: bool) -> dict[str, Amounts]:
    """For each set of scopes, what it adds to all that its parts add: so that the sum over the subsets of a set is what the set sees."""
    scopes = sorted({scope for each in cluster for scope in each.scopes})
    added: dict[frozenset[str], Amounts] = {}
    for some in _subsets(scopes):
        whole = amounts((each for each in cluster if each.counts_for(some)), is_one=is_one)
        for part, held in added.items():
            if part < some:
                whole.subtract(held)
        added[some] = whole
    return {JOINT.join(sorted(some)): held for some, held in added.items()}


def _subsets(scopes: Sequence[str]) -> Iterator[frozenset[str]]:
    for size in range(len(scopes) + 1):
        yield from map(frozenset, combinations(scopes, size))


def sees(scope: str, seen: frozenset[str]) -> bool:
    """Whether who sees some scopes sees a sum's."""
    return not scope or set(scope.split(JOINT)) <= seen
