"""Whom a request is asked of, or named to its asker as: suggestions with their points, members, others by a search; one press from each."""

import re

import pytest
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.people.models import GroupMember, Organisation
from passerelles.requests.actions import redirect
from passerelles.requests.models import Letter
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def at(choice, request):
    return reverse("request_decide", args=[request.pk, choice])


def lists(page):
    """The lists of a page: title, and what stands in each."""
    found = re.findall(r'<fieldset class="doors"><legend>(.*?)</legend>(.*?)</fieldset>', page, re.S)
    return {title: re.findall(r"> (.*?)</label>", inside) for title, inside in found}


def ticked(page):
    return re.findall(r'value="([^"]+)" id="[^"]+" checked', page)


def test_a_suggestion_leads_to_the_form_that_opens_with_it_ticked(signed_in, coordinator):
    make.public_partnership("Reims", "Xuzhou")
    request, client, reims = making.request(), signed_in(coordinator), make.authority("Reims")
    page = client.get(request.get_absolute_url()).content.decode()
    for choice, field in (("ask_hosts", "hosts"), ("redirect", "to")):
        address = f"{at(choice, request)}?{field}={reims.pk}"
        assert f'href="{address}"' in page
        assert ticked(client.get(address).content.decode()) == [str(reims.pk)]


@pytest.mark.parametrize("who", ["observer", "officer"])
def test_who_does_not_decide_is_led_to_no_form(who, signed_in, coordinator):
    make.public_partnership("Reims", "Xuzhou")
    making.hosted(request := making.request(), "Lyon", HostState.ASKED)
    person = make.observer() if who == "observer" else make.officer("Lyon")
    page = signed_in(person).get(request.get_absolute_url()).content.decode()
    assert "Reims" in page and "/decide/" not in page


def test_suggestions_stand_first_with_their_points_then_the_members(signed_in, coordinator):
    make.public_partnership("Reims", "Xuzhou")
    for organisation in (make.body("Zénith"), make.body("Cité des arts"), make.authority("Reims")):
        GroupMember.objects.create(group=make.group(), organisation=organisation, since="2020-01-01")
    make.public_partnership("Lyon", "Xuzhou")
    page = lists(signed_in(coordinator).get(at("ask_hosts", making.request())).content.decode())
    assert list(page) == ["Suggested", "Members of the group"]
    first = {each.split(" · ")[0]: each for each in page["Suggested"][:2]}
    assert re.fullmatch(r"Lyon · \d+ points · not a member of the group", first["Lyon"]) and re.fullmatch(
        r"Reims · \d+ points", first["Reims"]
    )
    assert page["Members of the group"] == ["Cité des arts", "Zénith"]  # each door once


def test_who_is_no_member_is_asked_all_the_same(signed_in, coordinator):
    make.public_partnership("Reims", "Xuzhou")
    request, reims = making.request(), make.authority("Reims")
    signed_in(coordinator).post(at("ask_hosts", request), {"hosts": reims.pk, "decide": "1"})
    assert request.hosts.get().organisation == reims and request.hosts.get().state == HostState.ASKED


def test_hosts_that_the_asker_wishes_for_are_ticked(signed_in, coordinator):
    request = making.request("Lyon")
    making.hosted(request, "Dijon", HostState.DECLINED)
    assert ticked(signed_in(coordinator).get(at("ask_hosts", request)).content.decode()) == [str(make.authority("Lyon").pk)]


def test_another_is_looked_for_by_its_name_and_what_is_ticked_or_written_stays(signed_in, coordinator):
    make.officer("Lyon"), make.place("Lille")
    request, client, lyon = making.request(), signed_in(coordinator), make.authority("Lyon")
    sought = {"to": lyon.pk, "criterion": "tie", "reason": "Une autre ville.", "sought": "Lille", "seek": "1"}
    page = client.post(at("redirect", request), sought).content.decode()
    assert "Lille" in lists(page)["Found"][0] and ticked(page) == [str(lyon.pk)] and "Une autre ville." in page
    assert not Letter.objects.exists() and 'class="errors"' not in page and not Organisation.objects.filter(name__fr="Lille").exists()


