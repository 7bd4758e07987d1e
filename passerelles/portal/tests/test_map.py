"""The page of the map: what the list's filters leave, for everybody the same, with a bounded number of arcs."""

import re

import pypdfium2
import pytest

from passerelles.places.models import Place
from passerelles.portal.queries import map as maps
from passerelles.portal.queries.map import filters_of, map_of
from passerelles.register.models import Tally
from passerelles.register.tallying import recount
from tests import make

pytestmark = pytest.mark.django_db


def pairs(text):
    return set(re.findall(r'<li data-of="([^"]*)"', text))


def shown(client, query=""):
    return client.get(f"/fr/map/{query}").content.decode()


@pytest.fixture
def ties():
    make.public_partnership(theme="culture", milestone={"what": "Visite", "date": "2025-06"})
    make.public_partnership("Lyon", "Guangzhou", since=1988, theme="water")
    make.public_partnership("Brest", "Qingdao", since=2006, state="ended")


def test_the_map_shows_every_public_tie_and_the_list_beside_it_the_same(client, ties):
    text = shown(client)
    drawn = set(re.findall(r'class="arc \w+"', text))
    assert len(pairs(text)) == 3 and {'class="arc solid"', 'class="arc dashed"', 'class="arc dotted"'} <= drawn
    assert set(re.findall(r'data-of="(\d+~\d+)"', text)) == pairs(text)


def test_filters_are_the_lists_own(client, ties):
    for query in (
        "?theme=water",
        "?since=1988&until=1990",
        "?state=ended",
        "?body=brest",
        "?region=FR/region/84",
        "?level=CN/prefecture",
        "?tie=agreement",
    ):
        listed = client.get(f"/fr/entries/{query}").content.decode()
        on_map, in_list = (set(re.findall(r'href="(/fr/entries/\d+/)"', text)) for text in (shown(client, query), listed))
        assert on_map == in_list, query


def test_a_query_that_makes_no_sense_is_the_whole_map(client, ties):
    assert len(pairs(shown(client, "?kind=office&level=x&state=y&since=z&region="))) == 3


def test_without_ties_the_page_says_so(client):
    assert 'class="empty"' in shown(client) and "<svg viewBox" not in shown(client)
    make.public_partnership()
    assert 'class="empty"' in shown(client, "?theme=water")


def test_members_see_the_map_that_everybody_sees(client, signed_in, coordinator, ties):
    of = make.document("Nantes et Qingdao.", visibility="network")
    make.accepted(make.partnership("Nantes", "Qingdao"), "kind", "contact", of=of)
    assert pairs(shown(signed_in(coordinator))) == pairs(shown(client))


def test_a_tie_without_a_place_on_the_map_is_in_the_list(client, ties):
    Place.objects.filter(organisations__parties__entry__title__fr__startswith="Brest").update(latitude=None, parent=None, region=None)
    text = shown(client)
    assert len(pairs(text)) == 3 and "" in pairs(text) and "ne figure que dans la liste" in text


def test_a_region_that_is_no_more_is_drawn_where_its_successor_is(client):
    make.place("FR/region/44")
    make.public_partnership("FR/region/42", "CN/province/320000")
    Place.objects.filter(key="FR/region/42").update(successor=Place.objects.get(key="FR/region/44"))
    assert "" not in pairs(shown(client))


def test_of_very_many_the_most_alive_are_drawn_and_regions_count_them_all(client, ties, monkeypatch):
    monkeypatch.setattr(maps, "MOST", 2)
    found = map_of(filters_of({}))
    assert (found.picture.total, found.picture.shown, len(found.lines)) == (3, 2, 2)
    assert sum(arc.dashed + arc.dotted for arc in found.picture.regions.arcs) == 2
    text = shown(client)
    assert "les 2 partenariats les plus vivants" in text and "?region=FR/region/84" in text


def test_arcs_of_regions_follow_what_is_kept_and_what_is_counted_anew_is_the_same(ties):
    before = sorted(Tally.objects.filter(name="pair", number__gt=0).values_list("value", "number"))
    assert len(before) == 3 and any(value.startswith("ended FR/region/53 CN/province/37") for value, _number in before)
    recount()
    assert sorted(Tally.objects.filter(name="pair", number__gt=0).values_list("value", "number")) == before


def test_the_drawing_is_a_file_that_stands_alone(client, ties):
    for layout in ("", "?layout=tall"):
        answer = client.get(f"/zh-hans/map.svg{layout}")
        assert answer["Content-Type"] == "image/svg+xml" and 'xmlns="http://www.w3.org/2000/svg"' in answer.content.decode()
        assert "圣艾蒂安" in answer.content.decode() and "法国" in answer.content.decode()


def test_the_same_drawing_is_a_picture_and_a_printed_page(client, ties):
    assert client.get("/fr/map.png?theme=water").content.startswith(b"\x89PNG")
    answer = client.get("/zh-hans/map.pdf?theme=water")
    with pypdfium2.PdfDocument(answer.content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        assert len(document) == 1 and document[0].get_width() > document[0].get_height()
    assert answer["Content-Type"] == "application/pdf" and "里昂" in text and "圣艾蒂安" not in text
    assert "/fr/map.pdf?theme=water" in shown(client, "?theme=water")


def test_a_link_to_any_page_is_shown_with_the_map_and_one_to_an_authority_with_its_own(client, ties, settings):
    settings.SITE_ADDRESS = "https://passerelles.example"
    own = make.authority()
    [entry] = make.partnership().parties.filter(organisation=own).values_list("entry", flat=True)
    pages = {"": "", "entries/": "", "authorities/": "", "statistics/": "", "map/": "", "reciprocity/": ""}
    pages |= {f"authorities/{own.pk}/": f"?party={own.pk}", f"entries/{entry}/": f"?party={own.pk}"}
    for path, query in pages.items():
        told = re.findall(r'property="og:image" content="([^"]+)"', client.get(f"/fr/{path}").content.decode())
        assert told == [f"https://passerelles.example/fr/map.png{query}"], path
    drawn = client.get(f"/fr/map.svg?party={own.pk}").content.decode()
    assert "Saint-Étienne" in drawn and "Lyon" not in drawn


@pytest.mark.parametrize("pairs_", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_it_shows(client, django_assert_num_queries, pairs_):
    for home, partner in [("Lyon", "Guangzhou"), ("Brest", "Qingdao"), ("Tours", "Luoyang")][:pairs_]:
        make.public_partnership(home, partner)
    with django_assert_num_queries(6):
        client.get("/fr/map/")


def test_the_list_leads_to_the_map_with_its_filters(client, ties):
    assert "/fr/map/?theme=water" in client.get("/fr/entries/?theme=water&page=1").content.decode()


def test_the_map_is_narrowed_and_not_ordered(client):
    make.public_partnership()
    page = client.get("/en/map/").content.decode()
    assert "Filters" in page and "Filters and order" not in page
