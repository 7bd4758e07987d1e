"""Visits in the radar's calendar: those that stand in no request which is there already, for whom they are."""

from datetime import date

import pytest

from passerelles.requests.queries import calendar
from passerelles.requests.queries.calendar import month_of
from passerelles.requests.queries.keeping import forget_all
from passerelles.requests.queries.months import year_of
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Dating
from passerelles.requests.tests import making as asking
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MAY = date(2027, 5, 1)
ADDRESS = "/en/requests/calendar/?month=2027-05"


def days_of(user, first=MAY):
    """Who is where on each day, each with whether it is sure."""
    month = month_of(first, user)
    days = [day for week in month.weeks for day in week if day.stays]
    return {day.day.day: [(stay.who, stay.hosts, stay.is_sure) for stay in day.stays] for day in days}


def accepted(**values):
    request = asking.request(stage=Stage.ACCEPTED, **values)
    asking.hosted(request, state=HostState.ACCEPTED)
    return request


def test_a_visit_without_a_request_is_in_the_calendar_on_each_of_its_days(coordinator):
    making.visit("Lyon", "Saint-Étienne")
    stay = ("Xuzhou", ["Lyon", "Saint-Étienne"], False)
    assert days_of(coordinator) == {10: [stay], 11: [stay], 12: [stay]}
    assert days_of(coordinator, date(2027, 6, 1)) == {}


@pytest.mark.parametrize(("stage", "is_sure"), [(VisitStage.CONFIRMED, True), (VisitStage.HELD, True), (VisitStage.PREPARED, False)])
def test_one_that_is_confirmed_is_sure(coordinator, stage, is_sure):
    making.visit(stage=stage, starts=MAY, ends=MAY)
    assert days_of(coordinator) == {1: [("Xuzhou", ["Saint-Étienne"], is_sure)]}


def test_one_that_was_cancelled_is_not_there(coordinator):
    making.visit(stage=VisitStage.CANCELLED)
    assert month_of(MAY, coordinator).is_empty


def test_where_a_request_stands_for_its_visit_it_is_there_once(coordinator):
    making.visit(request=accepted())
    assert [len(stays) for stays in days_of(coordinator).values()] == [1, 1, 1]


@pytest.mark.parametrize("days", [{"dating": Dating.FLEXIBLE, "starts": None, "ends": None}, {"dating": Dating.WINDOW, "days": 3}])
def test_a_request_that_names_no_days_does_not_stand_for_its_visit(coordinator, days):
    making.visit(request=accepted(**days))
    assert sorted(days_of(coordinator)) == [10, 11, 12]


def test_who_may_not_see_the_request_sees_the_visit_they_host(coordinator):
    request = accepted(group=make.group("vietnam"))
    making.visit("Lyon", request=request, group=make.group("vietnam"), opened_by=coordinator)
    host = make.officer("Lyon", of=make.group("laos"))
    assert sorted(days_of(host)) == [10, 11, 12] and month_of(MAY, coordinator).is_empty


def test_others_visits_are_in_nobodys_calendar(signed_in, coordinator, officer, stranger):
    making.visit("Lyon", group=make.group("vietnam"), opened_by=coordinator)
    for person in (coordinator, officer, make.observer(), stranger):
        assert month_of(MAY, person).is_empty
    assert "Lyon" not in signed_in(coordinator).get(ADDRESS).content.decode()


def test_each_month_counts_visits_that_no_request_stands_for(coordinator):
    making.visit(stage=VisitStage.CONFIRMED)
    making.visit(starts=date(2027, 6, 1), ends=date(2027, 6, 2))
    making.visit(request=accepted())  # counted as its request
    making.visit(stage=VisitStage.CANCELLED)
    making.visit("Lyon", group=make.group("vietnam"), opened_by=coordinator)
    counted = {each.first.month: (each.accepted, each.asked, each.open) for each in year_of(2027, coordinator) if each.total}
    assert counted == {5: (2, 0, 0), 6: (0, 1, 0)}


def test_its_line_says_that_it_is_a_visit_and_leads_to_it(signed_in, coordinator):
    visit = making.visit(visitor=None, visitor_name="<script>alert(1)</script>")
    text = signed_in(coordinator).get(ADDRESS).content.decode()
    assert f'href="/en/visits/{visit.pk}/"' in text and ">visit</span>" in text and "<script>alert(1)" not in text


def test_of_very_many_the_first_are_shown_and_the_page_says_so(coordinator, monkeypatch):
    monkeypatch.setattr(calendar, "MOST", 2)
    for day in (3, 2, 1):
        making.visit(starts=date(2027, 5, day), ends=date(2027, 5, day))
    assert sorted(days_of(coordinator)) == [1, 2] and month_of(MAY, coordinator).is_cut


@pytest.mark.parametrize("number", [1, 3])
def test_they_cost_two_queries_whatever_their_number(signed_in, coordinator, number, django_assert_num_queries):
    for name in ("Saint-Étienne", "Lyon", "Lille")[:number]:
        making.visit(name)
    client = signed_in(coordinator)
    forget_all()
    with django_assert_num_queries(18):
        client.get(ADDRESS)


def test_the_next_journey_of_an_empty_month_may_be_a_visit_of_no_request(coordinator):
    making.visit(starts=date(2027, 2, 3), ends=date(2027, 2, 4))
    making.visit(starts=date(2027, 1, 3), ends=date(2027, 1, 4), stage=VisitStage.CANCELLED)
    assert month_of(date(2026, 11, 1), coordinator).next == date(2027, 2, 3)
