"""Addresses that the site gives to programs lead somewhere."""

import json
import re

import feedparser
import pytest
from lxml import etree

from passerelles.portal.opendata.dumping import write_dumps
from tests import make

pytestmark = pytest.mark.django_db


def test_where_the_catalogue_says_that_the_api_is_one_reads_what_can_be_asked(client):
    catalogue = client.get("/data/catalogue.ttl").content.decode()
    endpoint = re.search(r"#endpointURL> <http://testserver([^>]+)>", catalogue)[1]
    answer = client.get(endpoint, follow=True)
    assert answer.status_code == 200 and "/api/v1/entries" in answer.json()["paths"] and answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_a_feed_has_its_author_and_leads_to_pages_in_its_language(client, lang, settings):
    settings.DATA_PUBLISHER = "Réseau d’essai"
    entry = make.public_partnership()
    text = client.get(f"/{lang}/feeds/latest.atom").content
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert etree.fromstring(text).xpath("/a:feed/a:author/a:name/text()", namespaces=atom) == ["Réseau d’essai"]  # RFC 4287 §4.1.1
    told = feedparser.parse(text)
    assert [each.link for each in told.entries] == [f"http://testserver/{lang}/entries/{entry.pk}/"]
    assert [each.id for each in told.entries] == [f"http://testserver/entries/{entry.pk}/"] and told.feed.link.startswith(
        "http://testserver/" + lang
    )


@pytest.mark.parametrize("is_written", [False, True])
def test_the_file_that_the_home_page_names_can_be_had_before_the_first_night_too(client, settings, tmp_path, is_written):
    settings.DUMPS_ROOT = tmp_path
    make.public_partnership()
    if is_written:
        write_dumps("http://testserver")
    page = client.get("/fr/").content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    address = told["distribution"][0]["contentUrl"].removeprefix("http://testserver")
    assert address == ("/data/register.jsonl" if is_written else "/data/now/register.jsonl")
    assert b"Xuzhou" in b"".join(client.get(address).streaming_content)


def test_that_a_list_of_entries_is_of_one_kind_and_of_which_by_default_is_said(client):
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/entries"]["get"]
    kind = next(each for each in operation["parameters"] if each["name"] == "kind")
    assert kind["schema"]["default"] == "partnership"
    assert "by default partnerships" in kind.get("description", "") + kind["schema"].get("description", "")
    assert "by default partnerships" in client.get("/en/data/api/").content.decode()
