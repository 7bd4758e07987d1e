"""What importing would change: each fact new, said already, or against what the register holds. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from passerelles.people.models import Group
from passerelles.register.importing.cells import Fact
from passerelles.register.importing.planning import Pair, Plan, Planned
from passerelles.register.models import Entry
from passerelles.register.projecting import DATED
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.seeing import seen_within

NEW, SAME, CONTRADICTION = "new", "same", "contradiction"
STEP = 400  # keys asked for at once


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact of a row on one entry, how it stands to the register, and what the register says instead."""

    pair: Pair
    fact: Fact
    outcome: str
    instead: str = ""

    @property
    def title(self) -> str:
        return str(BY_NAME[self.fact.name].title)

    @property
    def label(self) -> str:
        return self.fact.value.label()


@dataclass(slots=True)
class Line:
    """A row of the diff."""

    planned: Planned
    facts: list[Compared] = field(default_factory=list)
    is_new: bool = False  # the register holds nothing accepted of its entry yet

    @property
    def outcome(self) -> str:
        """What the row is listed under."""
        if self.planned.refused:
            return "refused"
        outcomes = {each.outcome for each in self.facts}
        if CONTRADICTION in outcomes:
            return CONTRADICTION
        return "entry" if self.is_new else NEW if NEW in outcomes else SAME


@dataclass(frozen=True, slots=True)
class Diff:
    """All rows compared, and how many of each outcome; `facts` counts facts, not rows."""

    lines: tuple[Line, ...]
    counts: Counter[str]
    facts: Counter[str]


class Known:
    """What the register holds of some entries, as a whole group may see it: accepted claims by the entry's key."""

    def __init__(self, keys: Iterable[str], group: Group):
        self._group = group
        self.entries: dict[str, Entry] = {}
        self._said: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        wanted = sorted(set(keys))
        for at in range(0, len(wanted), STEP):
            self._load(wanted[at : at + STEP])

    def _load(self, keys: list[str]) -> None:
        entries = list(Entry.objects.filter(key__in=keys).select_related("survivor"))
        self.entries |= {entry.key: entry for entry in entries}
        roots: dict[int, list[str]] = defaultdict(list)
        for entry in entries:
            roots[entry.survivor_id or entry.pk].append(entry.key)
        for claim in seen_within(self._group).in_family(roots).accepted().select_related("entry"):
            for key in roots[claim.entry.survivor_id or claim.entry_id]:
                self._said[key][claim.name][claim.canonical] = claim.label

    def holds(self, key: str) -> bool:
        return bool(self._said.get(key))

    def judge(self, key: str, name: str, value: Value) -> tuple[str, str]:
        """Return how a value stands to what is held, and what is held instead."""
        held = self._said[key][name]
        if value.canonical() in held:
            return SAME, ""
        if held and not BY_NAME[name].is_many and name not in DATED:
            return CONTRADICTION, ", ".join(sorted(held.values()))
        return NEW, ""

    def take_in(self, key: str, name: str, value: Value) -> None:
        """Hold what an earlier row of the same file says, so that a later one is compared with it."""
        self._said[key][name].setdefault(value.canonical(), value.label())


def compare(plan: Plan) -> Diff:
    """Compare every row with the register, and with the rows above it."""
    known = Known((pair.key for planned in plan.rows for pair in planned.entries), plan.group)
    lines = tuple(_line(planned, known) for planned in plan.rows)
    facts = Counter(each.outcome for line in lines for each in line.facts)
    return Diff(lines, Counter(line.outcome for line in lines), facts)


def _line(planned: Planned, known: Known) -> Line:
    line = Line(planned, is_new=any(not known.holds(pair.key) for pair in planned.entries))
    for pair in planned.entries:
        for fact in planned.facts:
            outcome, instead = known.judge(pair.key, fact.name, fact.value)
            line.facts.append(Compared(pair, fact, outcome, instead))
            if outcome == NEW:
                known.take_in(pair.key, fact.name, fact.value)
    return line
