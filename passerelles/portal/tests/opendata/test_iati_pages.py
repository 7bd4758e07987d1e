"""Pages and files that say what of an organisation is reported to IATI, and what is refused by which rule."""

import pytest
from lxml import etree

from passerelles.portal.tests.opendata.reported import METROPOLE, complete
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_a_page_says_of_an_organisation_what_is_refused_and_by_which_rule(client, lang):
    complete(), make.public_partnership(METROPOLE, "Nanjing")
    pk = make.authority(METROPOLE).pk
    text = client.get(f"/{lang}/data/iati/{pk}/").content.decode()
    assert "6.2.2" in text and "FR-INSEE-244200770" in text and f"/data/iati/{pk}.xml" in text


def test_numbers_are_told_by_their_column_where_its_title_is_not_seen(client):
    complete(), make.public_partnership(METROPOLE, "Nanjing")
    pages = ("/fr/data/iati/", f"/fr/data/iati/{make.authority(METROPOLE).pk}/")
    first, second = (client.get(page).content.decode() for page in pages)
    assert 'data-title="Identifiant"' in first and 'data-title="Partenariats"' in first and 'data-title="Fiches"' in second


def test_an_organisations_file_holds_its_own_activities(client, schema):
    entry = complete()
    complete("FR/epci/200046977", "Guangzhou")
    answer = client.get(f"/data/iati/{make.authority(METROPOLE).pk}.xml")
    document = etree.fromstring(b"".join(answer.streaming_content))
    schema.assertValid(document)
    assert {each.findtext("iati-identifier").split("-")[3] for each in document} == {str(entry.pk)}


def test_an_organisation_that_nobody_may_know_has_no_page(client, register):
    hidden = make.authority("Baotou").pk
    assert client.get(f"/fr/data/iati/{hidden}/").status_code == client.get(f"/data/iati/{hidden}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_queries_with_one_row_and_with_three(client, django_assert_num_queries, count):
    for partner in ("Xuzhou", "Nanjing", "Hefei")[:count]:
        complete(partner=partner)
    with django_assert_num_queries(1):
        client.get("/en/data/iati/")
    pk = make.authority(METROPOLE).pk
    with django_assert_num_queries(14):
        client.get(f"/en/data/iati/{pk}/")
