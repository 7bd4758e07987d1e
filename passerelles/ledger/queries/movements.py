"""The movements behind a number, each with the sentence it comes from; and those that tellers tell differently, side by side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Prefetch
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.words import Wording, tongue, wording
from passerelles.ledger.combining import EVENTS, is_disputed, sees
from passerelles.ledger.models import Basis, Movement, Sum
from passerelles.ledger.models import MovementQuerySet as Movements
from passerelles.ledger.posting import as_told
from passerelles.ledger.queries.accounts import Account, scopes_of
from passerelles.library.holding import holdable
from passerelles.people.queries import Visitor, standing
from passerelles.register.models import Claim, Entry, Evidence
from passerelles.register.properties.doing import country_name, said_bounds
from passerelles.register.queries.paging import Order, Slice, sliced
from passerelles.register.queries.passages import Quoted, documents_behind, language_of, quotes
from passerelles.register.terms import MEASURES

LATEST = Order("date", is_descending=True, ids_descend=True)
MOST_DISPUTES = 30
MOST_TELLINGS = 2000
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A movement as the list shows it."""

    movement: Movement
    quotes: list[Quoted]
    may_withdraw: bool
    is_again: bool = False  # its journey is counted by another movement of the account
    title: Mapping[str, str] | None = None  # in each language, where a feature wrote it
    pages: Sequence[tuple[str, str]] = ()  # what a visitor may open of it then: addresses, and what they are called

    @property
    def figure(self) -> str:
        row = self.movement
        low, high = (1, 1) if row.low is None and row.measure in EVENTS else (row.low, row.high)
        return said_bounds(low, high, row.unit)

    @property
    def measure(self) -> str:
        return str(MEASURES[self.movement.measure])

    @property
    def soil(self) -> str:
        return country_name(self.movement.soil) if self.movement.soil else ""

    @property
    def when(self) -> str:
        return said_date(self.movement.date) if self.movement.date else ""

    @property
    def what(self) -> Wording:
        if self.title:
            return wording(self.title)
        said = language_of(self.movement.claim) if self.movement.claim else ""
        return Wording(self.movement.what, tongue(self.movement.lang or said))

    @property
    def teller(self) -> str:
        """The organisation whose word it is, where it is one's."""
        source = self.movement.claim.source if self.movement.claim else None
        return str(source.organisation) if source and source.organisation else ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What of an account is asked for."""

    measure: str = ""
    soil: str = ""  # a country, or "-": neither of the two
    unit: str = ""
    basis: str = ""
    year: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        """What a query asks for; what is not understood is not asked."""
        measure, basis, year = (holdable(asked.get(name, ""))[:12] for name in ("measure", "basis", "year"))
        return cls(
            measure if measure in MEASURES else "",
            holdable(asked.get("soil", ""))[:2],
            holdable(asked.get("unit", ""))[:3],
            basis if basis in Basis.values else "",
            year if len(year) == 4 and year.isascii() and year.isdecimal() else "",
        )

    def __call__(self, rows: Movements, account: Account) -> Movements:
        if self.soil == "-":
            rows = rows.exclude(soil__in=(account.home, account.partner))
        wanted = {"measure": self.measure, "unit": self.unit, "basis": self.basis, "date__startswith": self.year}
        wanted |= {"soil": self.soil if self.soil != "-" else ""}
        return rows.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True, slots=True)
class Listing:
    account: Account
    filter: Filter
    slice: Slice
    rows: list[Shown]

    @property
    def title(self) -> str:
        """What is listed, in words: the measure, the soil, the basis, the year."""
        asked = self.filter
        soil = _("elsewhere or not said") if asked.soil == "-" else country_name(asked.soil) if asked.soil else ""
        measure = str(MEASURES[asked.measure]) if asked.measure else ""
        return " · ".join(filter(None, [measure, soil, str(Basis(asked.basis).label) if asked.basis else "", asked.year, asked.unit]))


def listing(account: Account, asked: Mapping[str, str], user: Visitor) -> Listing:
    """Return a page of an account's movements, the latest first."""
    wanted = Filter.of(asked)
    page = sliced(_whole(wanted(account.movements(user), account)), LATEST, asked, 0)
    return Listing(account, wanted, page, shown(page.rows, user, _again(page.rows, account, user)))


def _whole(rows: Movements) -> Movements:
    """With what a line shows, whatever the number of lines."""
    evidence = Evidence.objects.select_related("passage__document").defer("passage__document__text").order_by("pk")
    claims = Claim.objects.select_related("source__organisation").prefetch_related(Prefetch("evidence", evidence))
    return rows.select_related("root").prefetch_related(Prefetch("claim", claims))


