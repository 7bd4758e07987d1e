"""Who may do what with a visit, exhaustively; moving one; two who decide at once."""

from datetime import date
from itertools import product

import pytest

from passerelles.common.refusing import Refused
from passerelles.people.actions import join
from passerelles.visits.actions import move_visit
from passerelles.visits.models import Direction, Visit, VisitStep
from passerelles.visits.rights import RIGHTS, Act, Standpoint, acts_of, check_may, may, standpoints_of
from passerelles.visits.stages import VISIT_MOVES, VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
EVERY = set(Act)
BUT_ITS_OWN = EVERY - {Act.GUARD}  # of a host: private to it


def people():
    """Who looks from where at a visit of Xuzhou's to Saint-Étienne; a traveller speaks for Xuzhou, too."""
    join(make.authority("Lyon"), make.group())
    return {
        Standpoint.COORDINATOR: make.coordinator(),
        Standpoint.HOST: make.officer("Saint-Étienne"),
        Standpoint.TRAVELLER: make.partner_officer("Xuzhou"),
        Standpoint.VISITOR: make.partner_officer("Xuzhou"),
        Standpoint.MEMBER: make.officer("Lyon"),
        Standpoint.OBSERVER: make.observer(),
        Standpoint.STRANGER: make.stranger(),
    }


@pytest.mark.parametrize("stage", VisitStage)
@pytest.mark.parametrize(
    ("standpoint", "acts"),
    [
        (Standpoint.COORDINATOR, BUT_ITS_OWN),
        (Standpoint.HOST, EVERY),
        (Standpoint.TRAVELLER, BUT_ITS_OWN),
        (Standpoint.VISITOR, {Act.SEE, Act.READ, Act.NAME, Act.ATTACH}),
        (Standpoint.MEMBER, {Act.SEE}),
        (Standpoint.OBSERVER, {Act.SEE}),
        (Standpoint.STRANGER, set()),
    ],
)
def test_who_may_do_what(standpoint, acts, stage):
    visit = making.visit(stage=stage, direction=Direction.OUT if standpoint == Standpoint.TRAVELLER else Direction.IN)
    person = people()[standpoint]
    assert standpoint in standpoints_of(person, visit) and acts_of(person, visit) == acts
    assert Visit.objects.visible_to(person).exists() == (Act.SEE in acts) == may(person, Act.SEE, visit)
    for act in Act:
        if act in acts:
            check_may(person, act, visit)
        else:
            with pytest.raises(Refused):
                check_may(person, act, visit)


def test_every_standpoint_has_its_row():
    assert set(RIGHTS) == set(Standpoint)


def test_another_groups_visit_is_seen_by_those_it_concerns_alone(coordinator, officer):
    visit = making.visit("Lyon", group=make.group("vietnam"), visitor=None, visitor_name="Huế")
    assert not acts_of(coordinator, visit) and not Visit.objects.visible_to(officer).exists()
    host = make.officer("Lyon")
    assert acts_of(host, visit) == EVERY and Visit.objects.visible_to(host).exists()


@pytest.mark.parametrize(("before", "after"), list(product(VisitStage, VisitStage)))
def test_a_visit_moves_as_the_rules_say_and_not_otherwise(before, after, coordinator):
    visit = making.visit(stage=before, starts=date(2026, 5, 10), ends=date(2026, 5, 12))
    making.report(visit)
    if after in VISIT_MOVES[before]:
        step = move_visit(visit, after, by=coordinator, words="because")
        assert (step.before, step.after, step.words) == (before, after, "because")
        assert Visit.objects.get().stage == visit.stage == after and visit.sequence == 1
    else:
        with pytest.raises(Refused):
            move_visit(visit, after, by=coordinator)
        assert Visit.objects.get().stage == before and not VisitStep.objects.exists()


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_by_whom(coordinator):
    visit, other = making.visit(), make.coordinator(email="other@example.org")
    seen_by_both = Visit.objects.get()
    move_visit(visit, VisitStage.CANCELLED, by=coordinator)
    with pytest.raises(Refused, match=f"{coordinator} was quicker: cancelled"):
        move_visit(seen_by_both, VisitStage.CONFIRMED, by=other)
    assert Visit.objects.get().stage == VisitStage.CANCELLED


def test_who_only_reads_moves_nothing(partner_officer):
    with pytest.raises(Refused, match="for others"):
        move_visit(making.visit(), VisitStage.CONFIRMED, by=partner_officer)


def test_what_has_not_begun_has_not_taken_place(coordinator):
    with pytest.raises(Refused, match="May 10, 2999"):
        visit = making.visit(stage=VisitStage.CONFIRMED, starts=date(2999, 5, 10), ends=date(2999, 5, 12))
        move_visit(visit, VisitStage.HELD, by=coordinator)
