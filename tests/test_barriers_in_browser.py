"""Every kind of public page, in three languages, on a phone and a wide screen: nothing grave that axe-core finds, nothing wider than its window."""

import pytest

from tests import make
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses():
    of = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984, pour la culture.", title="Bilan 2021", published="2021-12")
    entry = make.partnership()
    for name, value in (("kind", "twinning"), ("since", 1984), ("theme", "culture"), ("milestone", {"what": "Visite", "date": "2019"})):
        make.accepted(entry, name, value, of=of)
    make.accepted(entry, "since", 1986, of=make.document("Le jumelage date de 1986.", title="Autre bilan"))
    authority = entry.parties.first().organisation_id
    numbered = [f"entries/{entry.pk}/", f"authorities/{authority}/", f"documents/{of.pk}/", f"briefs/partnership/{entry.pk}/"]
    numbered += [f"widget/{authority}/", f"reciprocity/entries/{entry.pk}/", f"data/iati/{authority}/"]
    plain = ["", "entries/", "authorities/", "documents/", "search/", "search/?q=Xuzhou", "search/?q=nulle+part", "map/", "statistics/"]
    return [*plain, *numbered, "reciprocity/", "briefs/", "data/", "data/api/", "data/iati/", "pages/", "sign-in/", "password/"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_no_public_page_keeps_people_out_or_is_wider_than_its_window(page_of, addresses, live_server, lang, width):
    page = page_of(f"/{lang}/", width)
    found = {}
    for address in addresses:
        page.goto(f"{live_server.url}/{lang}/{address}")
        is_wide = page.evaluate("document.documentElement.scrollWidth") > width
        if grave := [*barriers(page), *(["it is wider than its window"] if is_wide else [])]:
            found[address] = grave
    assert found == {}
