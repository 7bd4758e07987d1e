"""What officers state about their organisation's capacity: who may, what is refused, what the page shows."""

from datetime import date

import pytest

from passerelles.common.refusing import Refused
from passerelles.requests.actions.capacity import close, state_capacity, take_back
from passerelles.requests.models import Capacity, Closed, Per
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = date(2027, 5, 10)
SENT = {
    "capacity-number": "4",
    "capacity-per": "quarter",
    "capacity-since": "2026-01-01",
    "capacity-until": "",
    "capacity-departments": "culture",
}


def address(more=""):
    return f"/en/requests/capacity/{make.authority().pk}/{more}"


def test_an_officer_states_it_and_takes_it_back(officer):
    stated = state_capacity(make.authority(), number=3, per=Per.YEAR, since=DAY, departments=" culture\u202e ", by=officer)
    closed = close(make.authority(), starts=DAY, ends=DAY, why="council", by=officer)
    assert Capacity.objects.get().departments == "culture" and Closed.objects.get() == closed
    for each in (stated, closed):
        take_back(each, by=officer)
    assert not Capacity.objects.exists() and not Closed.objects.exists()


def test_nobody_else_states_it(coordinator, officer, partner_officer, stranger):
    stated = state_capacity(make.authority(), number=3, per=Per.YEAR, since=DAY, by=officer)
    for person in (coordinator, partner_officer, stranger, make.officer("Lyon"), make.administrator()):
        with pytest.raises(Refused, match="Only an officer"):
            state_capacity(make.authority(), number=3, per=Per.YEAR, since=DAY, by=person)
        with pytest.raises(Refused, match="Only an officer"):
            close(make.authority(), starts=DAY, ends=DAY, by=person)
        with pytest.raises(Refused, match="Only an officer"):
            take_back(stated, by=person)


@pytest.mark.parametrize(("number", "until"), [(-1, None), (1001, None), (3, date(2027, 5, 9))])
def test_what_makes_no_sense_is_refused(officer, number, until):
    with pytest.raises(Refused):
        state_capacity(make.authority(), number=number, per=Per.YEAR, since=DAY, until=until, by=officer)


@pytest.mark.parametrize("ends", [date(2027, 5, 9), date(2030, 1, 1)])
def test_doors_are_closed_for_a_year_at_most(officer, ends):
    with pytest.raises(Refused):
        close(make.authority(), starts=DAY, ends=ends, by=officer)


def test_the_page_takes_what_an_officer_fills_in(signed_in, officer):
    client = signed_in(officer)
    assert client.get("/en/requests/capacity/").url == address()
    assert "Nothing yet. State below" in client.get(address()).content.decode()
    assert client.post(address("capacity/"), SENT).url == address()
    closed = {"closed-starts": "2099-08-01", "closed-ends": "2099-08-15", "closed-why": "<b>summer"}
    assert client.post(address("closed/"), closed).url == address()
    text = client.get(address()).content.decode()
    assert (
        "4 receptions a quarter" in text
        and "culture" in text
        and "&lt;b&gt;summer" in text
        and "0 receptions planned of 4 possible" in text
    )
    for what, row in (("capacity", Capacity.objects.get()), ("closed", Closed.objects.get())):
        assert client.post(address(f"{what}/{row.pk}/take-back/")).status_code == 302
    assert not Capacity.objects.exists() and not Closed.objects.exists()


def test_a_form_that_is_wrong_is_shown_again_with_what_was_typed(signed_in, officer):
    client = signed_in(officer)
    for wrong in ({"capacity-number": "many"}, {"capacity-until": "2025-01-01"}, {"capacity-since": "2027-02-30"}):
        response = client.post(address("capacity/"), {**SENT, **wrong})
        assert response.status_code == 200 and 'value="culture"' in response.content.decode()
    assert not Capacity.objects.exists()


def test_others_read_it_and_fill_in_nothing(signed_in, officer, coordinator, stranger):
    stated = state_capacity(make.authority(), number=4, per=Per.QUARTER, since=DAY, by=officer)
    text = signed_in(coordinator).get(address()).content.decode()
    assert '<h1>What can be taken <span class="muted">· Saint-Étienne</span></h1>' in text
    assert "4 receptions a quarter" in text and "Take back" not in text and "State it" not in text
    assert signed_in(coordinator).post(address("capacity/"), SENT).status_code == 200  # refused, and said
    assert signed_in(coordinator).post(address(f"capacity/{stated.pk}/take-back/")).status_code == 302
    assert Capacity.objects.get() == stated
    for person in (stranger, make.coordinator(make.group("vietnam"))):
        assert signed_in(person).get(address()).status_code == 404
        assert signed_in(person).post(address("capacity/"), SENT).status_code == 404
        assert signed_in(person).post(address(f"capacity/{stated.pk}/take-back/")).status_code == 404


@pytest.mark.parametrize("more", ["doors/", "doors/1/take-back/", "capacity/999/take-back/"])
def test_what_is_not_there_is_not_found(signed_in, officer, more):
    assert signed_in(officer).post(address(more), SENT).status_code == 404


def test_who_speaks_for_nobody_is_led_to_the_requests(signed_in, coordinator):
    assert signed_in(coordinator).get("/en/requests/capacity/").url == "/en/requests/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_for_one_and_for_many(signed_in, officer, number, django_assert_num_queries):
    for _each in range(number):
        state_capacity(make.authority(), number=3, per=Per.YEAR, since=DAY, by=officer)
        close(make.authority(), starts=DAY, ends=DAY, by=officer)
    client = signed_in(officer)
    with django_assert_num_queries(16):
        client.get(address())
