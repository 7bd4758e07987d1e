"""Every kind of public page, in three languages, on a phone at night and a wide screen: nothing grave that axe-core finds, nothing wider than
its window.
"""

import pytest

from passerelles.pages.actions import Draft, Place, open_page, publish, write
from passerelles.pages.models import PageKind
from tests import make
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def partnership():
    of = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984, pour la culture.", title="Bilan 2021", published="2021-12")
    entry = make.partnership()
    for name, value in (("kind", "twinning"), ("since", 1984), ("theme", "culture"), ("milestone", {"what": "Visite", "date": "2019"})):
        make.accepted(entry, name, value, of=of)
    make.accepted(entry, "since", 1986, of=make.document("Le jumelage date de 1986.", title="Autre bilan"))
    for low, how in ((12, {}), (15, {}), (30, {"soil": "CN", "date": "2023"}), (4, {"soil": "", "date": "2019"})):
        value = {"measure": "people", "low": low, "high": low + 2, "soil": "FR", "date": "2024-05", **how}
        make.accepted(entry, "movement", value, of=make.document(f"Une phrase qui dit {low}.", title=f"Document {low}"))
    make.accepted(entry, "movement", {"measure": "money", "low": 9000, "unit": "CNY", "soil": "CN"})
    return entry, of


def others():
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    make.public_partnership("FR/epci/244200770", "Xuzhou", theme="culture")
    make.public_partnership("Dieppe", "Weifang", since=2018)  # a row of short words, which fills a phone's width to the last
    make.public_partnership("Le Havre", "Dalian", since=1985)
    make.public_partnership("Le Havre", "Nansha", since=2019)
    project = make.project()
    make.accepted(project, "name", {"text": "Parc"})
    make.accepted(project, "budget", {"low": 60000, "high": 75000, "soil": "FR", "date": "2022"})
    return project


def pages():
    """A page of the portal's own in two languages: a timeline, a table, a quotation, links."""
    page, by = open_page(Place("history", PageKind.HISTORY), by=make.coordinator()), make.coordinator()
    for language, title in (("fr", "Histoire"), ("zh", "历程")):
        publish(write(page, language, Draft(title, WRITTEN, 0), by=by), by=by)


WRITTEN = """De ville en ville, **depuis 2005** ([le réseau](https://example.org/)).

> Une phrase d’un autre.

## Éditions

- 2005-11: Wuhan
- 2007: Bordeaux

| Année | Ville |
|---|---|
| 2005 | Wuhan |
"""


@pytest.fixture
def addresses():
    entry, of = partnership()
    project = others()
    pages()
    authority = entry.parties.first().organisation_id
    numbered = [f"entries/{entry.pk}/", f"authorities/{authority}/", f"documents/{of.pk}/", f"briefs/partnership/{entry.pk}/"]
    numbered += [f"entries/{project.pk}/", "pages/history/", f"briefs/group/{entry.group_id}/"]
    numbered += [f"briefs/authority/{authority}/", *(f"briefs/partnership/{entry.pk}/?with={code}" for code in ("zh", "fr"))]
    numbered += [f"widget/{authority}/", f"data/iati/{authority}/"]
    ledger = ["", "movements/", f"entries/{entry.pk}/", f"entries/{entry.pk}/movements/?measure=people", f"groups/{entry.group_id}/"]
    numbered += [f"reciprocity/{each}" for each in (*ledger, f"authorities/{authority}/")]
    plain = ["", "entries/", "entries/?kind=occasion", "authorities/", "documents/", "search/", "search/?q=Xuzhou", "search/?q=nulle+part"]
    plain += ["search/?q=Xuzhou&theme=culture"]
    return [*plain, *numbered, "map/", "statistics/", "briefs/", "data/", "data/api/", "data/iati/", "pages/", "sign-in/", "password/"]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_no_public_page_keeps_people_out_or_is_wider_than_its_window(page_of, addresses, live_server, lang, width, scheme):
    page = page_of(f"/{lang}/", width, color_scheme=scheme)
    found = {}
    for address in addresses:
        page.goto(f"{live_server.url}/{lang}/{address}")
        is_wide = page.evaluate("document.documentElement.scrollWidth") > width
        if grave := [*barriers(page), *(["it is wider than its window"] if is_wide else [])]:
            found[address] = grave
    assert found == {}
