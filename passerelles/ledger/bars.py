"""Bars by year as geometry: numbers in, rectangles out. The template draws them, the site's CSS gives them their looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelles.ledger.balance import Interval

WIDTH, HEIGHT = 320, 96  # of the drawing, in its own units
BASE = 78  # where bars stand
TOP = 8
MOST_YEARS = 24
EDGE = 14  # half the width of a year's four figures
SIDES = ("home", "partner", "nowhere")


@dataclass(frozen=True, slots=True)
class Bar:
    """What is certain of a year on a soil, and above it how far it may reach."""

    side: str
    x: float
    width: float
    y: float
    height: float
    reach_y: float
    reach_height: float
    is_unbounded: bool


@dataclass(frozen=True, slots=True)
class Tick:
    year: int
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int  # what the highest bar stands for


def chart(years: Mapping[int, Mapping[str, Interval]]) -> Chart:
    """Return the bars of the last years that have any; a year without anything keeps its place."""
    known = sorted(year for year in years if year)
    known = [year for year in known if year > known[-1] - MOST_YEARS]
    span = list(range(known[0], known[-1] + 1)) if known else []
    sides = [side for side in SIDES if any(side in years.get(year, {}) for year in span)]
    most = max((top(each) for year in span for each in years.get(year, {}).values()), default=0) or 1
    step = WIDTH / max(len(span), 1)
    bars = tuple(
        _bar(side, years[year][side], (at * step, step), (place, len(sides)), most)
        for at, year in enumerate(span)
        for place, side in enumerate(sides)
        if side in years.get(year, {})
    )
    return Chart(bars, _ticks(span, step), most)


def top(interval: Interval) -> int:
    return interval.low if interval.high is None else interval.high


def _bar(side: str, interval: Interval, slot: tuple[float, float], place: tuple[int, int], most: int) -> Bar:
    left, step = slot
    number, sides = place
    width = min(step * 0.8 / sides, 16)
    x = left + (step - width * sides) / 2 + number * width
    low, high = (round((BASE - TOP) * value / most, 1) for value in (interval.low, top(interval)))
    return Bar(side, round(x, 1), round(max(width - 1, 1), 1), BASE - low, low, BASE - high, round(high - low, 1), interval.high is None)


def _ticks(span: Sequence[int], step: float) -> tuple[Tick, ...]:
    """The first and the last year, and between them as many as there is room for."""
    every = max(1, -(-len(span) // 6))
    shown = [at for at in range(len(span)) if (len(span) - 1 - at) % every == 0]
    return tuple(_tick(span[at], round(at * step + step / 2, 1)) for at in shown)


def _tick(year: int, x: float) -> Tick:
    """A year under its bar; at the edges no further out than the drawing."""
    if x < EDGE:
        return Tick(year, 0, "start")
    return Tick(year, WIDTH, "end") if x > WIDTH - EDGE else Tick(year, x, "middle")


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    x: float
    width: float
    number: int


def stacked(numbers: Mapping[str, int], width: float = 200) -> tuple[Part, ...]:
    """Return one bar cut in parts, each as wide as its number's share."""
    whole = sum(numbers.values())
    parts, x = [], 0.0
    for name, number in numbers.items():
        if number > 0:
            wide = width * number / whole
            parts.append(Part(name, round(x, 1), round(wide, 1), number))
            x += wide
    return tuple(parts)
