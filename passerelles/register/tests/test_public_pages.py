"""The register's public pages: lists, filters, entries with their passages, authorities; what they cost; what they redirect."""

import base64
import re

import pytest
from django.utils.timezone import localdate

from passerelles.places.models import Place
from passerelles.register.actions import merge, publish_fact
from passerelles.register.models import Presence, Tally
from passerelles.register.queries import authorities as listed
from passerelles.register.queries import filters
from passerelles.register.tallying import recount
from tests import make

pytestmark = pytest.mark.django_db
PAIRS = [("Saint-Étienne", "Xuzhou"), ("Lyon", "Guangzhou"), ("Nantes", "Qingdao")]
YEARS = {"Lyon": 1994, "Nantes": None, "Brest": 1996, "Quimper": None, "Bordeaux": 1990}


def page(client, address, lang="en"):
    answer = client.get(f"/{lang}/{address}")
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def some_of_each_kind(count):
    for number, (home, partner) in enumerate(PAIRS[:count]):
        make.public_partnership(home, partner, theme="culture")
        make.accepted(make.office(home, partner), "state", "active")
        make.accepted(make.practice(home, f"Expertise {number}"), "name", {"text": f"Expertise {number}", "lang": "fr"})
        make.accepted(make.project(f"Projet {number}", home, partner), "name", {"text": f"Projet {number}", "lang": "fr"})
        occasion = make.occasion("Rencontres", number + 1)
        make.accepted(occasion, "place", make.place(partner).key)
        make.accepted(occasion, "starts", "2024-10-17")
        make.accepted(make.network(make.authority(home)), "wish", {"wants": "un partenaire", "place": make.place(partner).key})


# What lists cost: the same however many rows


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 10),  # numbers, choices, names of regions, documents, last signs of life; the map (with and without proof), anniversaries
        ("entries/", 6),  # total, rows, themes, numbers of kinds, choices, names of regions
        ("entries/?kind=project", 7),  # parties and their places beside
        ("entries/?kind=office", 5),
        ("entries/?kind=practice", 7),
        ("entries/?kind=occasion", 5),
        ("entries/?kind=network", 6),
        (
            "entries/?region=FR/region/84&theme=culture&country=CN&state=active",
            11,
        ),  # each filter's number and that of all; the rows counted
        ("authorities/", 3),  # how many there are, rows, countries
    ],
)
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(client, django_assert_num_queries, count, address, queries):
    some_of_each_kind(count)
    with django_assert_num_queries(queries):
        page(client, address)


