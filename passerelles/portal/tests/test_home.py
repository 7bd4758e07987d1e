"""The first page of whoever signs in: what waits for a coordinator, what an officer's organisations hold and are asked."""

from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from passerelles.library.models import Visibility
from passerelles.people.models import Organisation, OrganisationKind
from passerelles.register import actions
from passerelles.register.properties import BY_NAME
from passerelles.register.queries import own
from tests import make

pytestmark = pytest.mark.django_db


def work(browser):
    """The words of the section on one's own work, in English; none where it is not there."""
    found = lxml.html.fromstring(browser.get("/en/").content).xpath("//section[@aria-labelledby='work']")
    return " ".join(found[0].text_content().split()) if found else ""


def declared(officer, entry, since=1985):
    organisation = entry.parties.first().organisation
    value = BY_NAME["since"].parse(since)
    return actions.declare(entry, "since", value, words=f"Depuis {since}.", by=officer, organisation=organisation, lang="fr")


def campaign(coordinator):
    until = timezone.localdate() + timedelta(days=20)
    return actions.open_campaign(group=make.group(), until=until, address="https://example.org/", by=coordinator)


def test_who_has_no_work_here_is_shown_none(client, signed_in, stranger):
    make.claim()
    make.public_partnership()
    for browser in (client, signed_in(stranger), signed_in(make.observer())):
        assert work(browser) == ""


def test_a_coordinator_sees_what_waits_to_be_judged(signed_in, coordinator, officer):
    assert "Nothing to judge" in work(signed_in(coordinator))
    document = make.document()
    make.claim(make.partnership(), of=document)
    make.doubt(document)
    make.doubt(make.document("Lyon et Canton."))
    declared(officer, make.public_partnership(), 1990)
    campaign(coordinator)
    said = work(signed_in(make.again(coordinator)))
    assert "2 documents to judge" in said and "1 declaration of a member to judge" in said and "open questions about them" in said
    assert "“Still true?”, Groupe chine" in said or "“Still true?”, chine group" in said


def test_the_numbers_are_those_of_the_desk(signed_in, coordinator):
    for text in ("Saint-Étienne et Xuzhou.", "Lyon et Canton.", "Dieppe et Weifang."):
        make.claim(make.partnership(), of=make.document(text), value=len(text) + 1980)
    make.claim(make.partnership("Lyon", "Guangzhou", of=make.group("vietnam")), of=make.document("Ailleurs.", group=make.group("vietnam")))
    browser = signed_in(coordinator)
    desk = lxml.html.fromstring(browser.get(reverse("desk")).content)
    assert len(desk.xpath("//section[@aria-labelledby='documents-to-judge']//li")) == 3 and "3 documents to judge" in work(browser)


def test_an_officer_sees_the_entries_and_what_is_asked(signed_in, officer, coordinator):
    entry = make.public_partnership()
    make.public_partnership(partner="Wuhan")
    make.public_partnership("Lyon", "Guangzhou")
    assert "2 entries of the register" in work(signed_in(officer)) and "confirm" not in work(signed_in(officer))
    campaign(coordinator)
    assert "2 to confirm until" in work(signed_in(officer))
    browser = signed_in(officer)
    browser.post(reverse("confirm", args=[entry.pk]))
    assert "1 to confirm until" in work(browser) and "1 thing you declared waits" in work(browser)


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_costs_as_many_queries_for_one_entry_as_for_three(signed_in, officer, coordinator, django_assert_num_queries, count):
    for partner in ("Xuzhou", "Wuhan", "Chengdu")[:count]:
        entry = make.public_partnership(partner=partner)
        declared(officer, entry)
        make.claim(entry, "since", 1986)
    campaign(coordinator)
    for someone, queries in ((coordinator, OF_A_COORDINATOR), (officer, OF_AN_OFFICER)):
        browser = signed_in(someone)
        browser.get("/fr/")
        with django_assert_num_queries(queries):
            browser.get("/fr/")


OF_A_COORDINATOR = 26  # nine of them of requests and visits
OF_AN_OFFICER = 28  # five of them of requests and visits


