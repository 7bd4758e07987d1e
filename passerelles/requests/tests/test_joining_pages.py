"""A request's page offers what may be of the same delegation, with reasons; buttons work without JavaScript."""

import pytest
from django.urls import reverse

from passerelles.requests import signs
from passerelles.requests.actions import join, keep_apart, note_keys
from passerelles.requests.models import KeptApart, Request
from passerelles.requests.recognising import WEIGHTS, Reason, Sign
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making
from tests import make

pytestmark = pytest.mark.django_db


def noted(*hosts, **values):
    made = making.request(*hosts, **{"head_name": "周明远", "head_rank": "deputy", **values})
    note_keys(made)
    return made


def page(client, request, lang="en"):
    return client.get(f"/{lang}/requests/{request.pk}/").content.decode()


def post(client, name, *args, **values):
    return client.post(reverse(name, args=args), values, follow=True, headers={"accept-language": "en"}).content.decode()


def again(request):
    return Request.objects.get(pk=request.pk)


def test_every_sign_has_words_and_a_weight():
    assert set(signs.SIGNS) == set(WEIGHTS) == set(Sign)


@pytest.mark.usefixtures("in_english")
def test_reasons_are_said_in_words():
    assert signs.words_of(Reason(Sign.SAME_RANK, ("deputy", "deputy"))) == ["deputy mayor, vice-president, vice-governor"]
    assert signs.words_of(Reason(Sign.SHARED_THEMES, ("urban",))) == [str(signs.THEME_NAMES["urban"])]
    assert "May" in signs.words_of(Reason(Sign.ADJACENT, ("2027-05-10/2027-05-12", "2027-05-13/2027-05-13")))[0]
    assert signs.words_of(Reason(Sign.SAME_LETTER, ("a long letter", "a long letter"))) == []


def test_the_page_proposes_with_reasons_and_buttons(signed_in, coordinator):
    one, other = noted(), noted(asker_name="Ville de Xuzhou", head_name="Zhou Mingyuan")
    shown = page(signed_in(coordinator), one)
    assert "the same head of delegation" in shown and "周明远 · Zhou Mingyuan" in shown and "+3.5" in shown
    assert reverse("request_join", args=[one.pk]) in shown and f'value="{other.pk}"' in shown


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_the_page_proposes_in_each_language(signed_in, coordinator, lang):
    one, _ = noted(), noted(head_name="Zhou Mingyuan")
    assert 'id="alike"' in page(signed_in(coordinator), one, lang)


def test_without_another_door_nothing_is_said(signed_in, coordinator):
    assert 'id="alike"' not in page(signed_in(coordinator), noted())


def test_who_may_not_read_both_sees_no_reason(signed_in, officer, stranger):
    one, _ = noted(make.HOME), noted("Lyon", head_name="Zhou Mingyuan")
    assert 'id="alike"' not in page(signed_in(officer), one)
    assert signed_in(stranger).get(f"/en/requests/{one.pk}/").status_code == 404


def test_a_host_of_both_sees_the_reasons_and_no_button(signed_in, officer):
    one, _ = noted(make.HOME), noted(make.HOME, head_name="Zhou Mingyuan")
    shown = page(signed_in(officer), one)
    assert "the same head of delegation" in shown and reverse("request_join", args=[one.pk]) not in shown.replace("/en/", "/fr/")
    assert "These are two" not in shown and 'type="checkbox"' not in shown


def test_three_are_joined_and_parted_by_buttons(signed_in, coordinator):
    requests = noted(), noted(head_name="Zhou Mingyuan"), noted(head_name="Mingyuan Zhou")
    client = signed_in(coordinator)
    post(client, "request_join", requests[0].pk, other=[each.pk for each in requests[1:]], reason="one journey")
    assert set(Request.objects.filter(joined_to=requests[0])) == set(requests[1:])
    shown = page(client, requests[0])
    assert shown.count("Take it out of the joint request") == 2 and "Take this request out" in page(client, requests[1])
    post(client, "request_part", requests[2].pk)
    assert again(requests[2]).stage == Stage.RECEIVED and again(requests[1]).joined_to == requests[0]


def test_from_a_joined_one_another_is_joined_to_the_one_that_leads(signed_in, coordinator):
    one, other, third = noted(), noted(head_name="Zhou Mingyuan"), noted(head_name="Mingyuan Zhou")
    join([one, other], by=coordinator)
    post(signed_in(coordinator), "request_join", other.pk, other=[third.pk])
    assert again(third).joined_to == one


def test_two_are_kept_apart_and_proposed_again(signed_in, coordinator):
    one, other = noted(), noted(head_name="Zhou Mingyuan")
    client = signed_in(coordinator)
    post(client, "request_keep_apart", one.pk, other.pk)
    shown = page(client, one)
    assert KeptApart.objects.exists() and "One that looks alike was kept apart" in shown and 'type="checkbox"' not in shown
    post(client, "request_propose_again", one.pk, other.pk)
    assert not KeptApart.objects.exists()


def test_who_decides_second_is_told_on_the_page(signed_in, coordinator):
    one, other = noted(), noted(head_name="Zhou Mingyuan")
    keep_apart(one, other, by=coordinator)
    client = signed_in(make.coordinator(email="later@example.org"))
    told = client.post(f"/en/requests/{one.pk}/apart/{other.pk}/", follow=True).content.decode()
    assert "These two were kept apart already." in told


@pytest.mark.parametrize("chosen", [[], ["x"], ["-1"], ["9" * 30], ["²"]])
def test_a_choice_that_is_none_is_refused_politely(signed_in, coordinator, chosen):
    one = noted()
    told = signed_in(coordinator).post(f"/en/requests/{one.pk}/join/", {"other": chosen}, follow=True)
    assert told.status_code == 200 and "Choose at least one other" in told.content.decode() and again(one).stage == Stage.RECEIVED


def test_a_request_of_another_group_does_not_exist(signed_in, coordinator):
    one, foreign = noted(), noted(group=make.group("vietnam"))
    client, before = signed_in(coordinator), again(foreign).stage
    for there in (
        client.post(f"/en/requests/{one.pk}/join/", {"other": [foreign.pk]}),
        client.post(f"/en/requests/{one.pk}/apart/{foreign.pk}/"),
        client.post(f"/en/requests/{one.pk}/again/{foreign.pk}/"),
        client.post(f"/en/requests/{foreign.pk}/part/"),
    ):
        assert there.status_code == 404
    assert again(foreign).stage == before and f"/requests/{foreign.pk}/" not in page(client, one)


@pytest.mark.parametrize("name", ["request_join", "request_part"])
def test_a_link_decides_nothing(signed_in, coordinator, name):
    assert signed_in(coordinator).get(reverse(name, args=[noted().pk])).status_code == 405


def test_an_officer_who_posts_all_the_same_is_refused(signed_in, officer):
    one, other = noted(make.HOME), noted(make.HOME, head_name="Zhou Mingyuan")
    told = signed_in(officer).post(f"/en/requests/{one.pk}/join/", {"other": [other.pk]}, follow=True).content.decode()
    assert "This is for others to decide." in told and again(other).stage == Stage.RECEIVED


def test_script_in_every_word_stays_words(signed_in, coordinator):
    hostile = "<script>alert(1)</script>"
    values = {"asker_name": f"徐州市 {hostile}", "sites": hostile, "through": hostile, "purpose": hostile}
    one, _ = noted(**values), noted(**values)
    shown = page(signed_in(coordinator), one)
    assert 'id="alike"' in shown and hostile not in shown
