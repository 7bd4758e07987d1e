"""What several tellers say of one thing, and what several scopes see of it: tables, and one property that holds of any movements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.ledger.combining import JOINT, Told, amounts, sees, shares


def told(measure="people", low=None, high=None, teller="a", basis="documented", soil="FR", date="2024-05", scope="", unit=""):
    return Told(measure, low, low if high is None and low is not None else high, unit, soil, date, basis, teller, scope)


def at_least(low, **how):
    return Told("people", low, None, "", "FR", "2024-05", how.get("basis", "documented"), how.get("teller", "a"), how.get("scope", ""))


def whole(rows, *, is_one=False):
    """All amounts whatever the key, without what is nought."""
    found = {}
    for (_key, name), amount in amounts(rows, is_one=is_one).items():
        found[name] = found.get(name, 0) + amount
    return {name: amount for name, amount in found.items() if amount}


TOLD = [
    ("one figure", [told(low=12)], {"low": 12, "high": 12, "number": 1}),
    ("an interval", [told(low=25, high=40)], {"low": 25, "high": 40, "number": 1}),
    ("one teller's figures of a month add up", [told(low=12), told(low=3, high=5)], {"low": 15, "high": 17, "number": 2}),
    ("two tellers who agree tell of the same", [told(low=12), told(low=12, teller="b")], {"low": 12, "high": 12, "number": 1}),
    (
        "two who differ: an interval that holds both",
        [told(low=12), told(low=15, teller="b")],
        {"low": 12, "high": 15, "number": 1, "disputed": 1},
    ),
    ("other months are other things", [told(low=12), told(low=15, teller="b", date="2024-06")], {"low": 27, "high": 27, "number": 2}),
    ("other soils too", [told(low=12), told(low=15, teller="b", soil="CN")], {"low": 27, "high": 27, "number": 2}),
    (
        "days of one month are one month",
        [told(low=12, date="2024-05-03"), told(low=12, date="2024-05-04", teller="b")],
        {"low": 12, "high": 12, "number": 1},
    ),
    ("at least", [at_least(24)], {"low": 24, "high": 24, "unbounded": 1, "number": 1}),
    (
        "at least, beside a rival",
        [at_least(24), told(low=30, teller="b")],
        {"low": 24, "high": 30, "unbounded": 1, "number": 1, "disputed": 1},
    ),
    ("known without a figure", [told()], {"number": 1, "bare": 1}),
    ("without a figure by one, with one by another", [told(), told(low=7, teller="b")], {"low": 7, "high": 7, "number": 1}),
    ("an estimate alone counts", [told(low=20, high=35, basis="estimated")], {"low": 20, "high": 35, "number": 1}),
    (
        "an estimate beside a declaration does not",
        [told(low=20, high=35, basis="estimated"), told(low=22, basis="declared", teller="b")],
        {"low": 22, "high": 22, "number": 1},
    ),
    ("an action nobody measures", [told("action", 1)], {"low": 1, "high": 1, "number": 1, "bare": 1}),
    ("an action that has people", [told("action", 1), told(low=12)], {"low": 13, "high": 13, "number": 2}),
    (
        "actions of a month told by two may be the same",
        [told("benefit", 1), told("benefit", 1, teller="b"), told("benefit", 1, teller="b")],
        {"low": 2, "high": 2, "number": 2},
    ),
    (
        "of a year alone nobody knows",
        [told("benefit", 1, date="2024"), told("benefit", 1, date="2024", teller="b")],
        {"low": 1, "high": 2, "number": 1},
    ),
]


@pytest.mark.parametrize(("name", "rows", "expected"), TOLD, ids=[name for name, *_ in TOLD])
def test_what_tellers_say_comes_to(name, rows, expected):
    assert whole(rows) == expected


def test_the_best_basis_of_a_thing_counts():
    rows = [told(low=12, basis="declared"), told(low=12, basis="documented", teller="b")]
    assert {key[3] for key, _name in amounts(rows, is_one=False)} == {"documented"}


def test_a_project_is_one_action_measured_by_any_of_its_figures():
    rows = [told("action", 1, date="2021"), told("money", 500, unit="EUR", date="2022")]
    assert whole(rows, is_one=True) == {"low": 501, "high": 501, "number": 2}


def test_a_project_whose_soil_somebody_knows_is_one_action_there():
    rows = [told("action", 1, soil=""), told("action", 1, soil="CN", scope="group/1")]
    assert [key[2] for key, name in amounts(rows, is_one=True) if name == "low"] == ["CN"]


rows = st.lists(
    st.builds(
        Told,
        st.sampled_from(["action", "people", "money", "benefit"]),
        st.one_of(st.none(), st.integers(0, 50)),
        st.one_of(st.none(), st.integers(50, 90)),
        st.just(""),
        st.sampled_from(["FR", "CN", ""]),
        st.sampled_from(["", "2023", "2024-05"]),
        st.sampled_from(["documented", "declared", "estimated"]),
        st.sampled_from("abc"),
        st.sampled_from(["", "network", "group/1", "group/2", "owner/7"]),
        st.frozensets(st.sampled_from(["", "network", "group/1"]), max_size=1),
    ),
    max_size=7,
)
SEEN = st.sets(st.sampled_from(["network", "group/1", "group/2", "owner/7"])).map(frozenset)


@given(rows, SEEN, st.booleans())
def test_adding_the_scopes_somebody_sees_gives_what_the_movements_they_see_come_to(rows, seen, is_one):
    added = {}
    for (key, scope), held in shares(rows, is_one=is_one).items():
        if sees(scope, seen):
            for name, amount in held.items():
                added[key, name] = added.get((key, name), 0) + amount
    theirs = amounts([row for row in rows if row.counts_for(seen)], is_one=is_one)
    assert {place: amount for place, amount in added.items() if amount} == {place: amount for place, amount in theirs.items() if amount}


@pytest.mark.parametrize(
    ("scope", "elsewhere", "seen", "expected"),
    [
        ("", "", "", True),
        ("group/1", "", "", False),
        ("group/1", "", "group/1", True),
        ("group/1", "group/2", "group/1", True),
        ("group/1", "group/2", "group/1 group/2", False),
        ("", "group/2", "", True),
    ],
)
def test_a_movement_counts_for_who_sees_it_and_sees_its_journey_counted_nowhere_else(scope, elsewhere, seen, expected):
    row = Told("people", 8, 8, "", "FR", "2026-05", "documented", "a", scope, frozenset(elsewhere.split()))
    assert row.counts_for(seen.split()) is expected


def test_a_journey_that_everybody_sees_counted_elsewhere_adds_nothing():
    row = Told("people", 8, 8, "", "FR", "2026-05", "documented", "a", "group/1", frozenset({""}))
    assert not row.counts_for(["group/1"]) and not shares([row], is_one=False)


@pytest.mark.parametrize(
    ("scope", "seen", "expected"),
    [
        ("", "", True),
        ("group/1", "", False),
        ("group/1", "group/1", True),
        ("group/1+network", "network", False),
        ("group/1+network", "network group/1", True),
    ],
)
def test_a_joint_scope_needs_all_its_parts(scope, seen, expected):
    assert sees(scope, frozenset(seen.split())) is expected and JOINT == "+"
