"""What one group keeps is told to no other: not by the desk, an officer's page, a question, an import or the address of what was merged."""

import pytest
from django.test import Client

from passerelles.library.models import Document
from passerelles.register.actions import accept, merge, open_batch, publish_fact, split
from passerelles.register.actions.importing import Spreadsheet
from passerelles.register.models import Claim, Doubt
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.group("ici")


@pytest.fixture
def elsewhere():
    return make.group("ailleurs")


@pytest.fixture
def opened(here, elsewhere):
    """An entry of one group, with a fact that another group published without its source."""
    of = make.document("CACHÉ depuis 1984.", group=elsewhere, visibility="group", title="TITRE CACHÉ", published="2011-07-13")
    claim = make.accepted(make.partnership(of=here), "since", 1984, of)
    return publish_fact(claim, by=make.coordinator(elsewhere))


def test_the_desk_names_no_hidden_document_beside_a_rival_value(opened, here, signed_in):
    of = make.document("depuis 1986", group=here)
    make.claim(opened.entry, "since", 1986, of)
    page = signed_in(make.coordinator(here)).get(f"/en/desk/documents/{of.pk}/").text
    assert "1984" in page and "CACHÉ" not in page and "From a document of the network" in page


def test_nor_does_it_show_what_officers_of_another_group_declare_before_it_is_judged(here, elsewhere, signed_in):
    entry = make.partnership(of=elsewhere)
    make.claim(entry, "since", 1984, make.document(group=elsewhere, visibility="group"))
    Claim.objects.update(visibility="public")  # as what is declared has it, for the day it is accepted
    of = make.document("depuis 1986", group=here)
    make.claim(entry, "since", 1986, of)
    assert "1984" not in signed_in(make.coordinator(here)).get(f"/en/desk/documents/{of.pk}/").text


def test_an_officer_s_page_dates_a_fact_by_documents_the_officer_sees(opened, here, signed_in):
    page = signed_in(make.officer(of=here)).get("/en/my-organisation/").text
    assert "1984" in page and "2011" not in page


def test_a_question_is_for_those_who_may_see_what_it_names(here, elsewhere, signed_in):
    entry, of = make.partnership(of=here), make.document("depuis 1984.\nfin", group=here, visibility="group")
    make.reading(of, partnerships=[make.tie(of, since="1984", words="depuis 1984.")])
    accept(Claim.objects.get(name="since"), by=make.coordinator(here))
    make.accepted(entry, "kind", "twinning", make.document("Jumelées.", group=here))
    newer = make.version(of, "plus rien")
    Document.objects.filter(pk=newer.pk).update(visibility="public")
    make.reading(Document.objects.get(pk=newer.pk))
    assert "1984" in str(Doubt.objects.get(about="gone").reason)
    assert "1984" not in signed_in(make.officer("Lyon", of=elsewhere)).get(f"/en/entries/{entry.pk}/").text
    assert "no longer says" in signed_in(make.officer("Nice", of=here)).get(f"/en/entries/{entry.pk}/").text


def test_a_private_spreadsheet_is_for_whoever_brought_it(coordinator, signed_in):
    other = make.coordinator(email="other@example.org")
    brought = Spreadsheet("CACHÉ.csv", "Ville;Partenaire;Année\nNice;Hangzhou;1998\n".encode(), make.group(), "private")
    batch = open_batch(brought, by=coordinator)
    for step in ("columns/", "names/", ""):
        assert signed_in(other).get(f"/fr/imports/{batch.pk}/{step}").status_code == 404
    assert signed_in(other).post(f"/fr/imports/{batch.pk}/drop/").status_code == 404
    assert "CACHÉ" not in signed_in(other).get("/fr/imports/").text
    assert "CACHÉ" in signed_in(coordinator).get("/fr/imports/").text


@pytest.fixture
def absorbed(coordinator):
    """An entry that only a document of the group speaks of, merged into a public one."""
    entry = make.partnership("Nice", "Hangzhou")
    make.accepted(entry, "since", 1999, make.document(visibility="group"))
    merge(entry, make.public_partnership(), by=coordinator)
    return entry


def test_the_address_of_a_hidden_entry_leads_the_public_nowhere(absorbed, officer, signed_in):
    assert Client().get(f"/fr/entries/{absorbed.pk}/").status_code == 404
    assert signed_in(officer).get(f"/fr/entries/{absorbed.pk}/").status_code == 301


def test_no_browser_remembers_a_merge_that_was_undone(client, coordinator):
    one, other = make.public_partnership("Lyon", "Guangzhou"), make.public_partnership("Nantes", "Qingdao")
    made = merge(one, other, by=coordinator)
    assert "no-cache" in client.get(f"/fr/entries/{one.pk}/")["Cache-Control"]
    split(made, by=coordinator)
    assert client.get(f"/fr/entries/{one.pk}/").status_code == 200


def test_an_entry_that_was_public_through_what_it_had_absorbed_still_leads_on(client, coordinator):
    first, second, last = make.public_partnership("Lyon", "Guangzhou"), make.partnership("Nice", "Hangzhou"), make.public_partnership()
    merge(first, second, by=coordinator)
    assert client.get(f"/fr/entries/{second.pk}/").status_code == 200
    merge(make.Entry.objects.get(pk=second.pk), last, by=coordinator)
    assert client.get(f"/fr/entries/{second.pk}/").url == f"/fr/entries/{last.pk}/"
