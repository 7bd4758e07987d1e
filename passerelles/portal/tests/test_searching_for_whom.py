"""Search and suggestions: who finds what, and what stands in the index."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.common.models import Findable
from passerelles.library.actions import show_to
from passerelles.portal.tests.searched import found, secret_entry, titles
from passerelles.register.actions import merge, reject, split
from tests import make

pytestmark = pytest.mark.django_db


def test_what_is_hidden_shows_in_no_result_facet_suggestion_or_correction(client):
    entry = make.public_partnership("Lyon", "Guangzhou")
    quiet = [found(client, query) for query in ("Lyon", "Baotou", "Baotuo", "théâtre", "marionnettes")]
    secret = secret_entry()
    make.accepted(entry, "theme", "gastronomy", of=make.document("Secret.", visibility="group"))
    assert [found(client, query) for query in ("Lyon", "Baotou", "Baotuo", "théâtre", "marionnettes")] == quiet
    assert "gastronom" not in found(client, "Lyon") and titles(found(client, "", theme="gastronomy")) == []
    for query in ("Bao", "Lyon", "包头", "omb"):
        assert "Baotou" not in client.get(reverse("suggestions"), {"q": query}).content.decode(), secret


def test_its_group_finds_it(signed_in, coordinator, stranger):
    secret_entry()
    page = found(signed_in(coordinator), "Baotou")
    assert titles(page) == ["Baotou", "Lyon – Baotou", "Ombres"] and '<span class="badge">son groupe</span>' in page
    assert titles(found(signed_in(coordinator), "marionnettes")) == ["Lyon – Baotou"]
    assert titles(found(signed_in(coordinator), "", theme="gastronomy")) == ["Lyon – Baotou"]
    assert titles(found(signed_in(coordinator), "Baotuo"))[:1] == ["Baotou"]  # corrected, for those who may see it
    assert titles(found(signed_in(stranger), "Baotou")) == []


def test_what_a_hidden_document_says_of_a_public_entry_is_found_by_its_group_alone(client, signed_in, coordinator):
    entry = make.public_partnership()
    make.accepted(entry, "description", {"text": "Un différend sur le tramway."}, of=make.document("Secret.", visibility="group"))
    assert titles(found(client, "différend")) == []
    page = found(signed_in(coordinator), "différend")
    assert titles(page) == ["Saint-Étienne – Xuzhou"] and "<mark>différend</mark>" in page
    assert titles(found(signed_in(coordinator), "Xuzhou")) == ["Xuzhou", "Saint-Étienne – Xuzhou"]  # once, whatever rows it has


def test_another_groups_papers_stay_with_it(signed_in):
    other = make.group("bresil")
    make.document("Le funiculaire.", title="Note", visibility="group", group=other)
    assert titles(found(signed_in(make.coordinator()), "funiculaire")) == []
    assert titles(found(signed_in(make.coordinator(other)), "funiculaire")) == ["Note"]


def test_whoever_brought_a_private_document_finds_it_alone(client, signed_in, coordinator, officer):
    make.document("Le funiculaire.", title="Note", visibility="private", brought_by=officer)
    assert titles(found(signed_in(officer), "funiculaire")) == ["Note"]
    assert titles(found(signed_in(coordinator), "funiculaire")) == titles(found(client, "funiculaire")) == []


def test_a_document_that_is_shown_to_fewer_is_found_by_fewer(client, coordinator):
    of = make.document("Le funiculaire.", title="Note")
    show_to(of, "group", by=coordinator)
    assert titles(found(client, "funiculaire")) == []
    show_to(of, "public", by=coordinator)
    assert titles(found(client, "funiculaire")) == ["Note"]


def test_an_entry_whose_claims_are_all_rejected_is_found_no_more(client, coordinator):
    claim = make.accepted(make.partnership())
    assert titles(found(client, "Xuzhou")) == ["Xuzhou", "Saint-Étienne – Xuzhou"]
    reject(claim, by=coordinator)
    assert titles(found(client, "Xuzhou")) == []
    assert not Findable.objects.filter(kind__in=("authority", "partnership")).exists()


def test_a_merged_entry_is_found_through_its_survivor_until_it_is_split(client, coordinator):
    one, other = make.public_partnership("Lyon", "Luoyang"), make.public_partnership("Lyon", "Liaoyang")
    made = merge(other, one, by=coordinator)
    assert "Lyon – Liaoyang" not in titles(found(client, "Liaoyang")) and titles(found(client, "Luoyang")) == ["Luoyang", "Lyon – Luoyang"]
    split(made, by=coordinator)
    assert titles(found(client, "Liaoyang")) == ["Liaoyang", "Lyon – Liaoyang"]


# Suggestions


def suggested(client, query):
    page = client.get(reverse("suggestions"), {"q": query}).content.decode()
    return [re.sub(r"<[^>]+>", "", title) for title in re.findall(r'<span class="title"[^>]*>(.*?)</span> <span class="kind">', page)]


def test_titles_are_suggested_while_somebody_types(client):
    make.public_partnership("Montpellier", "Chengdu")
    assert suggested(client, "Chen") == ["Chengdu", "Montpellier – Chengdu"]
    assert suggested(client, "montp") == ["Montpellier", "Montpellier – Chengdu"]
    assert suggested(client, "montpellier che") == ["Montpellier – Chengdu"]
    assert suggested(client, "成都") == ["Chengdu", "Montpellier – Chengdu"]
    assert suggested(client, "c") == suggested(client, "zzz") == []


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_cost_as_many_queries_for_one_as_for_three(client, count):
    for number in range(count):
        make.public_partnership("Lyon", ("Xuzhou", "Guangzhou", "Wuhan")[number])
    with CaptureQueriesContext(connection) as asked:
        assert len(suggested(client, "Lyo")) == count + 1
    assert len(asked) == 2


def test_the_box_is_on_every_page_once(client):
    make.public_partnership()
    for address in ("/fr/", "/fr/entries/", "/fr/search/", "/fr/search/?q=x"):
        assert client.get(address).content.decode().count('role="search"') == 1, address


def test_what_stands_in_the_index_is_what_writing_it_anew_gives(django_assert_max_num_queries):
    from django.core.management import call_command

    make.public_partnership(theme="culture")
    secret_entry()
    merge(make.public_partnership("Lyon", "Luoyang"), make.public_partnership("Lyon", "Liaoyang"), by=make.coordinator())
    columns = [field.name for field in Findable._meta.fields if field.name not in ("id", "changed")]
    before = list(Findable.objects.order_by("kind", "object_id", "part").values(*columns))
    call_command("index", "--all", verbosity=0)
    assert list(Findable.objects.order_by("kind", "object_id", "part").values(*columns)) == before


def test_every_result_opens(client, signed_in, coordinator):
    make.public_partnership()
    secret_entry()
    seen = signed_in(coordinator)
    said = found(seen, "Lyon")
    for address in re.findall(r'<h2 lang=[^>]*><a href="([^"#]+)', said):
        assert seen.get(html.unescape(address)).status_code == 200
