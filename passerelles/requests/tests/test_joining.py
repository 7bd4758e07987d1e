"""One delegation at several doors becomes one joint request, and every joining is undone exactly."""

from datetime import date

import pytest
from django.core.management import call_command

from passerelles.common.refusing import Refused
from passerelles.requests.actions import join, keep_apart, move, note_keys, part, propose_again
from passerelles.requests.models import Host, KeptApart, LikenessKey, Request, Step
from passerelles.requests.queries.alike import alike_to, joined_with
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Dating, StepKind
from passerelles.requests.tests import asking, making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def noted(*hosts, **values):
    """A request whose keys are kept."""
    made = making.request(*hosts, **{"head_name": "周明远", **values})
    note_keys(made)
    return again(made)


def again(request):
    return Request.objects.get(pk=request.pk)


def trio():
    return (
        noted(),
        noted(asker_name="Ville de Xuzhou", head_name="Zhou Mingyuan"),
        noted(asker_name="Xuzhou FAO", head_name="Mr Mingyuan Zhou"),
    )


def stranger_to_all(**values):
    """A request of another city, for another month."""
    values = {"asker": None, "asker_name": "苏州市外办", "contact_email": "a@suzhou.example.org", "head_name": "陆文博", **values}
    return noted(**{"starts": date(2027, 9, 1), "ends": date(2027, 9, 3), "themes": ["culture"], "size": 20, **values})


def told(request, user):
    return [each.request for each in alike_to(request, user)]


def state():
    """All that a decision may have changed, the history and the clock aside."""
    requests = list(Request.objects.order_by("pk").values_list("pk", "stage", "joined_to"))
    return (
        requests,
        sorted(Host.objects.values_list("request", "organisation", "state")),
        list(KeptApart.objects.values_list("first", "second")),
    )


# What is recognised, and who is told


def test_the_same_delegation_at_another_door_is_recognised_with_reasons(coordinator):
    one, other, _ = trio()
    stranger_to_all()
    found = alike_to(one, coordinator)
    assert {each.request.pk for each in found} == {other.pk, _.pk} and found[0].comparison.score >= found[1].comparison.score
    assert "same_head" in {reason.sign for reason in found[0].comparison.reasons}


def test_a_request_is_recognised_before_its_own_keys_are_noted(coordinator):
    one = noted()
    assert told(making.request(head_name="Zhou Mingyuan"), coordinator) == [one]


def test_keys_follow_what_a_request_says(coordinator):
    one, other = noted(), stranger_to_all()
    note_keys(one)
    before = set(one.likeness_keys.values_list("key", flat=True))
    Request.objects.filter(pk=other.pk).update(
        asker_name="徐州市", asker_place=one.asker_place, head_name="周明远", starts=one.starts, ends=one.ends
    )
    note_keys(again(other))
    assert set(one.likeness_keys.values_list("key", flat=True)) == before
    assert not any("周" in key or "zhou" in key for key in LikenessKey.objects.values_list("key", flat=True))
    assert told(one, coordinator) == [other]


def test_a_request_that_came_by_the_form_is_found_as_soon_as_it_is_confirmed(client, coordinator):
    asking.confirmed(client)
    asked = Request.objects.get()
    assert asked.likeness_keys.exists()
    values = ("asker_name", "asker_country", "asker_place", "head_name", "dating", "starts", "ends", "size", "themes", "contact_email")
    assert told(making.request(asker=None, **{name: getattr(asked, name) for name in values}), coordinator) == [asked]


def test_keys_are_noted_again_for_all_by_a_command(coordinator, capsys):
    one, _ = noted(), making.request(head_name="Zhou Mingyuan")
    before = set(one.likeness_keys.values_list("key", flat=True))
    call_command("note_keys")
    assert "2 requests" in capsys.readouterr().out and len(told(one, coordinator)) == 1
    assert set(one.likeness_keys.values_list("key", flat=True)) == before


def test_what_was_withdrawn_or_not_yet_sent_is_not_told(coordinator):
    one = noted()
    noted(stage=Stage.WITHDRAWN), noted(stage=Stage.DRAFT), noted(stage=Stage.UNCONFIRMED)
    assert told(one, coordinator) == []


def test_a_request_of_another_group_is_not_told(coordinator):
    one, other = noted(), noted(group=make.group("vietnam"))
    assert told(one, coordinator) == [] and told(other, make.coordinator(make.group("vietnam"))) == []
    assert told(other, coordinator) == []


