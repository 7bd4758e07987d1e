"""Find a partner leads on: a wish, the coordinators, a request for one of those suggested; and every link opens."""

import re
from html import unescape

import pytest
from django.urls import reverse

from passerelles.requests.stages import HostState
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def page_of(client, organisation, query=""):
    return client.get(reverse("find_partner", args=[organisation.pk]) + query).content.decode()


def link(page, words):
    return unescape(re.search(rf'href="([^"]+)">{words}', page)[1])


def test_a_wish_is_declared_and_coordinators_are_written_to(signed_in, officer):
    coordinator, browser = make.coordinator(), signed_in(officer)
    page = page_of(browser, make.authority())
    assert browser.get(link(page, "Declare what you look for")).status_code == 200
    assert f'href="mailto:{coordinator.email}"' in page


def test_one_that_is_suggested_is_asked_for_with_one_press(signed_in, officer):
    make.public_partnership("Saint-Étienne", "Suzhou", theme="water")
    make.place("Wuhan")
    browser = signed_in(officer)
    page = page_of(browser, make.authority(), "?theme=water")
    form = browser.get(link(page, "Ask for this partner")).context["form"]
    begun = form.initial
    assert (begun["kind"], begun["asker_name"], begun["themes"]) == ("partner", "Saint-Étienne", ["water"])
    assert begun["sites"] == "Wuhan" and begun["place_is"] == make.authority().key and begun["contact_email"] == officer.email


@pytest.mark.parametrize("query", ["for=x", "for=999999", "for=" + "9" * 40, "partner=body/x", "theme=alchemy"])
def test_a_link_that_means_nothing_begins_an_empty_form(query, signed_in, officer):
    answer = signed_in(officer).get(reverse("request_new") + "?" + query)
    assert answer.status_code == 200 and "asker_name" not in answer.context["form"].initial


def test_nobody_begins_a_request_in_the_name_of_another(signed_in, officer):
    other = make.authority("Lyon")
    assert "asker_name" not in signed_in(officer).get(reverse("request_new") + f"?for={other.pk}").context["form"].initial


def test_themes_that_change_nothing_are_said_to(signed_in, officer):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    make.public_partnership("Lyon", "Suzhou", theme="water")
    browser = signed_in(officer)
    assert "change neither" not in page_of(browser, make.authority(), "?theme=water")
    page = page_of(browser, make.authority(), "?theme=sport")
    assert "change neither" in page and "sport" in page
    assert "change neither" not in page_of(browser, make.authority())


def test_the_page_does_not_speak_of_an_asker_or_a_host(signed_in, officer):
    make.public_partnership("Saint-Étienne", "Xuzhou")
    make.place("Wuhan")
    page = page_of(signed_in(officer), make.authority())
    main = page.split("<main")[1]
    assert "asker" not in main and "Within the host" not in main and "Whom to turn to there" in main


def test_evidence_of_one_name_is_told_apart_by_its_kind(signed_in, coordinator):
    make.public_partnership("Lyon", "Xuzhou", theme="urban")
    make.accepted(make.project("Lyon – Xuzhou", "Lyon", "Xuzhou"), "theme", "urban")
    page = signed_in(coordinator).get(making.request().get_absolute_url()).content.decode()
    assert "(partnership)" in page and "(project)" in page


# Links that open


def test_a_host_without_a_page_is_named_without_a_link(signed_in, coordinator):
    make.public_partnership("Lyon", "Xuzhou")
    request = making.request()
    for name in ("Lyon", "Dijon"):
        making.hosted(request, name, HostState.ASKED)
    browser = signed_in(coordinator)
    hosts = browser.get(request.get_absolute_url()).content.decode().split('id="hosts"')[1].split("</section>")[0]
    lyon, dijon = (reverse("authority", args=[make.authority(name).pk]) for name in ("Lyon", "Dijon"))
    assert f'href="{lyon}"' in hosts and "Dijon" in hosts and dijon not in hosts
    assert browser.get(lyon).status_code == 200 and browser.get(dijon).status_code == 404


def test_the_page_of_who_has_none_leads_to_no_page(signed_in, officer):
    address = reverse("authority", args=[make.authority().pk])
    assert f'href="{address}"' not in page_of(signed_in(officer), make.authority())


def test_an_officers_own_page_leads_to_partners_and_to_what_it_can_take(signed_in, officer):
    browser, home = signed_in(officer), make.authority()
    page = browser.get(reverse("my_organisation")).content.decode()
    for name in ("find_partner", "capacity_of"):
        address = reverse(name, args=[home.pk])
        assert f'href="{address}"' in page and browser.get(address).status_code == 200
