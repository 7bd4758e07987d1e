"""A group's own shares of the criteria: who sets them, that requests are weighed by them, and the page on which they are tried."""

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.requests.actions.weighing import reset_shares, set_shares
from passerelles.requests.criteria import published
from passerelles.requests.models import GroupCriteria
from passerelles.requests.queries.assessing import assess
from passerelles.requests.queries.shares import criteria_of, published_tables, shares_set
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
STANDARD = {each.key: each.share for each in published()}


def page_of(group=None):
    return reverse("shares", args=[(group or make.group()).slug])


def shares_of(group=None):
    return {each.key: each.share for each in criteria_of((group or make.group()).pk)}


def total_of(asked, user):
    return assess(asked, [make.authority()], user)[0].weighed.total


def test_requests_are_weighed_by_the_shares_of_their_group(coordinator):
    make.public_partnership()
    asked = making.request(make.HOME)
    before = total_of(asked, coordinator)
    set_shares(make.group("vietnam"), {"tie": 1000}, by=make.coordinator(make.group("vietnam")))
    assert total_of(asked, coordinator) == before
    set_shares(make.group(), {"tie": 1000}, by=coordinator)
    assert total_of(asked, coordinator) > before


def test_who_set_what_is_kept_and_the_published_shares_come_back(coordinator):
    set_shares(make.group(), {"tie": 40}, by=coordinator)
    set_shares(make.group(), {"dates": 0}, by=coordinator)
    assert shares_of() == {**STANDARD, "tie": 40, "dates": 0}, "what is not named stays"
    assert [str(table.group) for table in published_tables()[1:]] == ["chine group"]
    reset_shares(make.group(), by=coordinator)
    assert shares_of() == STANDARD and len(published_tables()) == 1 and GroupCriteria.objects.count() == 3
    told = shares_set(make.group())
    assert [each.is_reset for each in told] == [True, False, False] and told[0].by == str(coordinator)
    assert [(change.label, change.before, change.after) for change in told[1].changes] == [("Dates", STANDARD["dates"], 0)]
    assert len(told[0].changes) == 2


def test_the_same_again_is_no_change(coordinator):
    assert set_shares(make.group(), STANDARD, by=coordinator) is None and reset_shares(make.group(), by=coordinator) is None
    assert not GroupCriteria.objects.exists()


@pytest.mark.parametrize("wrong", [{"tie": -1}, {"tie": 1001}, {"tie": 1.5}, {"nonsense": 3}, dict.fromkeys(STANDARD, 0)])
def test_what_is_no_share_is_refused(wrong, coordinator):
    with pytest.raises(Refused):
        set_shares(make.group(), wrong, by=coordinator)
    assert not GroupCriteria.objects.exists()


@pytest.mark.parametrize("who", [make.officer, make.observer, make.stranger, lambda: make.coordinator(make.group("x"))])
def test_only_a_coordinator_of_the_group_sets_them_and_opens_the_page(who, signed_in):
    set_shares(make.group(), {"tie": 3}, by=make.coordinator(email="own@example.org"))
    someone = who()
    for act in (lambda: set_shares(make.group(), {"tie": 1}, by=someone), lambda: reset_shares(make.group(), by=someone)):
        with pytest.raises(Refused):
            act()
    assert shares_of(make.group())["tie"] == 3
    browser = signed_in(someone)
    assert browser.get(page_of()).status_code == browser.post(page_of(), {**STANDARD, "set": "1"}).status_code == 404
    assert browser.post(reverse("shares_reset", args=["chine"])).status_code == 404


def test_shares_are_tried_before_they_are_set(signed_in, coordinator):
    make.public_partnership()
    asked, browser = making.request(make.HOME), signed_in(coordinator)
    sent = {**STANDARD, **dict.fromkeys(STANDARD, 0), "tie": 100, "example": asked.pk}
    text = browser.post(page_of(), sent).text
    assert "What it would change" in text and "→</span> 100" in text and "Saint-Étienne" in text
    assert not GroupCriteria.objects.exists()
    assert browser.post(page_of(), {**sent, "set": "1"}).status_code == 302
    text = browser.get(page_of()).text
    assert "What the group’s shares change" in text and f"{STANDARD['tie']} → 100" in text.replace("\xa0", " ")
    browser.post(reverse("shares_reset", args=["chine"]))
    assert shares_of() == STANDARD and "back to the default" in browser.get(page_of()).text


def test_a_number_that_is_none_changes_nothing_and_is_shown_again(signed_in, coordinator):
    for wrong in ("-1", "1001", "", "x"):
        answer = signed_in(coordinator).post(page_of(), {**STANDARD, "tie": wrong, "set": "1"})
        assert "Nothing was changed" in answer.text and not GroupCriteria.objects.exists()
    answer = signed_in(coordinator).post(page_of(), {**dict.fromkeys(STANDARD, 0), "set": "1"}, follow=True)
    assert "One criterion at least must count" in answer.text


def test_a_request_of_another_group_or_without_hosts_is_no_example(signed_in, coordinator):
    making.request(make.HOME, group=make.group("cachette"), asker_name="Un secret", asker=None, asker_place=None)
    making.request()
    text = signed_in(coordinator).get(page_of()).text
    assert "Un secret" not in text and "No request has a host yet" in text


def test_the_pages_of_a_request_and_of_the_criteria_lead_there(signed_in, coordinator, client):
    asked = making.request(make.HOME)
    assert f"{page_of()}?request={asked.pk}" in signed_in(coordinator).get(asked.get_absolute_url()).text
    assert page_of() in signed_in(coordinator).get(reverse("request_criteria")).text
    for browser in (client, signed_in(make.officer())):
        assert page_of() not in browser.get(reverse("request_criteria")).text
    assert page_of() not in signed_in(make.officer()).get(asked.get_absolute_url()).text


def test_shares_that_an_administrator_set_before_hold_and_name_nobody(signed_in, coordinator):
    GroupCriteria.objects.create(group=make.group(), shares={"tie": 77, "gone": 3})
    assert shares_of()["tie"] == 77 and "→ 77" in signed_in(coordinator).get(page_of()).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_requests_nor_with_what_was_set(signed_in, coordinator, number, django_assert_num_queries):
    for each in range(number):
        making.request(make.HOME)
        set_shares(make.group(), {"tie": 30 + each}, by=coordinator)
    browser = signed_in(coordinator)
    with django_assert_num_queries(24):
        browser.get(page_of())
