"""The line above the results: the partnership that a query names, where the list is of something else that has all its words."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passerelles.portal.tests.searched import bare, found, secret_entry, titles
from tests import make

pytestmark = pytest.mark.django_db


def led_to(page):
    """What the line leads to: titles and addresses."""
    lines = re.findall(r'<p class="leads">(.*?)</p>', page, re.DOTALL)
    return [(bare(title), html.unescape(address)) for line in lines for address, title in re.findall(r'<a href="([^"]+)">(.*?)</a>', line)]


@pytest.fixture
def pair():
    """A pair, and minutes that have more of what is looked for."""
    for kind, text in (("zh_short", "广州"), ("pinyin", "guang zhou")):
        make.place("Guangzhou").names.create(kind=kind, text=text)
    said = "Des pompiers de la ville de Lyon sont allés à Canton. 里昂消防员访问广州市。 Firefighters of Lyon went to Guangzhou."
    make.document(said, title="Compte rendu")
    return make.public_partnership("Lyon", "Guangzhou")


@pytest.mark.parametrize(
    ("lang", "query", "title"),
    [
        ("fr", "Lyon Canton pompiers", "Lyon – Canton"),
        ("fr", "pompiers ville de Lyon Canton", "Lyon – Canton"),
        ("fr", "LYON, guang zhou, pompiers", "Lyon – Canton"),
        ("en", "firefighters Lyon Guangzhou", "Lyon – Guangzhou"),
        ("zh-hans", "里昂 广州 消防", "里昂—广州市"),
        ("zh-hans", "里昂广州消防员", "里昂—广州市"),
        ("zh-hans", "里昂消防員訪問廣州市", "里昂—广州市"),
    ],
)
def test_it_leads_to_the_pair_by_its_own_name(client, pair, lang, query, title):
    assert led_to(found(client, query, lang)) == [(title, f"/{lang}/entries/{pair.pk}/")]


def test_the_list_its_numbers_and_its_facets_stay_as_they_are(client, pair, monkeypatch):
    page = found(client, "Lyon Canton pompiers")
    assert titles(page) == ["Compte rendu"] and "1 résultat" in page
    without = re.sub(r'\s*<p class="leads">.*?</p>', "", page, flags=re.DOTALL)
    monkeypatch.setattr("passerelles.portal.queries.searching.finding.leads", lambda *_: [])
    assert re.sub(r"\s+", " ", found(client, "Lyon Canton pompiers")) == re.sub(r"\s+", " ", without)


@pytest.mark.parametrize(
    "query",
    [
        "Lyon Canton",  # the list shows it
        "Lyon Canton jumelage",
        "Lyon pompiers Compte rendu",  # one side alone
        "Canton Guangzhou pompiers 广州",  # two names of one side
        "Lyonnais Canton pompiers",
        "Lyon cantonnier pompiers",
        "",
        "le la les",
    ],
)
def test_there_is_no_line_where_no_pair_is_named_or_the_list_has_it(client, pair, query):
    assert led_to(found(client, query)) == []


def test_a_name_of_several_words_is_named_by_all_of_them(client):
    make.place("Xi'an").names.create(kind="zh_short", text="西安")
    make.document("Saint-Étienne (圣艾蒂安) et Xi’an (西安) : le tramway. 电车。 Saint-Denis.", title="Note")
    pair = make.public_partnership("Saint-Étienne", "Xi'an")
    for query in ("Saint-Étienne Xi’an tramway", "saint etienne xian tramway", "tramway Xi an Saint Etienne", "圣艾蒂安 西安 电车"):
        assert led_to(found(client, query)) == [("Saint-Étienne – Xi'an", f"/fr/entries/{pair.pk}/")], query
    assert led_to(found(client, "Saint-Denis Xi’an tramway Étienne")) == []


def test_of_several_pairs_a_few_are_named_and_of_many_none(client):
    for home in ("Lyon", "Nantes", "Dijon"):
        make.public_partnership(home, "Guangzhou")
    make.document("Canton, Lyon, Nantes, Dijon et Lille : le funiculaire.", title="Note")
    query = "Canton Lyon Nantes Dijon funiculaire"
    assert [title for title, _ in led_to(found(client, query))] == ["Lyon – Canton", "Nantes – Canton", "Dijon – Canton"]
    make.public_partnership("Lille", "Guangzhou")
    assert led_to(found(client, f"{query} Lille")) == []


def test_whoever_narrows_or_goes_on_has_chosen_something_else(client, pair):
    for number in range(25):
        make.document("Lyon, Canton : le funiculaire.", title=f"Note {number}")
    assert led_to(found(client, "Lyon Canton funiculaire"))
    assert (
        led_to(found(client, "Lyon Canton funiculaire", page="2"))
        == led_to(found(client, "Lyon Canton funiculaire", kind="document"))
        == []
    )


def test_it_leads_to_what_one_may_see(client, signed_in, coordinator):
    make.document("Lyon, Baotou : le funiculaire.", title="Note")
    quiet = found(client, "Lyon Baotou funiculaire")
    entry = secret_entry()
    assert found(client, "Lyon Baotou funiculaire") == quiet
    assert led_to(found(signed_in(coordinator), "Lyon Baotou funiculaire")) == [("Lyon – Baotou", f"/fr/entries/{entry.pk}/")]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_as_many_queries_for_one_pair_as_for_three(client, count):
    for home in ("Lyon", "Nantes", "Dijon")[:count]:
        make.public_partnership(home, "Guangzhou")
    make.document("Lyon Nantes Dijon Canton : le funiculaire.", title="Note")
    with CaptureQueriesContext(connection) as asked:
        assert len(led_to(found(client, "Lyon Nantes Dijon Canton funiculaire"))) == count
    assert len(asked) == 5  # what answers, pairs with two of the words, their parties, the names of these, the rows of the page
