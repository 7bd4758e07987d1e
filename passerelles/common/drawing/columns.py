"""Columns by year, one a series, and a bar that is cut in parts, for a page whose style sheet gives them their looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelles.common.drawing.ink import Ink, sheet, text

WIDTH, HEIGHT = 320, 96  # of the drawing, in its own units
BASE, TOP = 78, 8  # where columns stand, and how high the highest reaches
MOST_YEARS = 24
EDGE = 14  # half the width of a year's four figures
POINT = 4  # the height of the point of a column of which nobody knows how high it is
STACK, THICK = 200, 10  # of a bar that is cut in parts
Reach = tuple[int, int | None]  # at least, at most; none where nobody knows a most


@dataclass(frozen=True, slots=True)
class Columns:
    """What is certain of each series in each year, and how far it may reach. A series is named after how it looks."""

    title: str
    series: tuple[str, ...]
    years: Mapping[int, Mapping[str, Reach]]

    @property
    def span(self) -> list[int]:
        """The last years that have any; one without anything keeps its place, what is undated has none."""
        known = sorted(year for year in self.years if year)
        return list(range(max(known[0], known[-1] - MOST_YEARS + 1), known[-1] + 1)) if known else []

    @property
    def most(self) -> int:
        """What the highest column stands for."""
        return max((top(each) for year in self.span for each in self.years.get(year, {}).values()), default=0) or 1


def top(reach: Reach) -> int:
    low, high = reach
    return low if high is None else high


def columns_drawing(columns: Columns) -> str:
    span, look = columns.span, Ink()
    shown = [name for name in columns.series if any(name in columns.years.get(year, {}) for year in span)]
    step = WIDTH / max(len(span), 1)
    width = min(step * 0.8 / max(len(shown), 1), 16)
    drawn = f'<path d="M0 {BASE + 0.5}H{WIDTH}"{look("axis")}/>'
    for at, year in enumerate(span):
        left = at * step + (step - width * len(shown)) / 2
        held = columns.years.get(year, {})
        drawn += "".join(
            _column(held[name], left + place * width, width, columns.most, name, look) for place, name in enumerate(shown) if name in held
        )
    return sheet(WIDTH, HEIGHT, drawn + _ticks(span, step, look), title=columns.title, is_alone=False)


def _column(reach: Reach, x: float, width: float, most: int, name: str, look: Ink) -> str:
    """What is certain, above it paler how far it may reach; a point says that nobody knows how far."""
    low, high = (round((BASE - TOP) * value / most, 1) for value in (reach[0], top(reach)))
    x, wide = round(x, 1), round(max(width - 1, 1), 1)
    drawn = f'<rect x="{x:g}" y="{BASE - low:g}" width="{wide:g}" height="{low:g}"{look(name)}/>'
    if high > low:
        drawn += f'<rect x="{x:g}" y="{BASE - high:g}" width="{wide:g}" height="{high - low:g}"{look(f"{name} reach")}/>'
    if reach[1] is None:
        drawn += f'<path d="M{x:g} {BASE - low - 1:g}l{wide / 2:g} {-POINT}l{wide / 2:g} {POINT}z"{look(name)}/>'
    return drawn


def _ticks(span: Sequence[int], step: float, look: Ink) -> str:
    """The last year, and before it as many as there is room for; at the edges no further out than the drawing."""
    every = max(1, -(-len(span) // 6))
    drawn = ""
    for at in range((len(span) - 1) % every if span else 0, len(span), every):
        x = round(at * step + step / 2, 1)
        x, anchor = (0, "start") if x < EDGE else (WIDTH, "end") if x > WIDTH - EDGE else (x, "middle")
        drawn += text(x, BASE + EDGE, span[at], look("soft words"), size=11, anchor=anchor)
    return drawn


def stack_drawing(numbers: Mapping[str, int], title: str) -> str:
    """Return one bar cut in parts, each as wide as its number's share. A part is named after how it looks."""
    whole, drawn, x, look = sum(numbers.values()), "", 0.0, Ink()
    for name, number in numbers.items():
        wide = STACK * number / whole if number > 0 else 0
        drawn += f'<rect x="{x:.1f}" y="0" width="{wide:.1f}" height="{THICK}"{look(name)}/>' if wide else ""
        x += wide
    return sheet(STACK, THICK, drawn, title=title, is_alone=False, attributes=' class="bases" preserveAspectRatio="none"')