@pytest.mark.parametrize("count", [1, 3])
def test_an_entry_costs_the_same_queries_however_much_is_said_of_it(client, django_assert_num_queries, count):
    entry = make.public_partnership()
    for number in range(count):
        make.accepted(entry, "milestone", {"what": f"visite {number}", "date": f"201{number}"})
    with django_assert_num_queries(18):  # three of them the ledger’s, one the photographs’
        page(client, f"entries/{entry.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_an_authority_costs_the_same_queries_however_many_ties_it_has(client, django_assert_num_queries, count):
    for _home, partner in PAIRS[:count]:
        make.public_partnership("Lyon", partner)
    lyon = make.authority("Lyon").pk
    with django_assert_num_queries(7):  # two of them the ledger's
        page(client, f"authorities/{lyon}/")


# Lists and filters


def test_what_does_not_speak_for_itself_on_a_phone_is_named_in_lists_and_on_an_authoritys_page(client):
    entry = make.public_partnership(milestone={"what": "Visite", "date": "2012-12"})
    for address in ("entries/", f"authorities/{entry.parties.first().organisation_id}/"):
        cells = [cell for cell in re.findall(r"<td[^>]*>[^<]*", page(client, address)) if "data-title" in cell]
        named = ['<td data-title="Since">1984', '<td data-title="Last proof">December\xa02012', '<td data-title="Sources">']
        assert len(cells) == 3 and all(cell.startswith(said) for cell, said in zip(cells, named, strict=True)), cells


def test_the_list_of_authorities_says_how_many_there_are(client):
    make.public_partnership("Lyon", "Guangzhou")
    make.public_partnership("Lyon", "Xuzhou")
    assert "3 organisations" in page(client, "authorities/") and "1 organisation" in page(client, "authorities/?country=FR")


def test_what_no_number_is_kept_of_is_counted_so_far_only(client, signed_in, coordinator, monkeypatch):
    monkeypatch.setattr(listed, "COUNTED", 2)
    make.public_partnership("Lyon", "Guangzhou")
    make.public_partnership("Lyon", "Xuzhou")
    assert "More than 2 organisations" in page(client, "authorities/") and "2 organisations" in page(client, "authorities/?country=CN")
    assert "3 organisations" in page(client, "authorities/?kind=authority"), "as kept"
    assert "1 organisation" in page(client, "authorities/?kind=authority&country=FR")
    assert "More than 2 organisations" in page(signed_in(coordinator), "authorities/?kind=authority"), "who may see more than what is kept"


def test_filters_show_what_matches_and_offer_what_there_is(client):
    make.public_partnership("Lyon", "Guangzhou", since=1988, theme="culture")
    make.public_partnership("Nantes", "Qingdao", since=2005)
    matching = {
        "region=FR/region/84": ["Lyon"],
        "country=CN": ["Lyon", "Nantes"],
        "theme=culture": ["Lyon"],
        "since=2000": ["Nantes"],
        "since=1980&until=1990": ["Lyon"],
        "body=guangzhou": ["Lyon"],
        "body=广州": ["Lyon"],
        "body=Nant&since=2000": ["Nantes"],
        "state=dormant": ["Lyon", "Nantes"],
        "state=ended": [],
        "tie=twinning&theme=culture": ["Lyon"],
        "theme=nonsense&since=x&page=-1&after=junk": ["Lyon", "Nantes"],
        "after=WyJ4Il0&sort=newest": ["Nantes", "Lyon"],
        "sort=oldest": ["Lyon", "Nantes"],
    }
    for asked, expected in matching.items():
        rows = client.get(f"/fr/entries/?{asked}").context["listing"].rows
        assert [str(row.title).split(" – ")[0] for row in rows] == expected, asked
    assert 'value="FR/region/84"' in page(client, "entries/")


@pytest.mark.parametrize("rare", [0, 2, 1000])  # walked, or collected: what is found is the same
def test_several_filters_find_the_same_however_rare_each_is(client, monkeypatch, rare):
    monkeypatch.setattr(filters, "RARE", rare)
    for number, pair in enumerate(PAIRS):
        make.public_partnership(*pair, since=1990 + number, theme="culture")
    make.public_partnership("Dijon", "Dalian", since=2001, theme="water")
    matching = {
        "country=CN&country=FR&theme=culture": 3,  # every entry is of China: no filter
        "country=CN&state=active": 4,
        "since=1991&until=2001&country=CN": 3,
        "body=n&theme=culture": 3,
        "body=lyon": 1,
        "body=lyon&theme=water": 0,
    }
    for asked, count in matching.items():
        assert page(client, f"entries/?{asked}").count('<tr><td><a href="/en/entries/') == count, asked


@pytest.mark.parametrize("cursor", ['["a", Infinity]', '["\\u0000", 3]', '["\\ud800", 3]', "[" * 2000])
def test_a_cursor_that_was_not_made_here_is_none_or_harmless(client, cursor):
    make.public_partnership()
    after = base64.urlsafe_b64encode(cursor.encode()).decode().rstrip("=")
    for address in ("entries", "authorities"):
        assert client.get(f"/en/{address}/", {"after": after}).status_code == 200


@pytest.mark.parametrize("name", ["region", "country", "body", "theme", "sort", "page", "since", "party"])
def test_what_no_database_holds_is_not_understood(client, name):
    make.public_partnership()
    for address in ("entries", "authorities"):
        assert client.get(f"/en/{address}/", {name: "\x00"}).status_code == 400


def test_dormant_is_what_an_active_partnership_is_called_without_recent_proof(client):
    make.accepted(make.public_partnership("Lyon", "Guangzhou"), "confirmed", localdate().isoformat())
    make.public_partnership("Nantes", "Qingdao")
    found = client.get("/fr/entries/?state=dormant").context
    assert [str(row.title) for row in found["listing"].rows] == ["Nantes – Qingdao"]
    assert found["listing"].total.number == 1
    assert {choice.value: choice.number for choice in found["choices"]["state"]} == {"active": 2, "dormant": 1}


@pytest.mark.parametrize("numbered", [2, 20])  # the rest by cursor, or all by number
@pytest.mark.parametrize("sort", ["name", "newest", "oldest", "proof"])
def test_pages_and_cursors_walk_a_list_once_whatever_its_order(client, monkeypatch, sort, numbered):
    monkeypatch.setattr("passerelles.register.queries.paging.SIZE", 2)
    monkeypatch.setattr("passerelles.register.queries.paging.NUMBERED", numbered)
    for number, home in enumerate(["Lyon", "Nantes", "Brest", "Quimper", "Bordeaux", "Toulouse", "Angers"]):
        entry = make.public_partnership(home, "Xuzhou", since=None if number in (2, 5) else 1990 + number)
        if number % 2:
            make.accepted(entry, "confirmed", f"2024-0{number + 1}-01")
    seen, address = [], f"/fr/entries/?sort={sort}"
    while address:
        answer = client.get(address)
        seen += [row.pk for row in answer.context["listing"].rows]
        text = answer.content.decode()
        address = "/fr/entries/" + text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&") if 'rel="next"' in text else ""
    assert len(seen) == len(set(seen)) == (5 if sort == "oldest" else 7)  # oldest first: those whose beginning is known


def test_entries_whose_year_is_not_known_come_last_on_numbered_pages(client, monkeypatch):
    monkeypatch.setattr("passerelles.register.queries.paging.SIZE", 2)
    since = {make.public_partnership(home, "Xuzhou", since=year).pk: year for home, year in YEARS.items()}
    seen = [since[row.pk] for number in (1, 2, 3) for row in client.get(f"/fr/entries/?sort=newest&page={number}").context["listing"].rows]
    assert seen == [1996, 1994, 1990, None, None]


def test_an_empty_register_says_what_to_do_next(client):
    assert "Nothing is public yet" in page(client, "")
    assert "once a coordinator has accepted" in page(client, "entries/")
    assert "once a coordinator has accepted" in page(client, "authorities/")


# An entry


def test_every_fact_opens_its_sentence_with_the_words_highlighted(client):
    of = make.document("Un mot.\nSaint-Étienne est jumelée avec Xuzhou depuis 1984.", title="Bilan 2021", published="2021-12")
    entry = make.partnership()
    make.accepted(entry, "since", 1984, of=of)
    claim = entry.claims.get()
    claim.evidence.all().delete()
    make.claim(entry, "since", 1984, of=of, words="depuis 1984")
    text = page(client, f"entries/{entry.pk}/")
    assert '<blockquote lang="fr">Saint-Étienne est jumelée avec Xuzhou <mark class="fact">depuis 1984</mark>.</blockquote>' in text
    assert "Bilan 2021" in text and "December 2021" in text and "French" in text


def test_hostile_words_are_shown_as_words(client):
    of = make.document("<script>alert(1)</script> & <b>Xuzhou</b>", title="<img src=x onerror=alert(1)>")
    entry = make.partnership()
    make.accepted(entry, "description", {"text": "<script>alert(2)</script>", "lang": '"><script>'}, of=of)
    text = page(client, f"entries/{entry.pk}/")
    assert "<script>alert" not in text and "<img" not in text and "&lt;script&gt;alert(1)" in text


def test_rival_values_stand_side_by_side_and_the_page_says_so(client, coordinator):
    entry = make.public_partnership(since=1984)
    make.accepted(entry, "since", 1985, stands=False)
    text = page(client, f"entries/{entry.pk}/")
    assert "1984" in text and "1985" in text and "sources disagree" in text
    assert "≠" in page(client, "entries/")


def test_history_names_the_judge_to_the_network_only(client, signed_in, coordinator):
    entry = make.public_partnership()
    coordinator.name = "Claire Martin"
    coordinator.save()
    assert "Claire Martin" not in page(client, f"entries/{entry.pk}/") and "a coordinator" in page(client, f"entries/{entry.pk}/")
    assert "Claire Martin" in page(signed_in(make.again(coordinator)), f"entries/{entry.pk}/")
    assert coordinator.email not in page(client, f"entries/{entry.pk}/")


def test_an_opened_fact_says_from_a_document_of_the_network_without_its_quote(client, coordinator):
    of = make.document("SECRET-SENTENCE: jumelage signé.", title="SECRET-TITLE", visibility="group", published="2019-04")
    entry = make.partnership()
    publish_fact(make.accepted(entry, "kind", "twinning", of=of), by=coordinator)
    text = page(client, f"entries/{entry.pk}/")
    assert "From a document of the network" in text
    assert "SECRET" not in text


@pytest.mark.parametrize("asked", ["1" * 5000, "0", "-1", "²", "٣", "é" * 400])
def test_a_page_of_any_number_is_a_page(client, asked):
    make.public_partnership()
    for folder in ("entries", "authorities", "documents"):
        assert client.get(f"/fr/{folder}/", {"page": asked}).status_code == 200


def test_an_absorbed_entry_leads_to_the_one_it_is_read_through(client, coordinator):
    one, other = make.public_partnership("Lyon", "Guangzhou"), make.public_partnership("Nantes", "Qingdao")
    merge(one, other, by=coordinator)
    answer = client.get(f"/fr/entries/{one.pk}/")
    assert (answer.status_code, answer.url) == (301, f"/fr/entries/{other.pk}/")
    assert client.get("/fr/entries/").context["listing"].total.number == 1


def test_what_was_absorbed_by_a_hidden_entry_is_not_found(client, coordinator):
    one, other = make.partnership("Lyon", "Guangzhou"), make.partnership("Nantes", "Qingdao")
    merge(one, other, by=coordinator)
    assert client.get(f"/fr/entries/{one.pk}/").status_code == 404


def test_rival_figures_stand_side_by_side(client):
    entry = make.network()
    make.accepted(entry, "count", {"what": "projects", "number": 160, "side": "FR"})
    make.accepted(entry, "count", {"what": "projects", "number": 200, "side": "FR", "hedge": "more than"})
    text = page(client, f"entries/{entry.pk}/")
    assert "160" in text and "more than 200" in text and "≠" in text


# Authorities


def test_an_authority_shows_its_ties_by_country_and_what_it_looks_for(client):
    some_of_each_kind(1)
    text = page(client, f"authorities/{make.authority('Saint-Étienne').pk}/", "fr")
    assert "Xuzhou" in text and "Expertise 0" in text and "Projet 0" in text and "un partenaire" in text


def test_an_authority_without_a_public_entry_does_not_exist_for_the_public(client, signed_in, coordinator):
    hidden = make.document(visibility="group")
    make.accepted(make.partnership("Lyon", "Guangzhou"), "kind", "twinning", of=hidden)
    address = f"/fr/authorities/{make.authority('Lyon').pk}/"
    assert client.get(address).status_code == 404
    assert signed_in(coordinator).get(address).status_code == 200
    assert "Lyon" not in page(client, "authorities/", "fr") and "Lyon" in page(signed_in(coordinator), "authorities/", "fr")


def test_a_territory_that_was_merged_names_what_continues_it(client):
    old, new = make.authority("Alsace"), make.authority("Grand Est")
    Place.objects.filter(pk=old.place_id).update(successor=new.place)  # as fill_places writes it
    make.public_partnership("Alsace", "Jiangsu")
    make.public_partnership("Grand Est", "Hubei")
    assert f"/authorities/{new.pk}/" in page(client, f"authorities/{old.pk}/")
    assert f"/authorities/{old.pk}/" in page(client, f"authorities/{new.pk}/")


# Languages and errors


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_every_page_leads_to_itself_in_the_other_languages(client, lang):
    text = page(client, "entries/?kind=office", lang)
    for other in ("fr", "zh-hans", "en"):
        assert f'href="/{other}/entries/?kind=office"' in text


def test_what_is_not_there_says_so_in_the_visitors_language(client):
    answer = client.get("/zh-hans/entries/123456/")
    assert answer.status_code == 404 and 'lang="zh-Hans"' in answer.content.decode()


def test_kept_numbers_are_those_one_would_count(client, coordinator):
    some_of_each_kind(3)
    merge(make.public_partnership("Brest", "Qingdao"), make.public_partnership("Quimper", "Yantai"), by=coordinator)

    def kept():
        numbers = set(Tally.objects.filter(number__gt=0).values_list("kind", "name", "value", "number"))
        return numbers, set(Presence.objects.filter(number__gt=0).values_list("organisation", "number", "partnerships", "names"))

    before = kept()
    recount()
    assert kept() == before


def test_themes_are_offered_and_shown_in_the_order_of_the_visitors_language(client):
    entry = make.public_partnership()
    for theme in ("economy", "environment", "university", "education", "water", "culture"):
        make.accepted(entry, "theme", theme)
    for lang, order in (
        ("fr", "culture, eau, économie, éducation, environnement, université"),
        ("zh-hans", "大学、环境、教育、经济、水、文化"),
    ):
        listed = page(client, "entries/", lang)
        told = [listed.index(f">{name} (1)</option>") for name in re.split(r", |、", order)]
        assert order in listed and told == sorted(told)