def test_the_latest_documents_show_the_day_they_were_brought_which_orders_them(client):
    for day, published in ((3, "2019"), (9, "2008"), (6, "2023")):
        make.document(f"Du {day}.", title=f"Document {day}", published=published, brought_at=datetime(2026, 11, day, 12, tzinfo=UTC))
    page = " ".join(lxml.html.fromstring(client.get("/en/").content).text_content().split())
    assert "Document 9 brought on Nov. 9, 2026 Document 6 brought on Nov. 6, 2026 Document 3 brought on Nov. 3, 2026" in page


# The territories within one's own


def test_a_province_is_shown_the_ties_of_its_cities_a_city_not_those_of_its_province(signed_in):
    make.public_partnership("Montpellier", "Chengdu")
    make.public_partnership("FR/region/76", "CN/province/510000")
    make.public_partnership("Lyon", "Guangzhou")
    province = signed_in(make.officer("CN/province/510000"))
    assert "1 entry of the register" in work(province) and "1 partnership of the territories within yours" in work(province)
    page = province.get(reverse("my_organisation")).text
    assert "Montpellier – Chengdu" in page and "Guangzhou" not in page
    city = signed_in(make.officer("Chengdu"))
    assert "territories within" not in work(city) and "510000" not in city.get(reverse("my_organisation")).text


def test_a_region_is_shown_those_of_its_departements_and_communes_but_its_own_once(signed_in):
    make.public_partnership("Montpellier", "Chengdu")
    make.public_partnership("FR/departement/34", "Wuhan")
    make.public_partnership("FR/region/76", "Nanjing")
    assert "2 partnerships of the territories within yours" in work(signed_in(make.officer("FR/region/76")))
    assert "1 partnership of the territories within yours" in work(signed_in(make.officer("FR/departement/34")))


def test_a_page_that_shows_some_of_them_says_how_many_there_are_and_where(signed_in, monkeypatch):
    monkeypatch.setattr(own, "BELOW", 2)
    for home in ("Montpellier", "Valence", "Pau"):
        make.public_partnership(home, "Chengdu")
    browser = signed_in(make.officer("CN/province/510000"))
    found = lxml.html.fromstring(browser.get(reverse("my_organisation")).text).xpath("//section[@aria-labelledby='below']")[0]
    assert " ".join(found.xpath("h2")[0].text_content().split()).endswith(" le vôtre 3") and len(found.xpath("ul/li")) == 2
    [link] = found.xpath("p/a")
    assert link.text == "et 1 de plus, dans la liste du registre" and browser.get(link.get("href")).context["listing"].total.number == 3


def test_what_a_firm_within_a_territory_does_is_not_told_as_its_own(signed_in):
    make.public_partnership("Montpellier", "Chengdu")
    Organisation.objects.filter(pk=make.authority("Chengdu").pk).update(kind=OrganisationKind.FIRM)
    browser = signed_in(make.officer("CN/province/510000"))
    assert "territories within" not in work(browser) and "Montpellier" not in browser.get(reverse("my_organisation")).text


def test_what_an_officer_may_not_see_is_neither_counted_nor_shown(signed_in):
    hidden = make.document("Rien de public.", visibility=Visibility.GROUP, group=make.group("vietnam"))
    make.accepted(make.partnership("Montpellier", "Chengdu", of=make.group("vietnam")), "kind", "twinning", of=hidden)
    browser = signed_in(make.officer("CN/province/510000"))
    assert "territories within" not in work(browser) and "Montpellier" not in browser.get(reverse("my_organisation")).text


def test_those_within_cost_as_many_queries_for_one_as_for_three(signed_in, django_assert_num_queries):
    browser = signed_in(make.officer("CN/province/510000"))
    for home in ("Montpellier", "Valence", "Pau"):
        make.public_partnership(home, "Chengdu")
        browser.get(reverse("my_organisation"))
        with django_assert_num_queries(WITHIN):
            browser.get(reverse("my_organisation"))


WITHIN = 14
