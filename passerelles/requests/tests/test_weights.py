"""A group's own weights: who sets them, that suggestions follow them, and the page on which they are tried."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.refusing import Refused
from passerelles.people.actions import join
from passerelles.requests.actions.weighing import reset_weights, set_weights
from passerelles.requests.models import GroupWeights
from passerelles.requests.queries.suggestions import partners_for, suggestions_for
from passerelles.requests.queries.weighing import effect_of
from passerelles.requests.queries.weights import group_looking_for, settings_of, weights_of
from passerelles.requests.suggesting import Weights
from passerelles.requests.tests import making
from tests import make

pytestmark = pytest.mark.django_db
TIES = {"ties": {"twinning": 1}}


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def points_of(found, name, reason):
    suggested = next(each for each in found if str(each.name) == name)
    return next(line.points for line in suggested.reasons if line.name == reason)


def test_suggestions_of_a_group_go_by_its_own_weights(coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    asked = making.request()
    assert points_of(suggestions_for(asked, coordinator), "Lyon", "tie") == Weights.standard().ties["twinning"]
    set_weights(make.group(), TIES, by=coordinator)
    assert points_of(suggestions_for(asked, coordinator), "Lyon", "tie") == 1


def test_those_of_another_group_do_not(coordinator):
    other = make.group("bresil", home="FR", partner="BR")
    set_weights(other, TIES, by=make.coordinator(other))
    assert weights_of(make.group()) == Weights.standard() and weights_of(other).ties["twinning"] == 1


def test_a_sub_group_has_those_of_the_group_above_until_it_says_otherwise(coordinator):
    below = make.group("sichuan", parent=make.group())
    set_weights(make.group(), {"reasons": {"near": 33, "themes": 44}}, by=coordinator)
    assert weights_of(below).reasons["near"] == 33
    set_weights(below, {"reasons": {"near": 10}}, by=make.again(coordinator))
    assert (weights_of(below).reasons["near"], weights_of(below).reasons["themes"]) == (10, 44)
    reset_weights(below, by=make.again(coordinator))
    assert weights_of(below) == weights_of(make.group())


def test_partners_are_suggested_by_the_weights_of_the_widest_group_an_authority_is_in(officer, coordinator):
    make.place("Wuhan")
    home, below = make.authority(), make.group("sichuan", parent=make.group())
    join(home, below)
    assert group_looking_for(home, "FR", "CN") == make.group()
    before = points_of(partners_for(home, officer), "Wuhan", "level")
    set_weights(make.group(), {"reasons": {"level": 100}}, by=coordinator)
    assert points_of(partners_for(home, officer), "Wuhan", "level") > before


def test_who_set_what_is_kept_and_the_default_comes_back(coordinator):
    set_weights(make.group(), {"reasons": {"near": 33}}, by=coordinator)
    set_weights(make.group(), {"against": {"load": 0}}, by=coordinator)
    assert weights_of(make.group()).reasons["near"] == 33, "what is not named stays"
    reset_weights(make.group(), by=coordinator)
    assert weights_of(make.group()) == Weights.standard() and GroupWeights.objects.count() == 3
    told = settings_of(make.group())
    assert [setting.is_reset for setting in told] == [True, False, False] and told[0].by == str(coordinator)
    assert [(change.name, change.before, change.after) for change in told[1].changes] == [("load", 16, 0)]
    assert {(change.name, change.after) for change in told[0].changes} == {("load", 16), ("near", Weights.standard().reasons["near"])}


def test_the_same_again_is_no_change(coordinator):
    assert set_weights(make.group(), {"reasons": dict(Weights.standard().reasons)}, by=coordinator) is None
    assert reset_weights(make.group(), by=coordinator) is None and not GroupWeights.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"reasons": {"near": -1}}, {"reasons": {"near": 101}}, {"reasons": {"nonsense": 3}}, {"shape": {"many": 1}}]
)
def test_what_is_no_weight_is_refused(changes, coordinator):
    with pytest.raises(Refused, match="0 to 100"):
        set_weights(make.group(), changes, by=coordinator)


@pytest.mark.parametrize("who", ["officer", "observer", "stranger", "other"])
def test_only_a_coordinator_of_the_group_sets_them(who):
    people = {
        "officer": make.officer,
        "observer": make.observer,
        "stranger": make.stranger,
        "other": lambda: make.coordinator(make.group("x")),
    }
    with pytest.raises(Refused, match="coordinator"):
        set_weights(make.group(), TIES, by=people[who]())


def test_a_weight_that_a_later_version_no_longer_knows_says_nothing(coordinator):
    GroupWeights.objects.create(group=make.group(), changes={"reasons": {"gone": 3, "near": 33}, "old": {}}, set_by=coordinator)
    assert weights_of(make.group()) == Weights.standard().changed({"reasons": {"near": 33}})


def test_the_effect_names_who_rises_and_who_is_gone(coordinator):
    make.public_partnership("Lyon", "Xuzhou"), make.public_partnership("Lille", "Suzhou")
    before = Weights.standard()
    after = before.changed({"ties": {"twinning": 0}, "reasons": {"province": 90}})
    found = effect_of(making.request(), coordinator, before=before, after=after)
    assert (str(found.rows[0].shown.name), found.rows[0].place) == ("Lille", 1) and found.rows[0].rise > 0 and not found.changes_nothing
    assert effect_of(found.asked, coordinator, before=before, after=before).changes_nothing


# The page


def page_of(group=None):
    return reverse("weights", args=[(group or make.group()).slug])


def filled(**changed):
    standard = Weights.standard()
    told = {f"{table}-{name}": round(worth) for table in ("ties", "reasons", "against") for name, worth in getattr(standard, table).items()}
    return {**told, **{name.replace("__", "-"): worth for name, worth in changed.items()}}


def test_weights_are_tried_before_they_are_set(signed_in, coordinator):
    make.public_partnership("Lyon", "Xuzhou"), make.public_partnership("Lille", "Suzhou")
    asked, browser = making.request(), signed_in(coordinator)
    sent = filled(ties__twinning=0, reasons__province=90, example=asked.pk)
    tried = browser.post(page_of(), sent)
    text = tried.content.decode()
    assert tried.context["effect"].rows[0].rise > 0 and "What it would change" in text and 'value="90"' in text
    assert not GroupWeights.objects.exists()
    assert browser.post(page_of(), {**sent, "set": "1"}).status_code == 302
    assert weights_of(make.group()).reasons["province"] == 90
    text = browser.get(page_of()).content.decode()
    assert "What the group’s weights change" in text and f"{Weights.standard().reasons['province']} → 90" in text.replace("\xa0", " ")
    assert browser.post(reverse("weights_reset", args=["chine"])).status_code == 302
    assert weights_of(make.group()) == Weights.standard()


@pytest.mark.parametrize("wrong", ["-1", "101", "", "1e3", "x"])
def test_a_number_that_is_none_changes_nothing_and_is_shown_again(wrong, signed_in, coordinator):
    answer = signed_in(coordinator).post(page_of(), {**filled(reasons__near=wrong), "set": "1"})
    assert answer.status_code == 200 and "Nothing was changed" in answer.content.decode() and not GroupWeights.objects.exists()


def test_a_request_of_another_group_is_no_example(signed_in, coordinator):
    hidden = making.request(group=make.group("cachette"), asker_name="Un secret")
    answer = signed_in(coordinator).post(page_of(), filled(example=hidden.pk))
    assert answer.context["effect"] is None and "Un secret" not in answer.content.decode()
    assert "Un secret" not in signed_in(coordinator).get(f"{page_of()}?request={hidden.pk}").content.decode()


def test_members_read_them_and_others_do_not(signed_in, client, officer):
    text = signed_in(officer).get(page_of()).content.decode()
    assert "Experience of the country" in text and "Set these weights" not in text
    signed_in(officer).post(page_of(), {**filled(ties__twinning=0), "set": "1"})
    assert not GroupWeights.objects.exists()
    assert signed_in(make.stranger()).get(page_of()).status_code == 404
    assert client.get(page_of()).status_code == 302


def test_a_requests_page_leads_there(signed_in, coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    asked = making.request()
    text = signed_in(coordinator).get(reverse("request", args=[asked.pk])).content.decode()
    assert f"{page_of()}?request={asked.pk}" in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_requests_nor_with_what_was_set(signed_in, coordinator, number, django_assert_num_queries):
    make.public_partnership("Lyon", "Suzhou")
    for each in range(number):
        making.request()
        set_weights(make.group(), {"reasons": {"near": 30 + each}}, by=coordinator)
    browser = signed_in(coordinator)
    browser.get(page_of())
    with django_assert_num_queries(42):
        browser.get(page_of())


def test_a_chinese_authority_that_has_a_twin_is_told_of_the_rule(signed_in):
    entry = make.public_partnership("Lyon", "Xuzhou")
    text = signed_in(make.partner_officer()).get(reverse("find_partner", args=[make.authority("Xuzhou").pk])).content.decode()
    assert "Already twinned" in text and f"/{entry.pk}/" in text and "to be verified" in text
    assert (
        "already twinned"
        not in signed_in(make.officer("Lyon")).get(reverse("find_partner", args=[make.authority("Lyon").pk])).content.decode()
    )


def test_a_number_that_no_request_has_is_no_example(signed_in, coordinator):
    making.request()
    for number in ("9" * 5000, "٣", "-1", "x"):
        assert signed_in(coordinator).get(page_of(), {"request": number}).status_code == 200
