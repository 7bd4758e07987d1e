"""The radar's calendar and sums: what they show to whom, and that others' requests are in none of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from passerelles.requests.actions import answer_as_host, ask_hosts, move
from passerelles.requests.models import Capacity, Closed
from passerelles.requests.queries.calendar import month_asked, month_of
from passerelles.requests.queries.load import span_of
from passerelles.requests.queries.radar import radar
from passerelles.requests.queries.tables import hosts_table, provinces_table
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Dating, StepKind
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MAY = date(2027, 5, 1)
PAGES = ("calendar/?month=2027-05", "by-host/", "by-province/")


def elsewhere(host="Lyon"):
    """A request of another group, of which nobody here hears."""
    request = making.request(group=make.group("vietnam"), asker=None, asker_place=None, asker_name="Hanoi", asker_country="VN")
    making.hosted(request, host, state=HostState.ASKED)
    return request


def days_of(month):
    return {day.day.day: [stay.asked for stay in day.stays] for week in month.weeks for day in week if day.is_of_month and day.stays}


def test_a_month_shows_who_is_where_on_each_day(coordinator):
    request = making.request("Saint-Étienne")
    month = month_of(MAY, coordinator)
    assert days_of(month) == {10: [request], 11: [request], 12: [request]}
    assert month.name == "May 2027" and (month.before, month.after) == ("2027-04", "2027-06")
    assert {len(week) for week in month.weeks} == {7}
    assert not days_of(month_of(date(2027, 6, 1), coordinator))


def test_a_stay_over_two_months_is_in_both_and_some_days_are_listed_apart(coordinator):
    long = making.request(starts=date(2027, 4, 30), ends=date(2027, 5, 1))
    window = making.request(dating=Dating.WINDOW, days=3, starts=date(2027, 5, 1), ends=date(2027, 6, 30))
    assert days_of(month_of(MAY, coordinator)) == {1: [long]}
    assert days_of(month_of(date(2027, 4, 1), coordinator)) == {30: [long]}
    assert [stay.asked for stay in month_of(MAY, coordinator).windows] == [window]


def test_who_receives_is_named_and_before_that_who_is_asked(coordinator):
    request = making.request("Saint-Étienne", "Lyon")
    assert [stay.hosts for stay in month_of(MAY, coordinator).weeks[2][0].stays] == [["Saint-Étienne", "Lyon"]]
    request.hosts.filter(organisation=make.authority("Lyon")).update(state=HostState.ACCEPTED)
    assert [stay.hosts for stay in month_of(MAY, coordinator).weeks[2][0].stays] == [["Lyon"]]


def test_what_was_declined_or_joined_is_not_in_the_calendar(coordinator):
    leader = making.request(starts=None, ends=None)
    for stage in (Stage.DECLINED, Stage.WITHDRAWN):
        making.request(stage=stage)
    making.request(stage=Stage.JOINED, joined_to=leader)
    assert month_of(MAY, coordinator).is_empty


def test_holidays_of_both_countries_stand_beside(coordinator):
    first = next(day for week in month_of(MAY, coordinator).weeks for day in week if day.day == MAY)
    assert [(str(each.what), str(each.whose)) for each in first.beside] == [("Labour Day", "France"), ("Labour Day", "China")]


@pytest.mark.parametrize("text", ["", "2027", "2027-13", "mai", "0001-01", "9999-12", "2027-05-10"])
def test_a_month_that_is_none_is_this_month(text):
    assert month_asked(text) == timezone.localdate().replace(day=1)


def test_sums_say_who_is_solicited_what_they_said_and_how_fast(coordinator):
    asked = timezone.now() - timedelta(days=10)
    for state, days in ((HostState.ACCEPTED, 2), (HostState.DECLINED, 4), (HostState.ASKED, None), (HostState.LEFT, None)):
        answered = asked + timedelta(days=days) if days else None
        making.hosted(making.request(), "Lyon", state=state, asked_at=asked, answered_at=answered)
    making.request("Saint-Étienne")
    lyon, home = hosts_table(coordinator)
    assert (str(lyon.organisation), lyon.number, lyon.waiting, lyon.accepted, lyon.declined, lyon.delay) == ("Lyon", 3, 1, 1, 1, "3 days")
    assert (home.number, home.waiting, home.delay) == (1, 1, "")


def test_who_was_sent_to_another_door_waits_no_more_and_a_joint_one_is_accepted_once(coordinator):
    leader = making.request(stage=Stage.ACCEPTED)
    making.request(stage=Stage.JOINED, joined_to=leader)
    redirected = making.request(stage=Stage.REDIRECTED)
    making.hosted(redirected, "Lyon", HostState.NAMED)
    assert [(line.number, line.waiting, line.accepted) for line in provinces_table(coordinator)] == [(3, 0, 1)]
    assert [(line.number, line.waiting) for line in hosts_table(coordinator)] == [(1, 0)]


def test_a_province_asks_for_itself_and_stands_with_its_towns(coordinator):
    making.request()
    making.request(asker_place=make.place("CN/province/320000"), asker=None)
    [jiangsu] = provinces_table(coordinator)
    assert (str(jiangsu.place), jiangsu.number) == ("Jiangsu", 2)
    assert [row.asked.asker_place.name for row in radar({"province": str(jiangsu.province)}, coordinator).rows] == [
        "Jiangsu",
        "Xuzhou",
    ]  # the latest first


def test_sums_follow_every_change_of_a_request(coordinator, officer):
    request = making.request()
    assert hosts_table(coordinator) == [] and provinces_table(coordinator)[0].waiting == 1
    [host] = ask_hosts(request, [make.authority()], by=coordinator)
    assert (hosts_table(coordinator)[0].waiting, hosts_table(officer)[0].accepted) == (1, 0)
    answer_as_host(host, True, by=officer)
    assert [(line.waiting, line.accepted) for line in hosts_table(coordinator)] == [(0, 1)] == [(0, 1) for _line in hosts_table(officer)]
    move(request, Stage.DECLINED, StepKind.DECLINED, by=coordinator)
    assert [(line.waiting, line.declined) for line in provinces_table(coordinator)] == [(0, 1)]


def test_sums_say_which_provinces_ask_and_what_became_of_it(coordinator):
    received = timezone.now() - timedelta(days=6)
    making.request(stage=Stage.ACCEPTED, received_at=received, answered_at=received + timedelta(hours=3))
    making.request()
    making.request(asker=None, asker_place=None, asker_country="")
    jiangsu, unknown = provinces_table(coordinator)
    assert (str(jiangsu.place), jiangsu.country, jiangsu.number, jiangsu.waiting, jiangsu.accepted, jiangsu.delay) == (
        "Jiangsu",
        "China",
        2,
        1,
        1,
        "1 day",
    )
    assert (unknown.number, unknown.country, unknown.province) == (1, "", None)


def test_others_requests_are_in_no_calendar_and_no_sum(coordinator, officer, stranger):
    elsewhere()
    for person in (coordinator, officer, make.observer(), stranger):
        assert month_of(MAY, person).is_empty and hosts_table(person) == [] and provinces_table(person) == []
    host = make.officer("Lyon", of=make.group("laos"))
    assert not month_of(MAY, host).is_empty and len(hosts_table(host)) == len(provinces_table(host)) == 1


@pytest.mark.parametrize("page", PAGES)
def test_each_page_shows_its_own_and_hides_others(signed_in, coordinator, page):
    making.request("Saint-Étienne")
    elsewhere()
    text = signed_in(coordinator).get(f"/en/requests/{page}").content.decode()
    assert ("Jiangsu" if "province" in page else "Saint-Étienne") in text
    assert "Hanoi" not in text and "Vietnam" not in text and "Lyon" not in text


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_what_to_do_next(signed_in, coordinator, page):
    assert 'class="empty"' in signed_in(coordinator).get(f"/en/requests/{page}").content.decode()


@pytest.mark.parametrize(("page", "queries"), list(zip(PAGES, (19, 10, 7), strict=True)))
@pytest.mark.parametrize("number", [1, 3])
def test_each_page_costs_the_same_queries_for_one_and_for_many(signed_in, coordinator, page, queries, number, django_assert_num_queries):
    for name in ("Saint-Étienne", "Lyon", "Lille")[:number]:
        making.request(name, asker=None, asker_place=make.place(name))
    client = signed_in(coordinator)
    with django_assert_num_queries(queries):
        client.get(f"/en/requests/{page}")


def test_a_hosts_closed_days_stand_in_the_calendar(signed_in, coordinator):
    host = make.authority("Lyon")
    for why, starts in (("Armada", date(2027, 5, 4)), ("", date(2027, 5, 20)), ("autrefois", date(2027, 3, 1))):
        Closed.objects.create(organisation=host, starts=starts, ends=starts, why=why, stated_by=coordinator)
    make.officer("Lyon")
    text = signed_in(coordinator).get("/en/requests/calendar/?month=2027-05").text
    assert "closed: Armada · " in text and text.count('class="beside closed"') == 2 and "autrefois" not in text
    vietnam = make.coordinator(make.group("vietnam"))
    assert "Armada" not in signed_in(vietnam).get("/en/requests/calendar/?month=2027-05").text


def test_a_hosts_line_shows_four_quarters_and_marks_the_full_ones(signed_in, coordinator):
    ahead = span_of(timezone.localdate() + timedelta(days=100), "quarter")[0]
    making.hosted(making.request(starts=ahead, ends=ahead, stage=Stage.ACCEPTED), "Lyon", state=HostState.ACCEPTED)
    make.officer("Lyon")
    Capacity.objects.create(organisation=make.authority("Lyon"), number=1, per="quarter", since=date(2026, 1, 1), stated_by=coordinator)
    [line] = hosts_table(coordinator)
    assert [(load.taken, load.is_full, load.filled) for load in line.loads].count((1, True, 20)) == 1 and len(line.loads) == 4
    text = signed_in(coordinator).get("/en/requests/by-host/").text
    assert text.count('<li class="full">') == 1 and text.count("1/1") == 1 and text.count("0/1") == 3


def test_an_empty_month_says_when_the_next_journey_is(signed_in, coordinator):
    making.request(starts=date(2027, 1, 28), ends=date(2027, 1, 31))
    making.request(starts=date(2027, 4, 28), ends=date(2027, 4, 30))
    making.request(starts=date(2027, 1, 5), ends=date(2027, 1, 6), stage=Stage.DECLINED)
    making.request(group=make.group("vietnam"), asker=None, asker_place=None, starts=date(2027, 1, 2), ends=date(2027, 1, 3))
    text = signed_in(coordinator).get("/en/requests/calendar/?month=2026-11").text
    assert 'href="?month=2027-01">Next journey: January 28, 2027' in text
    assert "Next journey" not in signed_in(coordinator).get("/en/requests/calendar/?month=2027-01").text
    assert month_of(date(2027, 5, 1), coordinator).next is None
