"""Intervals add, and a balance is called for a side only where nothing unknown could change it; bars are drawn from the same numbers."""

import pytest

from passerelles.ledger.balance import Balance, Interval
from passerelles.ledger.bars import BASE, TOP, WIDTH, chart, stacked


def between(low, high=...):
    return Interval(low, low if high is ... else high)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (between(3), between(4), between(7)),
        (between(3, 5), between(4), between(7, 9)),
        (between(3, 5), between(10, 20), between(13, 25)),
        (between(3, None), between(10, 20), between(13, None)),  # at least, and some more: at least
        (between(0), between(0), between(0)),
    ],
)
def test_intervals_add(one, other, expected):
    assert one + other == expected == other + one


@pytest.mark.parametrize(
    ("home", "partner", "nowhere", "verdict", "least", "most"),
    [
        (between(30), between(10), between(0), "home", 75, 75),
        (between(10), between(30), between(0), "partner", 25, 25),
        (between(20), between(20), between(0), "even", 50, 50),
        (between(20, 30), between(25, 40), between(0), "open", 33, 55),  # they overlap
        (between(20, 24), between(25, 40), between(0), "partner", 33, 49),
        (between(24), between(10, None), between(0), "open", 0, 71),  # nobody knows how many more there are
        (between(5), between(10, None), between(0), "partner", 0, 33),
        (between(1), between(0), between(3), "open", 25, 100),  # three lie nobody knows where
        (between(9), between(2), between(3), "home", 64, 86),
        (between(20), between(20), between(1), "open", 49, 51),
        (between(5), between(0), between(0), "home", 100, 100),
        (between(0), between(5), between(0), "partner", 0, 0),
        (between(0), between(0), between(0), "nothing", 100, 0),
        (between(0), between(0), between(3), "open", 0, 100),
    ],
)
def test_a_balance_says_what_is_certain(home, partner, nowhere, verdict, least, most):
    said = Balance(home, partner, nowhere)
    assert said.verdict == verdict
    assert verdict == "nothing" or (said.least_share, said.most_share) == (least, most)


def test_bars_stand_on_the_base_and_the_highest_reaches_the_top():
    drawn = chart({2020: {"home": between(10)}, 2022: {"home": between(20, 40), "partner": between(5, None)}})
    assert [tick.year for tick in drawn.ticks] == [2020, 2021, 2022] and drawn.most == 40
    assert all(round(bar.y + bar.height, 1) == BASE and 0 <= bar.x <= WIDTH for bar in drawn.bars)
    highest = next(bar for bar in drawn.bars if bar.reach_height)
    assert highest.reach_y == TOP and round(highest.reach_y + highest.reach_height, 1) == highest.y
    assert [bar.is_unbounded for bar in drawn.bars] == [False, False, True]


def test_a_long_history_shows_its_last_years_and_what_is_undated_is_not_drawn():
    drawn = chart({0: {"home": between(9)}, 1985: {"home": between(1)}, 2003: {"home": between(1)}, 2024: {"home": between(1)}})
    assert drawn.ticks[-1].year == 2024 and drawn.ticks[0].year > 1999 and len(drawn.bars) == 2
    assert chart({}).bars == () and chart({0: {"home": between(3)}}).bars == ()


def test_a_stacked_bar_is_cut_by_share():
    parts = stacked({"documented": 3, "declared": 1, "estimated": 0})
    assert [(part.name, part.x, part.width) for part in parts] == [("documented", 0, 150), ("declared", 150, 50)]
    assert stacked({"documented": 0}) == ()
