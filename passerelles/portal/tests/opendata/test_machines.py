"""Feeds, catalogue, sitemap, structured data and the widget, read by parsers that others wrote."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from django.conf import settings
from django.utils import timezone
from lxml import etree
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from passerelles.pages.actions import Draft, Place, open_page, publish, write
from passerelles.pages.models import PageKind
from passerelles.portal.opendata.dumping import BY_NAME, write_dumps
from passerelles.portal.opendata.sitemap import mapped
from passerelles.register.actions import merge
from passerelles.register.models import Claim, Entry
from passerelles.register.tallying import recount
from tests import make
from tests.test_every_address import PUBLIC

pytestmark = pytest.mark.django_db
OF_RDFLIB = "ignore:ConjunctiveGraph is deprecated"  # its own reader of JSON-LD uses it
PAIRS = [("Saint-Étienne", "Xuzhou"), ("Lyon", "Guangzhou"), ("Nantes", "Qingdao")]


def feed(client, name, lang="en"):
    answer = client.get(f"/{lang}/feeds/{name}.atom")
    assert answer.status_code == 200
    told = feedparser.parse(answer.content)
    assert not told.bozo and told.version == "atom10"
    return told


# Atom


def test_a_feed_tells_what_was_judged_last_with_stable_identifiers(client, register):
    later = make.public_partnership("Nantes", "Qingdao")
    told = feed(client, "latest")
    assert told.entries[0].title == "Nantes – Qingdao" and len(told.entries) == 4
    assert told.entries[0].id == f"http://testserver/entries/{later.pk}/"
    judged = Claim.objects.filter(entry=later).order_by("-judged_at").first().judged_at
    assert datetime.fromisoformat(told.entries[0].updated) == judged
    assert told.feed.updated == told.entries[0].updated
    make.accepted(register, "theme", "water")
    again = feed(client, "latest").entries[0]
    assert again.id == f"http://testserver/entries/{register.pk}/"
    assert {each.id for each in feed(client, "latest", "zh-hans").entries} == {each.id for each in feed(client, "latest").entries}


def test_feeds_of_a_group_a_theme_and_an_authority_tell_of_theirs(client, register):
    make.public_partnership("Nantes", "Qingdao")
    other = make.group("vietnam")
    make.accepted(make.partnership("Brest", "Yantai", of=other), "kind", "contact", of=make.document(group=other))
    assert {each.title for each in feed(client, "theme/culture").entries} == {"Saint-Étienne – Xuzhou"}
    assert {each.title for each in feed(client, "group/vietnam").entries} == {"Brest – Yantai"}
    nantes = make.authority("Nantes").pk
    assert {each.title for each in feed(client, f"authority/{nantes}").entries} == {"Nantes – Qingdao"}


def test_a_common_theme_is_told_of_as_a_rare_one_is(client, monkeypatch):
    for home, partner in PAIRS:
        make.public_partnership(home, partner, theme="culture")
    make.public_partnership("Brest", "Yantai")
    rare = [each.title for each in feed(client, "theme/culture").entries]
    monkeypatch.setattr("passerelles.portal.opendata.feeds.RARE", 1)
    assert [each.title for each in feed(client, "theme/culture").entries] == rare and len(rare) == 3


def test_what_was_merged_is_told_of_as_its_survivor(client, coordinator):
    one, other = make.public_partnership("Lyon", "Guangzhou"), make.public_partnership("Nantes", "Qingdao")
    merge(one, other, by=coordinator)
    assert [each.link for each in feed(client, "latest").entries] == [f"http://testserver/en/entries/{other.pk}/"]


def test_a_feed_is_bounded_and_costs_the_same_queries(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("passerelles.portal.opendata.feeds.SHOWN", 2)
    for count, (home, partner) in enumerate(PAIRS, 1):
        make.public_partnership(home, partner)
        with django_assert_num_queries(2):
            assert len(feed(client, "latest").entries) == min(count, 2)


def test_an_unchanged_feed_is_the_same_text_and_not_sent_again(client, register):
    answer = client.get("/en/feeds/latest.atom")
    again = client.get("/en/feeds/latest.atom", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["group/nothing", "theme/nothing", "authority/99999"])
def test_a_feed_of_nothing_is_not_there(client, name):
    assert client.get(f"/en/feeds/{name}.atom").status_code == 404


def test_a_group_of_which_nothing_is_public_is_not_told_of(client, register):
    make.accepted(
        make.partnership("Brest", "Yantai", of=make.group("secret")), of=make.document(visibility="group", group=make.group("secret"))
    )
    assert client.get("/en/feeds/group/secret.atom").status_code == 404


def test_a_group_leads_to_its_feed_from_its_brief_its_page_and_the_page_of_data(client, register, coordinator):
    page = open_page(Place("groupe-chine", PageKind.GROUP, group=make.group()), by=coordinator)
    publish(write(page, "fr", Draft("Le groupe", "Ses missions.", 0), by=coordinator), by=coordinator)
    brief = f"/briefs/group/{make.group().pk}/"
    for address in ("/data/", brief, "/pages/groupe-chine/"):
        assert 'href="/fr/feeds/group/chine.atom"' in client.get(f"/fr{address}").content.decode()
    assert feed(client, "group/chine").feed.id == f"http://testserver{brief}"


def test_the_page_of_a_group_of_which_nothing_is_public_names_no_feed(client, coordinator):
    page = open_page(Place("groupe-chine", PageKind.GROUP, group=make.group()), by=coordinator)
    publish(write(page, "fr", Draft("Le groupe", "Ses missions.", 0), by=coordinator), by=coordinator)
    assert "feeds/group" not in client.get("/fr/pages/groupe-chine/").text and client.get("/fr/feeds/group/chine.atom").status_code == 404


def test_identifiers_do_not_change_with_the_name_a_visitor_came_by(client, register, settings):
    settings.SITE_ADDRESS = "https://register.example.org"
    one, other = (feedparser.parse(client.get("/en/feeds/latest.atom", HTTP_HOST=host).content) for host in ("a.example", "b.example"))
    assert [each.id for each in one.entries] == [each.id for each in other.entries]
    assert all(each.id.startswith("https://register.example.org/entries/") for each in one.entries)


def test_an_empty_feed_is_a_feed(client):
    assert feed(client, "latest").entries == []


# DCAT

# What DCAT-AP 3 asks for as mandatory, and of which kind; written here as shapes, since no package of a permissive licence ships its own.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] , [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] , [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
    [ sh:path dcat:service ; sh:class dcat:DataService ] , [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] ,
    [ sh:path foaf:homepage ; sh:maxCount 1 ; sh:class foaf:Document ] , [ sh:path dct:language ; sh:class dct:LinguisticSystem ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] , [ sh:path dct:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:distribution ; sh:class dcat:Distribution ] , [ sh:path dct:spatial ; sh:class dct:Location ] ,
    [ sh:path dct:accrualPeriodicity ; sh:maxCount 1 ; sh:class dct:Frequency ] , [ sh:path dct:accessRights ; sh:maxCount 1 ; sh:class dct:RightsStatement ] ,
    [ sh:path dct:modified ; sh:maxCount 1 ; sh:datatype xsd:date ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] , [ sh:path dct:format ; sh:maxCount 1 ; sh:class dct:MediaTypeOrExtent ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] , [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
"""