def _again(rows: Sequence[Movement], account: Account, user: Visitor) -> set[int]:
    """Those whose journey counts in an account by an earlier movement of it (`journeys.elsewhere`)."""
    journeys = {row.journey for row in rows if row.journey}
    if not journeys:
        return set()
    counted: dict[tuple[str, str], int] = {}
    told = account.movements(user).filter(journey__in=journeys).order_by("root", "pk")
    for pk, *matter in told.values_list("pk", "journey", "measure"):
        counted.setdefault((matter[0], matter[1]), pk)
    return {row.pk for row in rows if row.journey and counted.get((row.journey, row.measure)) != row.pk}


def shown(rows: Sequence[Movement], user: Visitor, again: Collection[int] = ()) -> list[Shown]:
    claims = [row.claim for row in rows if row.claim]
    documents = documents_behind(claims, user) if claims else {}
    coordinates = standing(user).coordinates
    written = {row.origin for row in rows if row.claim is None}
    titles, pages = _titles(written), _pages(written, user)
    said = ((row, quotes([row.claim], documents) if row.claim else []) for row in rows)
    return [
        Shown(row, quoted, _may_withdraw(row, coordinates), row.pk in again, titles.get(row.origin), pages.get(row.origin, ()))
        for row, quoted in said
    ]


def _titles(origins: set[str]) -> dict[str, Mapping[str, str]]:
    """What features call what they wrote, by origin: a movement itself is kept in the language it was written in."""
    found: dict[str, Mapping[str, str]] = {}
    for path in settings.TITLERS if origins else ():
        found |= import_string(path)(origins)
    return found


def _pages(origins: set[str], user: Visitor) -> dict[str, Sequence[tuple[str, str]]]:
    found: dict[str, Sequence[tuple[str, str]]] = {}
    for path in settings.BEHIND if origins else ():
        found |= import_string(path)(origins, user)
    return found


def _may_withdraw(row: Movement, coordinates: frozenset[int]) -> bool:
    return row.claim is not None and row.claim.group_id in coordinates and row.claim.name == "movement"


def every(account: Account, asked: Mapping[str, str], user: Visitor) -> Iterator[Shown]:
    """All movements asked for, a batch at a time: a file of any length is written with constant memory."""
    rows = Filter.of(asked)(account.movements(user), account)
    last = None
    while True:
        page = list(_whole(rows.filter(pk__gt=last) if last else rows).order_by("pk")[:AT_ONCE])
        yield from shown(page, user)
        if len(page) < AT_ONCE:
            return
        last = page[-1].pk


# Told differently


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that is told in different figures: all tellings, side by side."""

    entry: Entry
    measure: str
    soil: str
    when: str
    tellings: list[Shown]


def disputes(account: Account, user: Visitor, rows: Iterable[Sum]) -> list[Dispute]:
    """Return what is told differently in an account (its sums are at hand); of a great one, a few entries of it."""
    if not any(row.disputed for row in rows):
        return []
    roots = _disputed_entries(account, user)
    told = _whole(account.movements(user)).filter(root__in=roots).exclude(measure__in=EVENTS)
    found: dict[tuple[int, str, str, str, str], list[Shown]] = defaultdict(list)
    for each in shown(list(told.order_by("pk")[:MOST_TELLINGS]), user):
        row = each.movement
        found[row.root_id, row.measure, row.unit, row.soil, row.date[:7]].append(each)
    return [_dispute(rows) for rows in found.values() if is_disputed([as_told(each.movement) for each in rows])][:MOST_DISPUTES]


def _disputed_entries(account: Account, user: Visitor) -> list[int]:
    """The entries of an account in which something is told differently; of a group or the network, among the first ones."""
    if account.entry:
        return [int(key.partition("/")[2]) for key in account.keys]
    held = Sum.objects.filter(disputed__gt=0, account__startswith="entry/").order_by("pk")
    if account.organisation:
        own = account.movements(user).values_list("root", flat=True).distinct()
        held = held.filter(account__in=[f"entry/{pk}" for pk in own])
    seen = scopes_of(user)
    keys = [int(key.partition("/")[2]) for key, scope in held.values_list("account", "scope")[:AT_ONCE] if sees(scope, seen)]
    return list(account.movements(user).filter(root__in=keys).order_by().values_list("root", flat=True).distinct()[:MOST_DISPUTES])


def _dispute(rows: list[Shown]) -> Dispute:
    told = [each for each in rows if each.movement.low is not None]
    first = told[0]
    return Dispute(first.movement.root, first.measure, first.soil, first.when, told)
