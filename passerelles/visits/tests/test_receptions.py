"""Visits in their hosts' load: the one opened by hand counts, the one that was cancelled does not, a request's counts once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from passerelles.requests.models import Request
from passerelles.requests.queries.calendar import month_of
from passerelles.requests.queries.load import conflicts_of, load_of, load_on
from passerelles.requests.queries.tables import hosts_table
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits import receptions
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FIRST, LAST = date(2027, 4, 1), date(2027, 6, 30)


def taken(person, host=make.HOME, first=FIRST, last=LAST):
    return [load.taken for load in load_of(make.authority(host), first, last, make.again(person))]


def accepted(**values):
    request = asking.request(stage=Stage.ACCEPTED, **values)
    asking.hosted(request, state=HostState.ACCEPTED)
    return request


def test_a_visit_that_no_request_came_before_is_a_reception(coordinator):
    assert taken(coordinator) == [0]
    making.visit("Lyon", "Saint-Étienne")
    assert taken(coordinator) == taken(coordinator, "Lyon") == [1] and taken(coordinator, "Pau") == [0]


def test_a_request_and_its_visit_are_one_reception_of_the_visits_hosts_and_days(coordinator):
    request = accepted()
    assert taken(coordinator) == [1]
    making.visit("Lyon", request=request, starts=date(2027, 7, 1), ends=date(2027, 7, 2))
    assert taken(coordinator, last=date(2027, 9, 30)) == [0, 0] and taken(coordinator, "Lyon", last=date(2027, 9, 30)) == [0, 1]


def test_a_visit_that_was_cancelled_leaves_room(coordinator):
    visit = making.visit(request=accepted())
    assert taken(coordinator) == [1]
    type(visit).objects.update(stage=VisitStage.CANCELLED)
    assert taken(coordinator) == [0]


def test_the_hosts_table_shows_a_visits_change_at_once(coordinator):
    def held():
        return {str(line.organisation): [load.taken for load in line.loads] for line in hosts_table(make.again(coordinator))}

    starts = timezone.localdate() + timedelta(days=1)
    request = accepted(starts=starts, ends=starts)
    assert held() == {make.HOME: [1, 0, 0, 0]}
    visit = making.visit(request=request, starts=starts, ends=starts)
    assert held() == {make.HOME: [1, 0, 0, 0]}
    type(visit).objects.update(stage=VisitStage.CANCELLED)
    assert held() == {make.HOME: [0, 0, 0, 0]}


def test_the_month_shows_nobody_where_the_visit_was_cancelled(coordinator):
    visit = making.visit(request=accepted())

    def month():
        person = make.again(coordinator)
        return {stay.who for week in month_of(visit.starts.replace(day=1), person).weeks for day in week for stay in day.stays}

    assert month() == {"Xuzhou"}
    type(visit).objects.update(stage=VisitStage.CANCELLED)
    assert month() == set() and month_of(date(2027, 3, 1), make.again(coordinator)).next is None


def test_a_requests_page_asks_once_what_is_received_in_the_year(signed_in, coordinator, monkeypatch):
    asked = []
    known = receptions.receptions
    monkeypatch.setattr(receptions, "receptions", lambda *said: asked.append(said[:2]) or known(*said))
    request = accepted()
    Request.objects.filter(pk=request.pk).update(stage=Stage.OFFERED)
    make.place("Lyon")
    assert "load" in signed_in(coordinator).get(request.get_absolute_url()).text
    assert asked == [(date(2027, 1, 1), date(2027, 12, 31))]


def test_a_visit_stands_against_its_days_and_not_against_its_own_request(coordinator):
    request = accepted()
    visit = making.visit(request=request)
    [conflict] = [each for each in conflicts_of([make.authority().pk], FIRST, LAST, coordinator) if each.kind == "taken"]
    assert (conflict.address, str(conflict.what), conflict.starts) == (visit.get_absolute_url(), "Xuzhou", visit.starts)
    own = load_on(Request.objects.with_hosts().get(pk=request.pk), coordinator)
    assert own and not [each for each in own["conflicts"] if each.kind == "taken"]


def test_nobody_reads_of_visits_they_may_not_know_of(coordinator):
    making.visit(group=make.group("vietnam"), opened_by=coordinator)
    assert taken(coordinator) == [0] and taken(make.officer()) == [1]