def graph(client, ending, form):
    return Graph().parse(data=client.get(f"/data/catalogue.{ending}").content, format=form)


@pytest.mark.filterwarnings(OF_RDFLIB)
def test_the_catalogue_is_of_the_networks_countries(client, register):
    make.group("vietnam", home="DE", partner="VN")
    told = {str(each).rpartition("/")[2] for each in graph(client, "ttl", "turtle").objects(None, DCTERMS.spatial)}
    assert told == {"FRA", "CHN", "DEU", "VNM"}


@pytest.mark.filterwarnings(OF_RDFLIB)
def test_the_catalogue_is_in_the_languages_of_the_screens(client, register, settings):
    settings.LANGUAGES = [("fr", "Français"), ("vi", "Tiếng Việt"), ("en", "English")]
    told = {str(each).rpartition("/")[2] for each in graph(client, "ttl", "turtle").objects(None, DCTERMS.language)}
    assert told == {"FRA", "VIE", "ENG"}


@pytest.mark.filterwarnings(OF_RDFLIB)
def test_the_catalogue_says_the_same_in_json_ld_and_turtle(client, register):
    write_dumps()
    one, other = graph(client, "jsonld", "json-ld"), graph(client, "ttl", "turtle")
    assert len(one) > 100 and isomorphic(one, other)


@pytest.mark.parametrize("is_written", [False, True])
def test_the_catalogue_has_what_dcat_ap_asks_for(client, register, is_written):
    if is_written:
        write_dumps()
    conforms, _graph, text = validate(graph(client, "ttl", "turtle"), shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    assert conforms, text


def test_the_shapes_would_see_a_fault(client, register):
    told = graph(client, "ttl", "turtle")
    told.remove((None, DCTERMS.publisher, None))
    assert not validate(told, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))[0]


