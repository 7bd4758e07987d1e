"""The radar marks requests that may be of one delegation, for those who decide; joined ones lead to the one that leads them."""

import pytest

from passerelles.people.queries import standing
from passerelles.requests.actions import join, keep_apart, note_keys, propose_again
from passerelles.requests.models import Request
from passerelles.requests.queries import doubles as looked
from passerelles.requests.queries.doubles import doubles
from passerelles.requests.queries.keeping import forget_all
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from passerelles.requests.tests.test_joining import again, noted, stranger_to_all
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADDRESS, MARK = "/en/requests/", "≟ may be the same delegation"


@pytest.fixture
def two(db):
    forget_all()
    return noted(), noted(asker_name="Ville de Xuzhou", head_name="Zhou Mingyuan")


def test_rows_that_may_be_one_delegation_are_marked_counted_and_found(two, signed_in, coordinator):
    one, other = two
    alone, browser = stranger_to_all(), signed_in(coordinator)
    assert doubles(coordinator) == {one.pk: other.pk, other.pk: one.pk}
    text = browser.get(ADDRESS).text
    assert text.count(MARK) == 2 and "2 may be the same delegation as others" in text
    found = browser.get(f"{ADDRESS}?double=1").text
    assert "2 requests" in found and f"{ADDRESS}{alone.pk}/" not in found and f"{ADDRESS}{one.pk}/" in found


def test_the_first_page_counts_them(two, signed_in, coordinator):
    assert "2 may be the same delegation as others" in signed_in(coordinator).get("/en/").text


def test_who_does_not_decide_is_shown_no_mark(two, signed_in, officer):
    making.hosted(two[0], "Lyon", state=HostState.ASKED)
    for person in (officer, make.officer("Lyon"), make.observer(), make.coordinator(make.group("vietnam"))):
        assert not doubles(person)
        text = signed_in(person).get(f"{ADDRESS}?double=1").text
        assert MARK not in text and "the same delegation as" not in text


def test_who_coordinates_one_group_and_observes_another_sees_marks_of_the_one(two, coordinator):
    assert doubles(coordinator)
    observer = make.observer()
    make.coordinator(make.group("laos"), email=observer.email)
    assert not doubles(make.again(observer))


def test_what_is_kept_apart_is_not_marked_until_it_is_proposed_again(two, coordinator):
    assert doubles(coordinator)
    keep_apart(*[again(each) for each in two], by=coordinator)
    assert not doubles(coordinator)
    propose_again(*[again(each) for each in two], by=coordinator)
    assert doubles(coordinator)


def test_a_joined_row_leads_to_its_lead_and_is_marked_no_more(two, signed_in, coordinator, officer):
    one, _other = two
    join(list(two), by=coordinator)
    assert not doubles(coordinator)
    for person in (coordinator, officer):
        text = signed_in(person).get(ADDRESS).text
        assert text.count(f'href="{ADDRESS}{one.pk}/">the joint request</a>') == 1 and MARK not in text
    third = noted(asker_name="Xuzhou FAO", head_name="Mr Mingyuan Zhou")
    assert doubles(coordinator)[third.pk] == one.pk  # found by either of the two


def test_who_sees_only_a_joined_row_gets_no_link_to_what_they_may_not_open(two, signed_in, coordinator):
    join(list(two), by=coordinator)
    elsewhere = make.officer("Lille", of=make.group("laos"))
    making.hosted(two[1], "Lille", state=HostState.ASKED)
    text = signed_in(elsewhere).get(ADDRESS).text
    assert f"{ADDRESS}{two[1].pk}/" in text and "the joint request" not in text


def test_two_that_are_both_answered_are_no_news(two, coordinator):
    Request.objects.update(stage=Stage.DECLINED)
    forget_all()
    assert not doubles(coordinator)


def test_each_is_compared_with_few_and_once(coordinator, monkeypatch):
    forget_all()
    monkeypatch.setattr(looked, "NEAREST", 2)
    weighed, compare = [], looked.compare
    monkeypatch.setattr(looked, "compare", lambda *two: weighed.append(two) or compare(*two))
    for _each in range(8):
        noted()
    assert len(doubles(coordinator)) == 8 and len(weighed) <= 8 * 2
    weighed.clear()
    note_keys(again(stranger_to_all()))
    assert len(doubles(coordinator)) == 8 and len(weighed) <= 2


@pytest.mark.parametrize("number", [2, 9])
def test_what_is_kept_costs_one_query_and_anew_five(coordinator, number, django_assert_num_queries):
    forget_all()
    for _each in range(number):
        noted()
    assert standing(coordinator).coordinates  # asked once a request
    with django_assert_num_queries(5):
        doubles(coordinator)
    with django_assert_num_queries(1):
        doubles(coordinator)
