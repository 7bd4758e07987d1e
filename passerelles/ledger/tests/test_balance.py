"""Intervals add, and a balance is called for a side only where nothing unknown could change it."""

import pytest

from passerelles.ledger.balance import Balance, Interval


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