def test_every_distribution_can_be_had(client, register):
    write_dumps()
    told = graph(client, "ttl", "turtle")
    files = list(told.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == len(BY_NAME)
    for file in files:
        address = urlsplit(str(told.value(file, DCAT.downloadURL)))
        assert client.get(address.path).status_code == 200
    assert URIRef("http://testserver/api/v1/") in set(told.objects(None, DCAT.endpointURL))


# Sitemap and robots

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def xml(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return etree.fromstring(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_every_page_of_the_sitemap_opens_in_every_language(client, register, coordinator):
    publish(
        write(open_page(Place("legal", PageKind.LEGAL), by=coordinator), "fr", Draft("Mentions", "Qui.", 0), by=coordinator), by=coordinator
    )
    robots = client.get("/robots.txt").content.decode()
    index = xml(client, urlsplit(re.search(r"Sitemap: (\S+)", robots)[1]).path)
    seen = []
    for part in index.xpath("//s:loc/text()", namespaces=MAP):
        for url in xml(client, urlsplit(part).path).xpath("//s:url", namespaces=MAP):
            seen += url.xpath("s:loc/text()", namespaces=MAP)
            assert url.xpath("x:link/@hreflang", namespaces=MAP) == ["fr", "zh-hans", "en"]
            assert seen[-1] in url.xpath("x:link/@href", namespaces=MAP)
    assert len(seen) == len(set(seen)) and f"http://testserver/zh-hans/entries/{register.pk}/" in seen
    assert "http://testserver/fr/pages/legal/" in seen and "http://testserver/fr/map/" in seen
    assert {client.get(urlsplit(page).path).status_code for page in seen} == {200}


# Public pages that the sitemap does not list, and why.
UNLISTED = {
    *("sign_in", "sign_out", "forgotten", "new_password", "still_true", "opinion_by_link"),  # for people who have an account or a mail
    *(
        "ask_sent",
        "ask_draft_kept",
        "asked",
        "asked_confirm",
        "asked_withdraw",
        "asked_write",
        "asked_attach",
        "asked_remove_file",
    ),  # as above
    *("search", "suggestions", "reciprocity_movements", "reciprocity_movements_of"),  # what they lead to is listed
    *("reciprocity_of", "brief", "iati_of", "widget"),  # an entry or an authority once more
    *(
        "brief_pdf",
        "map_drawing",
        "map_picture",
        "map_page",
        "chart",
        "reciprocity_file",
        "reciprocity_file_of",
    ),  # files of a page that is listed
    *("dump", "dump_now", "iati_file", "catalogue", "catalogue_turtle", "sitemap", "sitemap_part", "robots"),  # for programs
    *("feed", "feed_of_group", "feed_of_theme", "feed_of_authority", "visit_calendar"),
    *("delegation", "delegation_booklet", "delegation_calendar", "delegation_agree"),  # by a mailed link
    "photograph_file",
}


def test_no_public_page_is_forgotten_by_the_sitemap():
    listed = {*settings.SITEMAP_PAGES, *(each.address for each in mapped().values())}
    assert listed | UNLISTED == PUBLIC and not listed & UNLISTED


def test_robots_may_fetch_the_picture_that_a_page_is_shown_with(client, register):
    """The longest rule that fits decides (RFC 9309)."""
    page = client.get(f"/fr/entries/{register.pk}/").text
    picture = urlsplit(re.search('property="og:image" content="([^"]+)"', page)[1])
    rules = re.findall("(Allow|Disallow): (.+)", client.get("/robots.txt").text)
    fitting = [(len(path), rule) for rule, path in rules if f"{picture.path}?{picture.query}".startswith(path)]
    assert picture.query and max(fitting)[1] == "Allow"


@pytest.mark.parametrize(
    "path",
    [
        "entries/?theme=culture",
        "search/?q=x",
        "map/?since=1",
        "map.png?since=1",
        "map.pdf?since=1",
        "reciprocity/movements/?since=1",
        "briefs/group/1/?with=zh",
    ],
)
def test_robots_are_kept_from_what_is_endless_and_not_from_pages(client, path):
    """By the rules of RFC 9309, which the parser of the standard library does not know: it drops a ? at the end."""
    closed = re.findall("Disallow: (.+)", client.get("/robots.txt").content.decode())
    patterns = [re.escape(each).replace(r"\*", ".*") for each in closed]
    assert any(re.match(each, f"/fr/{path}") for each in patterns)
    assert not any(re.match(each, f"/zh-hans/{path.split('?')[0]}") for each in patterns)


def test_parts_share_the_numbers_between_them(client, monkeypatch):
    monkeypatch.setattr("passerelles.portal.opendata.sitemap.A_PART", 2)
    for home, partner in PAIRS:
        make.public_partnership(home, partner)
    parts = [part for part in xml(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=MAP) if "/entries-" in part]
    pages = [page for part in parts for page in xml(client, urlsplit(part).path).xpath("//s:loc/text()", namespaces=MAP)]
    assert len(parts) > 1 and len(pages) == len(set(pages)) == 3 * Entry.objects.public().count()


def test_a_part_that_is_none_is_not_there(client):
    assert client.get("/sitemap/nonsense-0.xml").status_code == 404


# schema.org


def linked(client, path):
    text = client.get(path).content.decode()
    return [json.loads(told) for told in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)]


def test_pages_say_for_search_engines_what_they_are_about(client, register):
    [entry] = linked(client, f"/fr/entries/{register.pk}/")
    assert {each["@id"] for each in entry["about"]} == {
        f"http://testserver/authorities/{party.organisation_id}/" for party in register.parties.all()
    }
    assert entry["temporalCoverage"] == "1984/2031-05"
    [authority] = linked(client, f"/fr/authorities/{make.authority('Saint-Étienne').pk}/")
    assert authority["@type"] == "GovernmentOrganization"
    assert authority["identifier"] == [{"@type": "PropertyValue", "propertyID": "INSEE COG", "value": "42218"}]
    [site] = linked(client, "/fr/")
    assert site["@type"] == "Dataset" and site["license"].startswith("https://")
    document = register.claims.first().evidence.first().passage.document_id
    assert linked(client, f"/fr/documents/{document}/")[0]["datePublished"] == "2021-12"
    occasion = Entry.objects.public().get(kind="occasion")
    assert linked(client, f"/fr/entries/{occasion.pk}/")[0] | {"@id": ""} == linked(client, f"/en/entries/{occasion.pk}/")[0] | {"@id": ""}


@pytest.mark.filterwarnings(OF_RDFLIB)
def test_what_is_said_of_a_page_is_json_ld_that_others_read(client, register):
    [entry] = linked(client, f"/fr/entries/{register.pk}/")
    told = Graph().parse(data=json.dumps({**entry, "@context": {"@vocab": "https://schema.org/"}}), format="json-ld")
    names = {str(name) for name in told.objects(None, URIRef("https://schema.org/name"))}
    assert {"Saint-Étienne", "徐州市"} <= names


def test_no_text_ends_the_script(client):
    entry = make.partnership(make.body("</script><script>alert(1)</script>"), make.body("<!-- &"))
    make.accepted(entry)
    text = client.get(f"/fr/entries/{entry.pk}/").content.decode()
    assert "</script><script>alert" not in text and "<!-- &" not in text
    assert "</script><script>alert(1)</script>" in json.dumps(linked(client, f"/fr/entries/{entry.pk}/"), ensure_ascii=False)


# The widget


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_another_site_may_frame_an_authoritys_partnerships(client, register, lang):
    answer = client.get(f"/{lang}/widget/{make.authority('Saint-Étienne').pk}/")
    text = answer.content.decode()
    assert "X-Frame-Options" not in answer and "frame-ancestors *" in answer["Content-Security-Policy"]
    assert ("徐州" in text) == (lang == "zh-hans") and f"/{lang}/entries/{register.pk}/" in text
    assert "Set-Cookie" not in answer and not answer.cookies and "<script" not in text


def test_only_that_page_may_be_framed(client, register):
    for address in ("/fr/", f"/fr/entries/{register.pk}/", "/fr/data/"):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_frame_is_the_same_for_everybody(client, register, signed_in, coordinator):
    lyon = make.authority("Lyon").pk
    assert signed_in(coordinator).get(f"/fr/widget/{lyon}/").content == client.get(f"/fr/widget/{lyon}/").content
    assert "Baotou" not in client.get(f"/fr/widget/{lyon}/").content.decode()
    assert client.get(f"/fr/widget/{make.authority('Baotou').pk}/").status_code == 404


def test_an_authoritys_page_has_the_words_to_copy(client, register):
    pk = make.authority("Saint-Étienne").pk
    text = client.get(f"/en/authorities/{pk}/").content.decode()
    assert f'&lt;iframe src="http://testserver/en/widget/{pk}/"' in text and f'href="/en/feeds/authority/{pk}.atom"' in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_widget_costs_the_same_queries(client, django_assert_num_queries, count):
    for _home, partner in PAIRS[:count]:
        make.public_partnership("Lyon", partner)
    pk = make.authority("Lyon").pk
    with django_assert_num_queries(5):
        client.get(f"/en/widget/{pk}/")


def test_kept_facets_are_what_feeds_read(client, register):
    recount()
    Claim.objects.update(judged_at=timezone.now() - timedelta(days=1))
    assert len(feed(client, "theme/culture").entries) == 1