def test_who_may_not_read_both_is_told_nothing(officer, stranger):
    one, other = noted(make.HOME), noted("Lyon", head_name="Zhou Mingyuan")
    assert may(officer, Act.READ, one) and may(officer, Act.SEE, other) and told(one, officer) == []
    assert told(one, make.observer()) == [] and told(one, stranger) == []
    making.hosted(other)
    assert told(one, officer) == [other]


def test_what_others_read_takes_no_place_of_what_one_reads(officer, monkeypatch):
    """Of very many that share more, none hides the one that an officer may read."""
    monkeypatch.setattr("passerelles.requests.queries.alike.COMPARED", 1)
    one, other = noted(make.HOME), noted(make.HOME, contact_email="wang@elsewhere.example.org")
    for _ in range(3):
        noted("Lyon")
    assert told(one, officer) == [other]


def test_a_join_of_another_group_tells_nothing(coordinator):
    foreign = noted(group=make.group("vietnam"))
    with pytest.raises(Refused, match="for others to decide"):
        join([noted(), foreign], by=coordinator)


def test_asking_costs_the_same_for_one_and_for_many(coordinator, django_assert_num_queries):
    one, *_ = trio()
    alike_to(one, coordinator)
    with django_assert_num_queries(8):
        assert len(alike_to(again(one), coordinator)) == 2
    for _ in range(6):
        noted()
    with django_assert_num_queries(8):
        assert len(alike_to(again(one), coordinator)) == 8


# Joining and parting


def test_three_become_one_joint_request_and_the_first_leads(coordinator):
    requests = trio()
    lead = join(requests[::-1], by=coordinator, reason="one journey")
    assert lead == requests[0] and lead.stage == Stage.RECEIVED
    assert [again(each).stage for each in requests[1:]] == [Stage.JOINED] * 2
    assert list(Request.objects.leading()) == [lead]
    assert joined_with(again(requests[2]), coordinator) == [lead, requests[1]]
    assert told(again(lead), coordinator) == []


def test_each_joining_stands_in_both_histories(coordinator):
    one, other, _ = trio()
    join([one, other], by=coordinator, reason="one journey")
    steps = Step.objects.filter(kind=StepKind.JOINED).values_list("request", "other", "by", "reason")
    assert set(steps) == {(one.pk, other.pk, coordinator.pk, "one journey"), (other.pk, one.pk, coordinator.pk, "one journey")}


def test_a_request_that_comes_later_is_joined_to_the_one_that_was_accepted(coordinator):
    one, other, _ = trio()
    move(other, Stage.ACCEPTED, StepKind.ACCEPTED, by=coordinator)
    assert join([one, again(other)], by=coordinator) == other and again(other).stage == Stage.ACCEPTED


def test_a_third_that_resembles_a_joined_one_is_told_of_the_one_that_leads(coordinator):
    one, other, third = trio()
    join([one, other], by=coordinator)
    assert told(third, coordinator) == [one]
    assert join([again(one), third], by=coordinator) == one and len(joined_with(again(one), coordinator)) == 2


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED, Stage.REDIRECTED])
def test_parting_is_exact(coordinator, stage):
    one, other = noted(make.HOME), noted("Lyon", stage=stage)
    before = state()
    join([one, other], by=coordinator)
    assert set(one.hosts.values_list("organisation", flat=True)) == {make.authority().pk, make.authority("Lyon").pk}
    part(again(other), by=coordinator)
    assert state() == before
    assert {step.kind for step in Step.objects.all()} == {StepKind.JOINED, StepKind.PARTED}


def test_a_host_that_answered_for_the_joint_request_stays_with_it(coordinator):
    one, other = noted(), noted("Lyon")
    join([one, other], by=coordinator)
    one.hosts.update(state=HostState.ASKED)
    part(again(other), by=coordinator)
    assert one.hosts.get().state == HostState.ASKED and other.hosts.get().state == HostState.WANTED


def test_who_led_others_comes_with_them_and_leaves_with_them(coordinator):
    one, other, third = trio()
    join([other, third], by=coordinator)
    before = state()
    join([one, again(other)], by=coordinator)  # both lead none, or one: who leads already goes on leading
    assert again(one).joined_to == other
    part(again(one), by=coordinator)
    assert state() == before


def test_two_joint_requests_become_one_and_are_two_again(coordinator):
    requests = [*trio(), noted()]
    join(requests[:2], by=coordinator), join(requests[2:], by=coordinator)
    before = state()
    join([again(requests[0]), again(requests[2])], by=coordinator)
    assert set(Request.objects.filter(joined_to=requests[0])) == set(requests[1:])
    part(again(requests[2]), by=coordinator)
    assert state() == before


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.WITHDRAWN])
def test_what_is_over_is_not_joined(coordinator, stage):
    one, other = noted(), noted(stage=stage)
    before = state()
    with pytest.raises(Refused):
        join([one, other], by=coordinator)
    with pytest.raises(Refused):
        join([other, one], by=coordinator)
    assert state() == before and not Step.objects.exists()


