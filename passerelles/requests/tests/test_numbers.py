"""The public numbers: right sums, nobody recognised, the same all month long."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from passerelles.requests.models import Step
from passerelles.requests.queries.numbers import LEAST, numbers, told_apart
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def at(day, hour=12):
    return timezone.make_aware(datetime(2026, *day, hour))


def came(number, day, stage=Stage.RECEIVED, after=None, **values):
    """So many requests received on a day, and brought to a stage so many days after."""
    for _each in range(number):
        moment = at(day)
        answered = moment + timedelta(days=after) if after is not None else None
        leader = {"joined_to": making.request(received_at=at((12, 31)))} if stage == Stage.JOINED else {}
        request = making.request(stage=stage, received_at=moment, answered_at=answered, **leader, **values)
        Step.objects.create(request=request, kind="entered", after=Stage.RECEIVED, at=moment)
        if answered:
            Step.objects.create(request=request, kind="accepted", after=stage, at=answered)


def table(found, title):
    return {row.label: row.number for each in found.tables if each.title == title for row in each.rows}


def test_sums_are_right_and_delays_counted():
    came(6, (1, 10), Stage.ACCEPTED, after=5)
    came(5, (2, 10), Stage.DECLINED, after=20, kind="school")
    came(7, (3, 10))
    found = numbers(TODAY)
    assert (found.received, found.until, found.median) == (18, date(2026, 4, 1), "5 days")
    assert table(found, "What became of them") == {
        "waiting for an answer": 7,
        "accepted, and received by a host": 6,
        "declined, with the reason": 5,
    }
    assert table(found, "How long askers waited for their first answer") == {"7 days at most": 6, "from 8 to 30 days": 5}
    assert table(found, "What was asked for") == {"receive a delegation": 13, "school exchange": 5}
    assert [each.title for each in found.tables][-1] == "What was asked for"  # all of one year and one country: nothing to part


def test_a_small_group_is_never_told_apart_nor_what_is_left_of_a_sum():
    came(8, (1, 10), Stage.ACCEPTED, after=5)
    came(6, (1, 11), Stage.DECLINED, after=5)
    came(1, (1, 12), Stage.WITHDRAWN, after=5, asker_country="VN")
    found = numbers(TODAY)
    assert table(found, "What became of them") == {"accepted, and received by a host": 8, "others together": 7}
    assert table(found, "Where they came from") == {}  # 14 of China would say that one came from elsewhere


def test_every_group_shown_has_at_least_five_and_all_are_counted():
    for counts in product(range(8), repeat=4):
        shown = told_apart(dict(zip("abcd", counts, strict=True)))
        assert all(number >= LEAST for _key, number in shown), counts
        assert not shown or sum(number for _key, number in shown) == sum(counts), counts
        assert len({key for key, _number in shown}) == len(shown), counts


def test_it_says_nothing_of_fewer_than_five(client):
    came(4, (1, 10), purpose="MARKED")
    assert numbers(TODAY) is None
    page = client.get(reverse("request_numbers")).content.decode()
    assert "Fewer than 5 requests" in page


def test_the_count_is_the_same_all_month_and_waits_for_five_more():
    came(5, (1, 10))
    came(4, (2, 10), Stage.ACCEPTED, after=3)
    first = numbers(TODAY)
    assert (first.received, first.until) == (5, date(2026, 2, 1))  # four more would say what became of four
    came(1, (3, 31))
    cache.clear()
    assert numbers(date(2026, 3, 31)).received == 5 and numbers(date(2026, 4, 1)).received == 10


def test_what_is_decided_after_the_count_is_not_told():
    came(5, (1, 10), Stage.DECLINED, after=40)
    found = numbers(TODAY)
    assert (found.received, found.tables, found.median) == (5, [], "")


def test_what_never_came_is_not_counted():
    came(5, (1, 10))
    making.request(stage=Stage.DRAFT)
    making.request(stage=Stage.WITHDRAWN, received_at=None)
    assert numbers(TODAY).received == 5


@pytest.mark.parametrize("language", ["fr", "zh-hans", "en"])
def test_everybody_reads_it_and_no_name_stands_there(client, language, django_assert_num_queries):
    came(12, (1, 10), Stage.ACCEPTED, after=3, head_name="MARKED", purpose="MARKED", contact_name="MARKED", asker_name="MARKED")
    address = reverse("request_numbers").replace("/en/", f"/{language}/")
    page = client.get(address).content.decode()
    assert ">12<" in page and "MARKED" not in page and "Xuzhou" not in page and "徐州" not in page
    with django_assert_num_queries(0):
        client.get(address)
    assert reverse("request_numbers") in client.get(reverse("request_criteria")).content.decode()
    assert reverse("request_numbers") in client.get(reverse("ask")).content.decode()


def test_a_request_that_came_while_nobody_noted_it_counts_by_its_stage():
    for stage in [Stage.REDIRECTED, Stage.ACCEPTED] * 5:
        making.request(stage=stage, received_at=at((1, 10)))
    assert set(table(numbers(TODAY), "What became of them").values()) == {5} and not Step.objects.exists()
