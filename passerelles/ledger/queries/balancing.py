"""The balance of an account: each measure on each soil as an interval, what it stands on, what is missing, and how it went by year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from passerelles.common.drawing.columns import Columns
from passerelles.common.listing import beside
from passerelles.ledger.balance import Balance, Interval
from passerelles.ledger.combining import EVENTS
from passerelles.ledger.models import Basis, Sum
from passerelles.ledger.queries.accounts import Account
from passerelles.people.queries import Visitor
from passerelles.register.properties.doing import said_bounds
from passerelles.register.terms import MEASURES

COUNTED = "EUR"  # amounts in other currencies are listed, never converted
SIDES = ("home", "partner", "nowhere")


@dataclass(frozen=True)
class Cell:
    """A measure on a soil: the interval that all of it comes to, how many things that sums, how many have no figure, where it opens."""

    interval: Interval
    number: int
    bare: int
    disputed: int
    unit: str
    address: str
    note: str = ""

    @property
    def label(self) -> str:
        """The figure in words; "no figure" where all that is known has none."""
        if not self.number:
            return ""
        if self.interval.is_nothing and self.bare:
            return _("no figure")
        return said_bounds(self.interval.low, self.interval.high, self.unit)


@dataclass(frozen=True)
class Line:
    """A measure on both soils."""

    measure: str
    unit: str
    cells: dict[str, Cell]
    sides: Account

    @cached_property
    def title(self) -> str:
        name = str(MEASURES[self.measure])
        return beside(name, self.unit) if self.unit and self.unit != COUNTED else name

    @property
    def balance(self) -> Balance:
        """With what is not placed, and no most on a soil where something is known without a figure."""
        return Balance(*(self._known(self.cells[side]) for side in SIDES))

    def _known(self, cell: Cell) -> Interval:
        return Interval(cell.interval.low, None) if cell.bare and self.measure not in EVENTS else cell.interval

    @property
    def verdict(self) -> str:
        """The balance in words: what is not known is no reason to call it for either side."""
        said = self.balance
        names = {"home": self.sides.home_name, "partner": self.sides.partner_name}
        if said.verdict in names:
            return _("more in %(country)s") % {"country": names[said.verdict]}
        return {
            "even": _("as much on both soils"),
            "open": _("cannot be told from what is known"),
            "nothing": _("nothing to compare yet"),
        }[said.verdict]

    @property
    def share(self) -> str:
        """Which part of what is known on either soil lies on the first, at least and at most."""
        if self.balance.verdict == "nothing":
            return ""
        least, most = self.balance.least_share, self.balance.most_share
        said = f"{least}" if least == most else f"{least}–{most}"
        return _("%(share)s %% in %(country)s") % {"share": said, "country": self.sides.home_name}


@dataclass(frozen=True)
class Year:
    """A line of the table under a chart."""

    year: str
    cells: list[str]


@dataclass(frozen=True)
class Evolution:
    """A measure by year: the drawing and its table."""

    measure: str
    title: str
    chart: Columns
    years: list[Year]
    most: str


@dataclass(frozen=True)
class Page:
    """What the page of an account shows."""

    account: Account
    lines: list[Line]  # in euros, or without a unit
    others: list[Line]  # money in other currencies: listed, neither converted nor summed with euros
    bases: list[tuple[str, str, int]]  # name, word, how many things stand on it
    parts: dict[str, int]  # the same numbers by name
    evolutions: list[Evolution]
    columns: list[str]
    rows: list[Sum]

    @cached_property
    def number(self) -> int:
        return sum(number for _name, _word, number in self.bases)

    def _all(self, amount: str) -> int:
        return sum(getattr(cell, amount) for line in (*self.lines, *self.others) for cell in line.cells.values())

    @cached_property
    def disputed(self) -> int:
        return self._all("disputed")

    @cached_property
    def actions(self) -> Cell | None:
        """All actions on whichever soil."""
        cells = [cell for line in self.lines if line.measure == "action" for cell in line.cells.values()]
        if not cells:
            return None
        whole = sum((cell.interval for cell in cells), Interval())
        return Cell(whole, sum(cell.number for cell in cells), sum(cell.bare for cell in cells), 0, "", "")

    @cached_property
    def without_figure(self) -> int:
        """Figures that are known to exist and that nobody gives: missions, people, days, money."""
        return sum(cell.bare for line in (*self.lines, *self.others) if line.measure != "action" for cell in line.cells.values())

    @cached_property
    def nowhere(self) -> int:
        """Things whose soil nobody says."""
        return sum(line.cells["nowhere"].number for line in (*self.lines, *self.others))


def balance_page(account: Account, user: Visitor) -> Page:
    """Return the ledger of an account as a visitor may see it: one query for all its numbers."""
    rows = account.sums(user)
    lines = lines_of(account, rows)
    numbers = {basis: sum(row.number for row in rows if row.basis == basis) for basis in Basis.values}
    return Page(
        account=account,
        lines=[line for line in lines if line.unit in ("", COUNTED)],
        others=[line for line in lines if line.unit not in ("", COUNTED)],
        bases=[(basis.value, str(basis.label), numbers[basis.value]) for basis in Basis],
        parts=numbers,
        evolutions=evolutions(account, rows),
        columns=[account.home_name, account.partner_name, _("elsewhere or not said")],
        rows=rows,
    )


def lines_of(account: Account, rows: Iterable[Sum]) -> list[Line]:
    """Return a line for each measure (and currency) that has anything."""
    held: dict[tuple[str, str], dict[str, list[Sum]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        held[row.measure, row.unit][side_of(account, row.soil)].append(row)
    order = {measure: place for place, measure in enumerate(MEASURES)}
    found = []
    for measure, unit in sorted(held, key=lambda key: (order[key[0]], key[1] != COUNTED, key[1])):
        cells = {side: _cell(account, measure, unit, side, held[measure, unit][side]) for side in SIDES}
        if any(cell.number for cell in cells.values()):
            found.append(Line(measure, unit, cells, account))
    return found


def side_of(account: Account, soil: str) -> str:
    return {account.home: "home", account.partner: "partner"}.get(soil, "nowhere")


def _cell(account: Account, measure: str, unit: str, side: str, rows: Sequence[Sum]) -> Cell:
    soil = {"home": account.home, "partner": account.partner}.get(side, "-")
    asked = {"measure": measure, **({"unit": unit} if unit else {}), "soil": soil}
    number, bare, disputed = (sum(getattr(row, name) for row in rows) for name in ("number", "bare", "disputed"))
    address = f"{account.movements_address}?{urlencode(asked)}"
    interval = interval_of(rows)
    return Cell(interval, number, bare, disputed, unit, address, _note(measure, side, interval.high or interval.low))


def interval_of(rows: Iterable[Sum]) -> Interval:
    """What sums come to together: no most where one of their parts has none."""
    rows = list(rows)
    low, high, unbounded = (sum(getattr(row, name) for row in rows) for name in ("low", "high", "unbounded"))
    return Interval(low, None if unbounded else high)


def _note(measure: str, side: str, number: int) -> str:
    """Which way missions went, seen from the first soil."""
    if measure != "mission":
        return ""
    ways = {
        "home": npgettext("missions", "incoming", "incoming", number),
        "partner": npgettext("missions", "outgoing", "outgoing", number),
    }
    return ways.get(side, "")


def evolutions(account: Account, rows: Iterable[Sum]) -> list[Evolution]:
    """Return the drawings of the measures that are dated, with the table of each."""
    held: dict[str, dict[int, dict[str, list[Sum]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in rows:
        if row.unit in ("", COUNTED):
            held[row.measure][row.year][side_of(account, row.soil)].append(row)
    return [_evolution(measure, held[measure]) for measure in MEASURES if any(held.get(measure, ()))]


def _evolution(measure: str, held: dict[int, dict[str, list[Sum]]]) -> Evolution:
    years = {year: {side: interval_of(rows) for side, rows in sides.items() if _has_any(rows)} for year, sides in sorted(held.items())}
    reaches = {year: {side: (held.low, held.high) for side, held in sides.items()} for year, sides in years.items()}
    drawn = Columns(str(MEASURES[measure]), SIDES, reaches)
    unit = COUNTED if measure == "money" else ""
    table = [Year(str(year or _("undated")), [_said(years[year].get(side), unit) for side in SIDES]) for year in years]
    return Evolution(measure, drawn.title, drawn, table, said_bounds(drawn.most, drawn.most, unit))


def _has_any(rows: Iterable[Sum]) -> bool:
    return any(row.low or row.high or row.unbounded for row in rows)


def _said(interval: Interval | None, unit: str) -> str:
    return said_bounds(interval.low, interval.high, unit) if interval else ""