def test_one_alone_or_twice_the_same_is_not_joined(coordinator):
    one = noted()
    for requests in ([], [one], [one, one]):
        with pytest.raises(Refused, match="at least one other"):
            join(requests, by=coordinator)


def test_requests_of_two_groups_are_not_joined():
    both = make.administrator()
    with pytest.raises(Refused, match="two groups"):
        join([noted(), noted(group=make.group("vietnam"))], by=both)


def test_only_the_coordinator_joins_parts_and_keeps_apart(coordinator, officer, partner_officer, stranger):
    one, other, third = trio()
    making.hosted(one), making.hosted(other)
    join([other, third], by=coordinator)
    before = state()
    for person in (officer, partner_officer, make.observer(), stranger, make.coordinator(make.group("vietnam"))):
        for decide in (
            lambda by: join([one, other], by=by),
            lambda by: keep_apart(one, other, by=by),
            lambda by: part(again(third), by=by),
        ):
            with pytest.raises(Refused, match="for others"):
                decide(person)
    assert state() == before


# Keeping apart


def test_what_was_kept_apart_is_not_proposed_again_until_something_changes(coordinator):
    one, other, _ = trio()
    keep_apart(one, other, by=coordinator, reason="two journeys")
    assert [each.request for each in alike_to(one, coordinator) if each.is_kept_apart] == [other]
    assert [each.request for each in alike_to(other, coordinator) if each.is_kept_apart] == [one]
    Request.objects.filter(pk=other.pk).update(purpose="Voir aussi les musées.")
    assert not any(each.is_kept_apart for each in alike_to(one, coordinator))
    keep_apart(one, again(other), by=coordinator)
    assert KeptApart.objects.count() == 1 and Step.objects.filter(kind=StepKind.APART).count() == 4


def test_keeping_apart_is_undone(coordinator):
    one, other, _ = trio()
    before = state()
    keep_apart(other, one, by=coordinator)
    with pytest.raises(Refused, match="already"):
        keep_apart(one, other, by=coordinator)
    propose_again(one, other, by=coordinator)
    assert state() == before
    with pytest.raises(Refused, match="not kept apart"):
        propose_again(one, other, by=coordinator)


def test_what_was_kept_apart_can_be_joined_and_is_kept_apart_again_after_that(coordinator):
    one, other, _ = trio()
    keep_apart(one, other, by=coordinator)
    before = state()
    join([one, other], by=coordinator)
    with pytest.raises(Refused, match="part them first"):
        keep_apart(one, again(other), by=coordinator)
    part(again(other), by=coordinator)
    assert state() == before


def test_a_request_is_not_kept_apart_from_itself(coordinator):
    one = noted()
    with pytest.raises(Refused):
        keep_apart(one, one, by=coordinator)


# Two at once


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(coordinator):
    later = make.coordinator(email="later@example.org")
    one, other, third = trio()
    seen = again(one), again(other), again(third)
    join([one, other], by=coordinator)
    before = state()
    with pytest.raises(Refused, match=f"{coordinator} was quicker: joined"):
        join([seen[1], seen[2]], by=later)
    with pytest.raises(Refused, match=f"{coordinator} was quicker"):
        keep_apart(seen[0], seen[1], by=later)
    assert state() == before


def test_a_lead_that_was_moved_meanwhile_leads_nobody(coordinator):
    one, other, _ = trio()
    seen = again(one)
    move(one, Stage.DECLINED, StepKind.DECLINED, by=coordinator)
    with pytest.raises(Refused, match="was quicker: declined"):
        join([seen, other], by=coordinator)
    assert again(other).stage == Stage.RECEIVED


def test_parting_twice_is_refused(coordinator):
    one, other, _ = trio()
    join([one, other], by=coordinator)
    seen = again(other)
    part(again(other), by=coordinator)
    with pytest.raises(Refused):
        part(seen, by=coordinator)
    with pytest.raises(Refused, match="not part of a joint"):
        part(again(other), by=coordinator)


def test_open_dates_are_no_reason_against(coordinator):
    one = noted()
    assert told(one, coordinator) == []
    other = noted(dating=Dating.FLEXIBLE, starts=None, ends=None)
    assert told(one, coordinator) == [other]
