"""How full hosts are, and what stands against days; nobody counts what they may not see."""

from datetime import date

import pytest
from django.utils.translation import override

from passerelles.people.actions import join
from passerelles.requests.actions.capacity import close, state_capacity
from passerelles.requests.holidays import holidays_between
from passerelles.requests.models import Capacity, Per
from passerelles.requests.queries.calendar import month_of
from passerelles.requests.queries.load import conflicts_of, forget_receptions, fullness_on, load_of, load_on, loads_of, span_of
from passerelles.requests.queries.suggestions import suggested_of
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MAY = date(2027, 5, 10)


def stated(officer, number=2, per=Per.QUARTER, since=date(2027, 1, 1), **more):
    return state_capacity(make.authority(), number=number, per=per, since=since, by=officer, **more)


def received(state=HostState.ACCEPTED, host=make.HOME, **values):
    request = making.request(**values)
    making.hosted(request, host, state=state)
    return request


def in_may(user):
    return load_of(make.authority(), MAY, MAY, user)[0]


@pytest.mark.parametrize(
    ("day", "per", "first", "last"),
    [
        (date(2027, 5, 10), Per.QUARTER, date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 12, 31), Per.QUARTER, date(2027, 10, 1), date(2027, 12, 31)),
        (date(2028, 2, 29), Per.QUARTER, date(2028, 1, 1), date(2028, 3, 31)),
        (date(2027, 5, 10), Per.YEAR, date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_day_is_in_its_quarter_or_year(day, per, first, last):
    assert span_of(day, per) == (first, last)


def test_load_is_what_was_accepted_beside_what_is_asked_and_what_can_be_taken(coordinator, officer):
    stated(officer)
    received()
    load = in_may(coordinator)
    assert (load.taken, load.asked, load.is_full, load.is_tight, load.ratio) == (1, 0, False, False, 0.5)
    received(HostState.ASKED)
    assert in_may(coordinator).is_tight
    received()
    assert in_may(coordinator).is_full and not in_may(coordinator).is_tight
    assert in_may(coordinator).name == "2nd quarter 2027"


def test_what_counts_is_each_journey_once_in_its_quarter(coordinator, officer):
    stated(officer)
    leader = received()
    received(stage=Stage.JOINED, joined_to=leader)
    received(stage=Stage.DECLINED)
    received(starts=date(2027, 7, 1), ends=date(2027, 7, 3))
    received(HostState.DECLINED)
    received(host="Lyon")
    assert in_may(coordinator).taken == 1


def test_another_groups_receptions_are_not_counted_for_who_may_not_see_them(coordinator, officer):
    received(group=make.group("vietnam"), asker=None, asker_place=None)
    assert in_may(coordinator).taken == 0 and in_may(officer).taken == 1  # the host sees what it receives


def test_the_last_word_holds_for_its_days(coordinator, officer):
    stated(officer, 5, since=date(2026, 1, 1))
    stated(officer, 0, Per.YEAR, until=date(2027, 12, 31))
    first, second, third = load_of(make.authority(), date(2026, 12, 1), date(2028, 1, 15), coordinator)
    assert (first.capacity.number, second.capacity.number, third.capacity.number) == (5, 0, 5)
    assert second.is_full and second.ratio == 1.0 and second.name == "2027"


def test_without_a_word_nobody_is_full(coordinator):
    received()
    load = in_may(coordinator)
    assert load.taken == 1 and load.capacity is None and not load.is_full and not load.is_tight and load.ratio == 0.0


@pytest.mark.parametrize("number", [1, 3])
def test_loads_cost_three_queries_for_one_and_for_many(coordinator, number, django_assert_num_queries):
    hosts = [make.authority(name).pk for name in ("Saint-Étienne", "Lyon", "Lille")[:number]]
    load_of(make.authority(), MAY, MAY, coordinator)  # who they are is known
    forget_receptions(coordinator)
    with django_assert_num_queries(3):
        assert len(loads_of(hosts, MAY, MAY, coordinator)) == number


def test_holidays_of_a_country_are_stretches_of_days_in_the_readers_language():
    found = holidays_between("CN", date(2027, 9, 30), date(2027, 10, 3))
    assert found == [(date(2027, 10, 1), date(2027, 10, 3), "National Day")]
    assert holidays_between("FR", date(2027, 7, 14), date(2027, 7, 14)) == [(date(2027, 7, 14),) * 2 + ("National Day",)]
    with override("fr"):
        assert len(holidays_between("FR", date(2027, 5, 1), date(2027, 5, 31))) == 4


@pytest.mark.parametrize("country", ["FR", "CN", "XX", ""])
def test_holidays_of_no_known_country_or_far_years_are_none(country):
    assert holidays_between(country, date(9990, 1, 1), date(9999, 12, 31)) == []
    assert len(holidays_between(country, date(1, 1, 1), date.max)) == 0


def conflicts(user, first=MAY, last=date(2027, 5, 12), countries=("FR", "CN"), hosts=("Saint-Étienne",)):
    return [(each.kind, str(each.what)) for each in conflicts_of([make.authority(host).pk for host in hosts], first, last, user, countries)]


def test_closed_days_holidays_receptions_and_great_meetings_stand_against_days(coordinator, officer):
    close(make.authority(), starts=date(2027, 5, 12), ends=date(2027, 5, 20), why="council", by=officer)
    received()
    meeting = make.occasion()
    for name, value in (("occasion", "rencontres/assises"), ("starts", "2027-05-11"), ("ends", "2027-05-13")):
        make.accepted(meeting, name, value)
    assert conflicts(coordinator) == [("taken", "Xuzhou"), ("meeting", str(make.Entry.objects.get(pk=meeting.pk))), ("closed", "council")]
    assert conflicts(coordinator, last=date(2027, 5, 17))[-1] == ("holiday", "Whit Monday")
    assert conflicts(coordinator, first=date(2027, 6, 1), last=date(2027, 6, 2)) == []


def great_meeting(*states, stands=None):
    meeting = make.occasion()
    for name, value in (("occasion", "rencontres/assises"), ("starts", "2027-05-11"), ("ends", "2027-05-13")):
        make.accepted(meeting, name, value)
    for state in states:
        claim = make.accepted(meeting, "held", state)
        type(claim).objects.filter(pk=claim.pk).update(stands=state == stands)
    return meeting


@pytest.mark.parametrize(
    ("states", "stands", "meets"),
    [
        (("confirmed",), None, True),
        (("moved",), None, True),
        (("cancelled",), None, False),
        (("confirmed", "cancelled"), None, True),  # sources disagree: it may take place
        (("confirmed", "cancelled"), "cancelled", False),
        (("confirmed", "cancelled"), "confirmed", True),
    ],
)
def test_a_great_meeting_that_was_cancelled_stands_against_nothing(coordinator, states, stands, meets):
    great_meeting(*states, stands=stands)
    assert [kind for kind, _what in conflicts(coordinator)] == (["meeting"] if meets else [])
    days = [day for week in month_of(date(2027, 5, 1), coordinator).weeks for day in week]
    assert [day.day.day for day in days if any(each.kind == "meeting" for each in day.beside)] == ([11, 12, 13] if meets else [])


def test_who_may_not_see_that_a_meeting_was_cancelled_plans_as_though_it_were_not(coordinator, stranger):
    meeting = great_meeting()
    make.accepted(meeting, "held", "cancelled", of=make.document("Annulées.", visibility="group"))
    assert conflicts(coordinator) == [] and [kind for kind, _what in conflicts(stranger)] == ["meeting"]


def test_anothers_closed_days_are_not_told_to_strangers(coordinator, officer, stranger):
    close(make.authority(), starts=MAY, ends=MAY, by=officer)
    assert conflicts(coordinator) == [("closed", "nobody is received")]
    assert conflicts(stranger) == conflicts(make.coordinator(make.group("vietnam"))) == []


def test_a_requests_page_shows_its_hosts_load_and_its_days(signed_in, coordinator, officer):
    stated(officer, 1, departments="international relations")
    close(make.authority(), starts=MAY, ends=MAY, why="council", by=officer)
    received(asker=make.authority("Chengdu"))
    request = received(HostState.ASKED, ends=date(2027, 5, 17))
    text = signed_in(coordinator).get(f"/en/requests/{request.pk}/").content.decode()
    for words in (
        "1 reception planned of 1 possible",
        "1 asked",
        "full",
        "international relations",
        "council",
        "Another reception:",
        "Whit Monday",
    ):
        assert words in text, words


def test_a_request_without_days_shows_the_load_of_today(coordinator):
    request = received(starts=None, ends=None)
    told = load_on(request, coordinator)
    assert len(told["loads"]) == 1 and told["conflicts"] == []


def test_who_is_how_full_is_told_by_place(coordinator, officer, stranger):
    stated(officer)
    received()
    assert fullness_on(MAY, coordinator) == {make.authority().key: 0.5} and fullness_on(MAY, stranger) == {}


def test_capacity_is_read_by_the_groups_of_its_organisation_alone(coordinator, officer, stranger):
    stated(officer)
    join(make.authority(), make.group("vietnam"))
    for person, seen in ((coordinator, 1), (officer, 1), (make.coordinator(make.group("vietnam")), 1), (stranger, 0)):
        assert Capacity.objects.visible_to(person).count() == seen
    assert not Capacity.objects.visible_to(make.coordinator(make.group("laos"))).exists()


def test_suggestions_weigh_how_full_somebody_is(coordinator, officer):
    make.public_partnership()
    stated(officer)
    received(asker=make.authority("Chengdu"))
    found = suggested_of(making.request(), coordinator)["suggestions"]
    words = [reason.words for each in found for reason in each.reasons if reason.name == "load"]
    assert words == ["It has promised 50 % of what it can receive"]
