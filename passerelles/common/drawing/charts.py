"""Charts as SVG: bars, stacked bars, steps over the years. Pure functions; each number can lead to the list it counts."""

from dataclasses import dataclass

from django.utils.html import escape

from passerelles.common.drawing.ink import Ink, sheet, text
from passerelles.common.numbers import said_number

WIDTH, SIZE = 420, 12  # as wide as a column of the page, or a phone
LABEL, ROOM = 172, 44  # what names take at the left, and numbers at the right
ROW, BAR = 23, 13
LETTERS = 28  # of a label, before it is cut
HEAD, KEY, FOOT = 30, 22, 22
GRAPH, LEFT, BOTTOM = 190, 44, 22  # of a chart over the years


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart and of its table: what is counted, how often (once for each series), and the lists that the numbers count."""

    key: str
    label: str
    numbers: tuple[int, ...]
    addresses: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.numbers)

    @property
    def whole(self) -> str:
        """The list of all its numbers together: the one that follows those of each series."""
        return self.addresses[-1] if len(self.addresses) in (1, len(self.numbers) + 1) else ""

    @property
    def cells(self) -> list[tuple[int, str]]:
        return [(number, self.addresses[at] if at < len(self.addresses) else "") for at, number in enumerate(self.numbers)]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows. `is_by_year`: its lines are years, drawn as steps of the last series."""

    name: str
    title: str
    what: str  # the title of the table's first column
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    note: str = ""
    is_by_year: bool = False


def chart_drawing(chart: Chart, *, is_alone: bool = False, foot: str = "") -> str:
    """Return a chart as SVG; alone, with its title above and what it comes from below."""
    look = Ink(is_alone)
    top = HEAD if is_alone else 0
    body, height = _steps(chart, look) if chart.is_by_year else _bars(chart, look)
    inside = f'<g transform="translate(0 {top})">{body}</g>'
    if is_alone:
        inside += text(0, 17, chart.title, look("words"), size=15) + text(0, top + height + 15, foot, look("soft words"), size=10)
        inside = f'<g transform="translate(10 6)">{inside}</g>'
        return sheet(WIDTH + 20, top + height + FOOT + 8, inside, title=chart.title, is_alone=True)
    return sheet(WIDTH, height, inside, title=chart.title, is_alone=False, attributes=' class="chart"')


def _bars(chart: Chart, look: Ink) -> tuple[str, float]:
    most = max((bar.total for bar in chart.bars), default=0) or 1
    top = KEY if len(chart.series) > 1 else 0
    rows = "".join(_bar(bar, top + number * ROW, most, look) for number, bar in enumerate(chart.bars))
    return (_key(chart.series, look) if top else "") + rows, top + len(chart.bars) * ROW + 4


def _bar(bar: Bar, y: float, most: int, look: Ink) -> str:
    middle = y + ROW / 2 + SIZE / 3
    label = bar.label if len(bar.label) <= LETTERS else bar.label[: LETTERS - 1] + "…"
    drawn, x = text(0, middle, label, look("words"), size=SIZE), float(LABEL)
    drawn = f"<g><title>{escape(bar.label)}</title>{drawn}</g>" if label != bar.label else drawn
    for at, (number, address) in enumerate(bar.cells):
        width = (WIDTH - LABEL - ROOM) * number / most
        if number:
            piece = f'<rect x="{x:.1f}" y="{y + (ROW - BAR) / 2:g}" width="{max(width, 1):.1f}" height="{BAR}"{look(f"shade-{at}")}/>'
            drawn += _linked(piece, address if len(bar.numbers) > 1 else "", f"{bar.label}: {said_number(number)}", look)
        x += width
    total = text(round(x + 5, 1), middle, said_number(bar.total), look("words"), size=SIZE)
    return drawn + _linked(total, bar.whole, "", look)


def _linked(drawn: str, address: str, said: str, look: Ink) -> str:
    """A thing that leads somewhere, on a page; `said` names it where it holds no words."""
    if look.is_alone or not address:
        return drawn
    name = f' aria-label="{escape(said)}"' if said else ""
    return f'<a href="{escape(address)}"{name}>{drawn}</a>'


def _key(series: tuple[str, ...], look: Ink) -> str:
    """What the shades of a stacked bar mean."""
    drawn, x = "", 0.0
    for at, name in enumerate(series):
        drawn += f'<rect x="{x:g}" y="3" width="11" height="11"{look(f"shade-{at}")}/>' + text(
            x + 15, 13, name, look("soft words"), size=11
        )
        x += 30 + sum(11 if letter > "\u2e80" else 5.8 for letter in name)
    return drawn


# Over the years


def _steps(chart: Chart, look: Ink) -> tuple[str, float]:
    """The last series as it grows from year to year: a step where it changes, nothing invented between."""
    height = GRAPH + BOTTOM
    if not chart.bars:
        return "", height
    years = [int(bar.key) for bar in chart.bars]
    first, last = years[0], max(years[-1], years[0] + 1)
    most = max(bar.numbers[-1] for bar in chart.bars) or 1
    points = [
        (LEFT + (WIDTH - LEFT - ROOM) * (year - first) / (last - first), GRAPH - (GRAPH - 14) * bar.numbers[-1] / most)
        for year, bar in zip(years, chart.bars, strict=True)
    ]
    line = f"M{LEFT} {GRAPH}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points) + f"H{WIDTH - ROOM}"
    drawn = f'<path d="{line}V{GRAPH}z"{look("area")}/><path d="{line}"{look("line")}/>' + _axes(first, last, most, look)
    return drawn + text(WIDTH - ROOM + 5, points[-1][1] + 4, said_number(most), look("words"), size=SIZE), height


def _axes(first: int, last: int, most: int, look: Ink) -> str:
    drawn = f'<path d="M{LEFT} {GRAPH}H{WIDTH - ROOM}"{look("axis")}/>'
    for number in sorted({0, most // 2, most}):
        y = GRAPH - (GRAPH - 14) * number / most
        drawn += f'<path d="M{LEFT} {y:.1f}H{WIDTH - ROOM}"{look("rule")}/>' if number else ""
        drawn += text(LEFT - 6, round(y + 4, 1), said_number(number), look("soft words"), size=11, anchor="end")
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= 6)
    for year in range(-(-first // step) * step, last + 1, step):
        x = LEFT + (WIDTH - LEFT - ROOM) * (year - first) / (last - first)
        drawn += text(round(x, 1), GRAPH + 16, year, look("soft words"), size=11, anchor="middle")
    return drawn
