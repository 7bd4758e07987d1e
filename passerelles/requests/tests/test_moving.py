"""Stages and rights, exhaustively: every pair of stages, every standpoint and act; two who decide at once."""

from itertools import product

import pytest

from passerelles.common.refusing import Refused
from passerelles.people.actions import join
from passerelles.requests.actions import check_may, move
from passerelles.requests.models import Request, Step
from passerelles.requests.rights import RIGHTS, Act, Standpoint, acts_of, may, readable, standpoints_of
from passerelles.requests.stages import CONCERNED, HOST_MOVES, MOVES, UNSENT, HostState, Stage
from passerelles.requests.terms import StepKind
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def at(stage):
    leader = {"joined_to": making.request()} if stage == Stage.JOINED else {}
    return making.request(stage=stage, **leader)


def test_every_stage_and_state_has_its_row():
    assert set(MOVES) == set(Stage) and set(HOST_MOVES) == set(HostState) and set(RIGHTS) == set(Standpoint)
    assert all(stage not in to for stage, to in MOVES.items())


def test_from_a_draft_every_stage_can_be_reached():
    reached, new = set(), {Stage.DRAFT}
    while new:
        reached |= new
        new = {to for stage in new for to in MOVES[stage]} - reached
    assert reached == set(Stage)


@pytest.mark.parametrize(("before", "after"), list(product(Stage, Stage)))
def test_a_request_moves_as_the_rules_say_and_not_otherwise(before, after, coordinator):
    request = at(before)
    changes = {"joined_to": making.request()} if after == Stage.JOINED else {"joined_to": None}
    if after in MOVES[before]:
        step = move(request, after, StepKind.AMENDED, by=coordinator, changes=changes, reason="because")
        assert (step.before, step.after, step.reason, step.by) == (before, after, "because", coordinator)
        assert Request.objects.get(pk=request.pk).stage == request.stage == after
        assert (request.answered_at is not None) == (after in (Stage.ACCEPTED, Stage.REDIRECTED, Stage.DECLINED))
    else:
        with pytest.raises(Refused):
            move(request, after, StepKind.AMENDED, by=coordinator, changes=changes)
        assert Request.objects.get(pk=request.pk).stage == before and not Step.objects.exists()


def test_of_two_coordinators_one_wins_and_the_other_is_told_by_whom(coordinator):
    request = making.request()
    other = make.coordinator(email="other@example.org")
    seen_by_both = Request.objects.get(pk=request.pk)
    move(request, Stage.DECLINED, StepKind.DECLINED, by=coordinator)
    with pytest.raises(Refused, match=f"{coordinator} was quicker: declined"):
        move(seen_by_both, Stage.ACCEPTED, StepKind.ACCEPTED, by=other)
    assert Request.objects.get(pk=request.pk).stage == Stage.DECLINED and Step.objects.count() == 1


def test_a_change_without_a_step_is_told_as_well(coordinator):
    request = making.request()
    seen = Request.objects.get(pk=request.pk)
    Request.objects.update(stage=Stage.QUESTIONED)
    with pytest.raises(Refused, match="changed meanwhile"):
        move(seen, Stage.ACCEPTED, StepKind.ACCEPTED, by=coordinator)


# Who may do what: each standpoint of people as they are made


def people():
    """Who looks from where at a request of Xuzhou to Saint-Étienne."""
    join(make.authority("Lyon"), make.group())
    return {
        Standpoint.COORDINATOR: make.coordinator(),
        Standpoint.HOST: make.officer("Saint-Étienne"),
        Standpoint.ASKER: make.partner_officer("Xuzhou"),
        Standpoint.ENTERER: make.officer("Bordeaux"),
        Standpoint.MEMBER: make.officer("Lyon"),
        Standpoint.OBSERVER: make.observer(),
        Standpoint.STRANGER: make.stranger(),
    }


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in UNSENT])
def test_each_person_may_what_their_standpoint_may(stage):
    request = at(stage)
    making.hosted(request)
    everybody = people()
    request.entered_by = everybody[Standpoint.ENTERER]
    request.save()
    for standpoint, person in everybody.items():
        assert standpoint in standpoints_of(person, request)
        assert {act for act in Act if may(person, act, request)} >= RIGHTS[standpoint]
        seen = Request.objects.visible_to(person).filter(pk=request.pk).exists()
        assert seen == (Act.SEE in RIGHTS[standpoint]) == may(person, Act.SEE, request), standpoint
        assert readable(person, request.group_id).filter(pk=request.pk).exists() == may(person, Act.READ, request), standpoint


@pytest.mark.parametrize(
    ("standpoint", "acts"),
    [
        (Standpoint.COORDINATOR, {Act.SEE, Act.READ, Act.TALK, Act.LOAD, Act.DECIDE, Act.ADVISE}),
        (Standpoint.HOST, {Act.SEE, Act.READ, Act.TALK, Act.LOAD, Act.ANSWER, Act.ADVISE}),
        (Standpoint.ASKER, {Act.SEE, Act.READ, Act.AMEND}),
        (Standpoint.ENTERER, {Act.SEE, Act.READ, Act.AMEND}),
        (Standpoint.MEMBER, {Act.SEE, Act.LOAD}),
        (Standpoint.OBSERVER, {Act.SEE, Act.LOAD, Act.ADVISE}),
        (Standpoint.STRANGER, set()),
    ],
)
def test_who_may_do_what(standpoint, acts):
    everybody = people()
    request, person = making.request("Saint-Étienne", entered_by=everybody[Standpoint.ENTERER]), everybody[standpoint]
    assert acts_of(person, request) == acts
    for act in Act:
        if act in acts:
            check_may(person, act, request)
        else:
            with pytest.raises(Refused):
                check_may(person, act, request)


@pytest.mark.parametrize("stage", UNSENT)
def test_what_was_not_sent_nobody_of_the_network_sees(stage):
    request = making.request("Saint-Étienne", stage=stage)
    everybody = people()
    request.entered_by = everybody[Standpoint.ENTERER]
    for person in everybody.values():
        assert not acts_of(person, request) and not Request.objects.visible_to(person).exists()
        assert not readable(person, request.group_id).exists()


@pytest.mark.parametrize("state", [HostState.DECLINED, HostState.LEFT])
def test_a_host_that_said_no_is_a_member_like_the_others(state):
    request = making.request()
    making.hosted(request, "Lyon", state=state)
    assert acts_of(people()[Standpoint.MEMBER], request) == RIGHTS[Standpoint.MEMBER]


def test_another_groups_request_is_not_seen(coordinator, officer):
    request = making.request(group=make.group("vietnam"), asker=None, asker_place=None)
    assert not acts_of(coordinator, request) and not acts_of(officer, request)
    assert not Request.objects.visible_to(coordinator).exists()
    assert not readable(coordinator, request.group_id).exists() and not readable(officer, request.group_id).exists()


@pytest.mark.parametrize("state", HostState)
def test_a_host_outside_the_group_sees_what_it_is_concerned_by(state):
    request = making.request(group=make.group("vietnam"), asker=None, asker_place=None)
    making.hosted(request, "Lyon", state=state)
    someone = make.officer("Lyon")
    assert Request.objects.visible_to(someone).exists() == may(someone, Act.SEE, request) == (state in CONCERNED)
    assert readable(someone, request.group_id).exists() == may(someone, Act.READ, request)
