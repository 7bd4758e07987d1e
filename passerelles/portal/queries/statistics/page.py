"""The page of figures: the numbers at its head, how representative they are, what lies ahead, what others published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.drawing.charts import Chart
from passerelles.common.words import Wording
from passerelles.library.models import Document
from passerelles.people.queries import NOBODY
from passerelles.portal.queries.statistics.charts import charts
from passerelles.portal.queries.statistics.kept import Kept, in_authorities, in_list, kept
from passerelles.register.dormancy import dormant_since
from passerelles.register.models import Claim, Entry, EntryKind, Tally
from passerelles.register.models.claims import ROOT
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.queries.facts import Facts, Said, facts_of
from passerelles.register.queries.filters import DORMANT
from passerelles.register.queries.life import STEP
from passerelles.register.queries.listing import KINDS, country_names
from passerelles.register.tallying import AUTHORITY

SHOWN = 8  # ties named in a list of the page
NAMED = 60  # ties that have an anniversary: of more, the page gives the numbers and their lists
AHEAD = 2  # years of anniversaries: this one and the next
COUNTED = ("authorities", "partnerships", "projects")  # published figures that the register has a number beside


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where that is listed."""

    name: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Jubilee:
    """So many years of so many ties in a year; some of them by name."""

    year: int
    years: int
    number: int
    address: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that a source gives, beside what the register counts."""

    what: str
    whose: Wording  # of which network it is said
    said: Said
    own: list[Figure]

    @property
    def document(self) -> Document | None:
        """Where it is said: without that, two figures of the same thing look like one."""
        return next((quoted.document for quoted in self.said.quotes if quoted.document), None)


@dataclass(frozen=True, slots=True)
class Statistics:
    day: date
    figures: list[Figure]
    authorities: Figure
    confirmed: Figure
    confirmed_entries: Figure
    charts: list[Chart]
    jubilees: list[Jubilee]
    freshest: list[Entry]
    sleepiest: list[Entry]
    asleep: Figure
    published: list[Published]

    @property
    def is_empty(self) -> bool:
        return not any(figure.number for figure in self.figures)


def statistics() -> Statistics:
    """Return what the page shows: of public entries, whoever asks."""
    numbers, day = kept(), timezone.localdate()
    ties = Entry.objects.public().filter(kind=EntryKind.PARTNERSHIP, state="active")
    return Statistics(
        day=day,
        figures=[Figure(str(name), numbers.total(kind), in_list(kind=kind)) for kind, name in KINDS.items() if kind != EntryKind.NETWORK],
        authorities=Figure(_("Authorities"), numbers.authorities, in_authorities(kind=AUTHORITY)),
        confirmed=Figure("", numbers.confirmers, in_authorities(confirmed=day.year)),
        confirmed_entries=Figure("", numbers.of("confirmed").get(str(day.year), 0), in_list(confirmed=day.year)),
        charts=charts(numbers),
        jubilees=_jubilees(numbers.of("begun"), day),
        freshest=list(ties.filter(last_proof__isnull=False).order_by("-last_proof", "pk")[:SHOWN]),
        sleepiest=_sleepiest(ties, day),
        asleep=Figure("", numbers.asleep, in_list(state=DORMANT)),
        published=_published(numbers),
    )


def _sleepiest(ties: EntryQuerySet, day: date) -> list[Entry]:
    """Of those that sleep, first what never had a proof: nothing is longer without. Asked apart, so that each walks along its index."""
    never = ties.filter(last_proof=None).order_by("-pk")[:SHOWN]
    once = ties.filter(last_proof__lt=dormant_since(day)).order_by("last_proof", "-pk")[:SHOWN]
    return [*never, *once][:SHOWN]


# Anniversaries


def jubilees_of() -> list[Jubilee]:
    """Return the anniversaries of this year and the next, of public entries."""
    rows = Tally.objects.filter(kind=EntryKind.PARTNERSHIP, name="begun", number__gt=0)
    return _jubilees(dict(rows.values_list("value", "number")), timezone.localdate())


def _jubilees(kept_years: Mapping[str, int], day: date) -> list[Jubilee]:
    """Multiples of five years of ties that are active, this year and the next."""
    begun = {int(year): number for year, number in kept_years.items()}
    found = [
        (year, year - since, since)
        for year in range(day.year, day.year + AHEAD)
        for since in begun
        if since < year and (year - since) % STEP == 0
    ]
    named = _begun_in({since for *_rest, since in found}) if sum(begun[since] for *_rest, since in found) <= NAMED else {}
    return [
        Jubilee(year, years, begun[since], in_list(state="active", since=since, until=since), named.get(since, []))
        for year, years, since in sorted(found, key=lambda each: (each[0], -each[1]))
    ]


def _begun_in(years: Iterable[int]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    ties = Entry.objects.public().filter(kind=EntryKind.PARTNERSHIP, state="active", since__in=sorted(years))
    for entry in ties.order_by("sort_key", "pk"):
        found[entry.since or 0].append(entry)
    return found


# What others published


def _published(numbers: Kept) -> list[Published]:
    """Each figure that an accepted public claim gives of a network as a whole, with its passage; the youngest first."""
    networks = list(Entry.objects.public().filter(kind=EntryKind.NETWORK, parties=None))
    told: Facts = facts_of(networks, NOBODY)
    counts = [(what, said) for what, all_said in told.counts for said in all_said if said.value.what in COUNTED]
    whose = _whose(networks, [said for _what, said in counts])
    found = [Published(what, whose[said.key], said, _own(said, numbers)) for what, said in counts]
    order = sorted(found, key=lambda each: each.said.value.as_of or each.said.last_said, reverse=True)
    return sorted(order, key=lambda each: COUNTED.index(each.said.value.what))


def _whose(networks: Iterable[Entry], told: Iterable[Said]) -> dict[int, Wording]:
    """The network that each value is said of."""
    names = {entry.pk: entry.wording for entry in networks}
    claims = Claim.objects.filter(pk__in=[said.key for said in told])
    return {pk: names[root] for pk, root in claims.annotate(root=ROOT).values_list("pk", "root")}


def _own(said: Said, numbers: Kept) -> list[Figure]:
    """What the register counts of the same, as near as it can: of authorities, on the side that the figure is about."""
    if said.value.what == "authorities":
        return [_own_authorities(said.value.side, numbers)]
    kinds = [EntryKind.PROJECT, EntryKind.PARTNERSHIP] if said.value.what == "projects" else [EntryKind.PARTNERSHIP]
    return [Figure(str(KINDS[kind]), numbers.total(kind), in_list(kind=kind)) for kind in kinds]


def _own_authorities(side: str, numbers: Kept) -> Figure:
    held = numbers.of("country", AUTHORITY)
    if side not in held:
        return Figure(_("Authorities"), numbers.authorities, in_authorities(kind=AUTHORITY))
    return Figure(
        _("Authorities: %(country)s") % {"country": country_names([side])[side]}, held[side], in_authorities(kind=AUTHORITY, country=side)
    )