def test_a_place_that_the_network_has_not_met_is_named_and_written_only_then(signed_in, coordinator):
    place = make.place("Lille")
    request, client = making.request(), signed_in(coordinator)
    said = {"to": place.key, "criterion": "tie", "reason": "Une autre ville."}
    page = client.post(at("redirect", request), {**said, "draft": "1"}).content.decode()
    assert "Lille" in page.split('id="draft"')[1]
    assert not Organisation.objects.filter(key=place.key).exists()
    client.post(at("redirect", request), {**said, "decide": "1"})
    host = request.hosts.get()
    assert (host.organisation.place, host.state) == (place, HostState.NAMED) and Letter.objects.count() == 1


@pytest.mark.parametrize("value", ["999999999", "FR/commune/nowhere", "Lille", "9" * 30, "body/Me", "../1"])
def test_what_is_nobody_is_refused_in_words(value, signed_in, coordinator):
    request = making.request()
    page = signed_in(coordinator).post(at("ask_hosts", request), {"hosts": value, "decide": "1"}).content.decode()
    assert "cannot be asked" in page and not request.hosts.exists()


def test_a_thousand_ticked_doors_are_not_looked_up(signed_in, coordinator, django_assert_max_num_queries):
    request, client = making.request(), signed_in(coordinator)
    with django_assert_max_num_queries(300):
        page = client.post(at("ask_hosts", request), {"hosts": [str(n) for n in range(10**6, 10**6 + 900)], "decide": "1"})
    assert "cannot be asked" in page.content.decode()
    with django_assert_max_num_queries(300):
        assert client.get(at("ask_hosts", request), {"hosts": [str(n) for n in range(10**6, 10**6 + 900)]}).status_code == 200


def test_nobody_of_the_askers_own_country_is_asked(signed_in, coordinator):
    request, suzhou = making.request(), make.authority("Suzhou")
    for value in (suzhou.pk, make.place("Wuhan").key):
        signed_in(coordinator).post(at("ask_hosts", request), {"hosts": value, "decide": "1"})
    assert not request.hosts.exists() and not Mail.objects.exists()


def test_accepting_begins_with_those_that_said_yes(signed_in, coordinator):
    request = making.request("Dijon", stage=Stage.OFFERED)
    yes = making.hosted(request, "Lyon", HostState.ACCEPTED)
    page = signed_in(coordinator).get(at("accept", request)).content.decode()
    assert re.search(rf'value="{yes.pk}"[^>]*checked', page)


def test_another_door_is_named_with_who_knows_of_it_whom_to_turn_to_and_its_page(coordinator, settings):
    settings.SITE_ADDRESS = "https://network.example.org"
    make.public_partnership("Lyon", "Xuzhou")
    lyon, dijon = make.officer("Lyon"), make.authority("Dijon")
    redirect(making.request(), to=[make.authority("Lyon"), dijon], by=coordinator, criterion="tie", reason="x")
    body = Letter.objects.get().body.replace("\u00a0", " ").replace("\u202f", " ")
    number = make.authority("Lyon").pk
    assert (
        f"Lyon a reçu votre demande. Service à demander : Urbanisme et aménagement. Sa page : https://network.example.org/fr/authorities/{number}/"
        in body
    )
    assert "Dijon ne connaît pas encore votre demande" in body and f"/authorities/{dijon.pk}/" not in body  # nobody may open it
    assert Mail.objects.filter(to=lyon.email).exists()


def test_what_is_said_of_doors_is_in_each_language_of_the_letter_and_not_in_the_history(coordinator):
    make.officer("Lyon")
    request = making.request(language="zh")
    redirect(request, to=[make.authority("Lyon")], by=coordinator, criterion="tie", reason="x")
    body = Letter.objects.get().body
    assert "城市规划处" in body and "Urbanisme et aménagement" in body
    assert request.steps.get(kind="redirected").reason == "x"
