"""What is wrong with a programme, found without a database."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from passerelles.visits.checking import Found, Item, Trouble, check, kilometres

PARIS, SHANGHAI = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Shanghai")
DAYS = date(2027, 5, 10), date(2027, 5, 12)
SAINT_ETIENNE, LYON, XUZHOU = (45.43, 4.39), (45.76, 4.84), (34.26, 117.19)


def item(number, begins, ends, day=10, zone=PARIS, kind="meeting", **values):
    at = [datetime(2027, 5, day, *map(int, clock.split(":")), tzinfo=zone) for clock in (begins, ends)]
    return Item(number, kind, *at, **values)


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([item(1, "9:00", "10:00"), item(2, "10:00", "11:00")], []),
        ([item(1, "9:00", "10:00"), item(2, "9:59", "11:00")], [Found(Trouble.OVERLAP, 1, 2)]),
        ([item(2, "9:59", "11:00"), item(1, "9:00", "10:00")], [Found(Trouble.OVERLAP, 1, 2)]),  # in whatever order they are written
        # Others may meet elsewhere at the same time; nobody named is everybody.
        ([item(1, "9:00", "10:00", who=frozenset({1})), item(2, "9:00", "10:00", who=frozenset({2}))], []),
        ([item(1, "9:00", "10:00", who=frozenset({1})), item(2, "9:00", "10:00", who=frozenset({1, 2}))], [Found(Trouble.OVERLAP, 1, 2)]),
        ([item(1, "9:00", "10:00"), item(2, "9:00", "10:00", who=frozenset({2}))], [Found(Trouble.OVERLAP, 1, 2)]),
        ([item(1, "9:00", "10:00", kind="free"), item(2, "9:00", "10:00")], []),
        # Nine o'clock in Xuzhou is three in the morning in France.
        ([item(1, "9:00", "10:00"), item(2, "9:00", "10:00", zone=SHANGHAI)], []),
        ([item(1, "9:00", "10:00"), item(2, "15:30", "16:30", zone=SHANGHAI)], [Found(Trouble.OVERLAP, 1, 2)]),
        # One who interprets is at one place, whoever is there; the same people at both is told first.
        (
            [
                item(1, "9:00", "10:00", who=frozenset({1}), interpreter="Mme Lin"),
                item(2, "9:30", "11:00", who=frozenset({2}), interpreter="mme lin"),
            ],
            [Found(Trouble.INTERPRETER, 1, 2)],
        ),
        ([item(1, "9:00", "10:00", interpreter="Lin"), item(2, "9:30", "11:00", interpreter="Lin")], [Found(Trouble.OVERLAP, 1, 2)]),
        (
            [
                item(1, "9:00", "10:00", who=frozenset({1}), interpreter="Lin"),
                item(2, "9:30", "11:00", who=frozenset({2}), interpreter="Sun"),
            ],
            [],
        ),
        ([item(1, "9:00", "10:00", day=9, kind="meal")], [Found(Trouble.OUTSIDE, 1)]),
        ([item(1, "9:00", "10:00", day=13)], [Found(Trouble.OUTSIDE, 1)]),
    ],
)
def test_what_is_found(items, found):
    assert check(items, *DAYS) == found


def test_offices_are_closed_on_saturdays():
    meeting, visit = item(1, "9:00", "10:00", day=15), item(2, "10:00", "11:00", day=15, kind="visit")
    assert check([meeting, visit], date(2027, 5, 10), date(2027, 5, 16)) == [Found(Trouble.CLOSED, 1)]


@pytest.mark.parametrize(("begins", "is_too_soon"), [("10:30", True), ("11:30", False)])
def test_the_way_takes_its_time(begins, is_too_soon):
    here, there = item(1, "9:00", "10:00", where=SAINT_ETIENNE), item(3, begins, "12:00", where=LYON)
    way = item(2, "10:00", "10:20", kind="transport")
    found = check([here, way, there], *DAYS)
    assert [each.trouble for each in found] == ([Trouble.TRAVEL] if is_too_soon else [])
    if is_too_soon:
        assert (found[0].one, found[0].other, found[0].minutes) == (1, 3, 30) and 40 <= found[0].needed <= 75


def test_in_one_town_and_for_others_there_is_no_way():
    near = (SAINT_ETIENNE[0] + 0.01, SAINT_ETIENNE[1])
    assert check([item(1, "9:00", "10:00", where=SAINT_ETIENNE), item(2, "10:00", "11:00", where=near)], *DAYS) == []
    others = item(1, "9:00", "10:00", where=SAINT_ETIENNE, who=frozenset({1})), item(2, "10:00", "11:00", where=LYON, who=frozenset({2}))
    assert check(others, *DAYS) == []


def test_one_flies_to_china():
    found = check([item(1, "9:00", "10:00", where=SAINT_ETIENNE), item(2, "20:00", "21:00", where=XUZHOU)], *DAYS)
    assert found[0].trouble == Trouble.TRAVEL and 900 < found[0].needed < 1100
    assert 8800 < kilometres(SAINT_ETIENNE, XUZHOU) < 9200 and kilometres(LYON, LYON) == 0


def test_a_line_that_falls_into_many_is_told_once():
    found = check([item(number, "9:00", "10:00") for number in range(1, 501)], *DAYS)
    assert len(found) == 499 and {each.one for each in found} == {1}
