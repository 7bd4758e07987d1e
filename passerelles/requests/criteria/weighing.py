"""What each criterion says of a request and a host, from -1 to +1, and what all of them come to. What is not known says nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from passerelles.requests.criteria.levels import are_compared, equivalence
from passerelles.requests.criteria.table import ANSWERS, CRITERIA, Criterion

OF = {key: each.rules for key, each in CRITERIA.items()}
FLEXIBLE, FREE, TAKEN = 0.5, 1.0, -1.0  # the days of a request beside those that a host receives on, or is closed or full
FULL = 0.0  # days that can be moved, away from a time that is full
BALANCES = {"asker": 1.0, "even": 0.3, "host": -0.5}  # on whose soil more took place; nothing known says nothing


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a request and one host, with the register's words; None, or nothing, is not known."""

    tie: str | None = None  # the strongest with the host; "" is none
    nearby: str = ""  # the strongest with its region, or of the asker's province
    asked: frozenset[str] = frozenset()  # themes
    works_on: frozenset[str] = frozenset()  # themes of the host
    levels: tuple[str, str] = ("", "")  # classes (levels.toml) of the asker's place, of the host's
    is_head_known: bool = False
    notice: int | None = None  # days
    is_flexible: bool = False
    clashes: int | None = None  # other delegations that the host receives on these days
    closed: str = ""  # why, or when, the host receives nobody on these days
    full: str = ""  # the quarter or year of these days, where the host has promised all that it can take
    balance: str = ""  # on whose soil more took place: "asker", "host", "even"
    approved_by: str = ""
    through: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One criterion's part: `value` is None where too little is known, `points` what it adds to the sum."""

    criterion: Criterion
    value: float | None
    points: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What all criteria come to, and the answer proposed from it."""

    contributions: tuple[Contribution, ...]
    total: int  # -100 … +100
    known: int  # per cent of the shares
    proposed: str  # "ask_hosts", "redirect", "ask_more" or "decline"


def weigh(facts: Facts, criteria: Sequence[Criterion]) -> Weighed:
    """Weigh what is known by the criteria with their shares."""
    whole = sum(each.share for each in criteria) or 1
    values = {each.key: SAYS[each.key](facts) for each in criteria}
    parts = tuple(Contribution(each, values[each.key], round(100 * each.share * (values[each.key] or 0) / whole)) for each in criteria)
    known = round(100 * sum(each.share for each in criteria if values[each.key] is not None) / whole)
    total = sum(part.points for part in parts)
    return Weighed(parts, total, known, _proposed(total, known, values))


def _proposed(total: int, known: int, values: Mapping[str, float | None]) -> str:
    if known < ANSWERS.least_known:
        return "ask_more"
    if total <= ANSWERS.decline:
        return "decline"
    return "ask_hosts" if total >= ANSWERS.ask_hosts and values.get("dates") != TAKEN else "redirect"


def _tie(facts: Facts) -> float | None:
    if facts.tie is None and not facts.nearby:  # an asker that the register does not know: only what is near it speaks
        return None
    values = OF["tie"]["values"]
    there = float(values[facts.tie]) if facts.tie else float(values["none"])
    return max(there, float(OF["tie"]["nearby"] * values[facts.nearby])) if facts.nearby else there


def strongest(ties: Iterable[str]) -> str:
    """Return the tie that counts most; "" of none."""
    return max(ties, key=lambda tie: OF["tie"]["values"][tie], default="")


def _themes(facts: Facts) -> float | None:
    if not facts.asked or not facts.works_on:
        return None
    return len(facts.asked & facts.works_on) / len(facts.asked) or -0.5


def _rank(facts: Facts) -> float | None:
    if not are_compared(*facts.levels):
        return None
    least: float = OF["rank"]["unequal"]
    value = round(least + (1 - least) * equivalence(*facts.levels), 2)
    return value if facts.is_head_known else min(value, 0.3)


def _notice(facts: Facts) -> float | None:
    if facts.notice is None:
        return None
    good, short = OF["notice"]["days"]["good"], OF["notice"]["days"]["short"]
    return max(-1.0, min(1.0, float(2 * (facts.notice - short) / (good - short) - 1)))


def _dates(facts: Facts) -> float | None:
    if facts.is_flexible:
        return FULL if facts.full else FLEXIBLE
    if facts.closed or facts.full or facts.clashes:
        return TAKEN
    return None if facts.clashes is None else FREE


def _reciprocity(facts: Facts) -> float | None:
    return BALANCES.get(facts.balance)


def _approval(facts: Facts) -> float | None:
    return 1.0 if facts.approved_by else 0.5 if facts.through else None


SAYS: Mapping[str, Callable[[Facts], float | None]] = {
    "tie": _tie,
    "themes": _themes,
    "rank": _rank,
    "notice": _notice,
    "dates": _dates,
    "reciprocity": _reciprocity,
    "approval": _approval,
}
