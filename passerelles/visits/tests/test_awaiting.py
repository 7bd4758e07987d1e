"""What visits put on the first page: to confirm, to report on, what was promised; for who keeps a dossier, and for nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.people.queries import standing
from passerelles.requests.actions.asking import withdraw
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.awaiting import MOST, awaited
from passerelles.visits.models import Commitment, CommitmentState, Side
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def days(number):
    return timezone.localdate() + timedelta(days=number)


def said(person):
    return [line.words for line in awaited(make.again(person))]


def promised(visit, owner=make.HOME, **values):
    values = {"due": days(9), "what": {"en": "a list of parks"}, "side": Side.HOST, "written_by": visit.opened_by, **values}
    return Commitment.objects.create(visit=visit, owner=make.authority(owner), **values)


def test_who_keeps_the_dossier_finds_what_is_to_do(coordinator, officer):
    making.visit(title={"en": "ahead"}, starts=days(20), ends=days(22))
    making.visit(title={"en": "surely"}, starts=days(20), ends=days(22), stage=VisitStage.CONFIRMED)
    making.visit(title={"en": "past"}, starts=days(-3), ends=days(-1), stage=VisitStage.CONFIRMED)
    making.visit(title={"en": "held"}, starts=days(-9), ends=days(-8), stage=VisitStage.HELD)
    making.report(making.visit(title={"en": "told"}, starts=days(-9), ends=days(-8), stage=VisitStage.HELD))
    for person in (coordinator, officer):
        assert said(person) == ["Its report is missing – held", "Did it take place? – past", "To be confirmed – ahead"]


def test_a_visit_whose_asker_withdrew_says_so_on_the_first_page_and_its_own(signed_in, coordinator, officer, partner_officer):
    asked = asking.request(stage=Stage.ACCEPTED, starts=days(20), ends=days(22))
    visit = making.visit(title={"en": "ahead"}, request=asked, starts=days(20), ends=days(22), stage=VisitStage.CONFIRMED)
    words = "Who asked has withdrawn the request"
    assert said(coordinator) == [] and words not in signed_in(coordinator).get(visit.get_absolute_url()).text
    withdraw(asked)
    for person in (coordinator, officer):
        assert said(person) == ["Who asked has withdrawn – ahead"] and words in signed_in(person).get(visit.get_absolute_url()).text
    assert Mail.objects.filter(to=coordinator.email, key__startswith=f"request/{asked.pk}/step/").count() == 1
    type(visit).objects.update(stage=VisitStage.CANCELLED)
    assert said(coordinator) == [] and words not in signed_in(coordinator).get(visit.get_absolute_url()).text


def test_it_waits_for_nobody_else(stranger, partner_officer):
    making.visit(starts=days(20), ends=days(22))
    others = (make.observer(), make.officer("Lyon"), partner_officer, stranger, make.coordinator(make.group("vietnam")))
    assert [said(person) for person in others] == [[]] * 5


def test_who_is_to_keep_a_promise_finds_it_once_it_is_due_soon(officer, partner_officer):
    visit = making.visit(stage=VisitStage.CLOSED)
    promised(visit)
    promised(visit, due=days(200))
    promised(visit, due=days(-3), state=CommitmentState.DONE)
    assert said(officer) == ["Saint-Étienne promised – a list of parks"]
    assert said(partner_officer) == [] and said(make.officer("Lyon")) == []


def test_what_the_other_side_keeps_to_itself_is_not_told_to_whom_it_names(partner_officer):
    promised(making.visit(stage=VisitStage.CLOSED), make.PARTNER)
    assert said(partner_officer) == []
    Commitment.objects.update(is_offered=True)
    assert len(said(partner_officer)) == 1


@pytest.mark.parametrize("number", [1, 9])
def test_lines_are_few_and_cost_the_same_queries(officer, number, django_assert_num_queries):
    for _each in range(number):
        promised(making.visit(starts=days(20), ends=days(22)))
    assert standing(officer).speaks_for
    with django_assert_num_queries(2):
        assert len(awaited(officer)) <= 2 * MOST


def test_it_stands_on_the_first_page(signed_in, officer):
    making.visit(starts=days(20), ends=days(22))
    assert "To be confirmed – Xuzhou in Saint-Étienne" in signed_in(officer).get("/en/").text
