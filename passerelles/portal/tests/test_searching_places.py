"""Search by places: with their level, by any of their names, first of what a query keeps; and no correction that helps nothing."""

import re

import pytest
from django.urls import reverse

from passerelles.portal.tests.searched import bare, found, titles
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["Pékin", "Beijing", "北京", "Peking", "municipalité de Pékin", "北京市"])
def test_a_passage_is_found_by_any_name_of_a_place_in_it(client, query):
    make.document("双方在北京见面。", title="Note", language="zh")
    make.document("La délégation passera par Pékin.", title="Programme")
    assert sorted(titles(found(client, query))) == ["Note", "Programme"]


def test_the_name_that_a_passage_has_is_marked_in_it(client):
    make.document("双方在十堰见面。", title="Note", language="zh")
    page = found(client, "Shiyan")
    assert "<mark>十堰</mark>" in page and "Rien n’a été trouvé" not in bare(page)


@pytest.mark.parametrize(
    ("lang", "query"), [("fr", "ville de Nantes"), ("fr", "Nantes métropole"), ("en", "city of Nantes"), ("zh-hans", "南特市")]
)
def test_what_says_the_level_of_a_place_takes_nothing_away(client, lang, query):
    make.public_partnership("Nantes", "Qingdao")
    assert len(titles(found(client, query, lang))) == len(titles(found(client, "Nantes", lang))) == 2


def test_a_level_alone_is_a_word_as_any_other(client):
    make.document("La ville reçoit.", title="Note")
    make.document("Le quartier dort.", title="Autre")
    assert titles(found(client, "ville")) == ["Note"]


def test_places_are_kept_and_what_a_question_is_put_in_is_left_out_first(client):
    make.public_partnership("Nantes", "Qingdao")
    make.document("Qui travaille avec nous ?", title="Note")
    page = bare(found(client, "qui travaille avec Qingdao ?"))
    assert titles(page)[0] == "Qingdao" and re.search(r"sans\s: travaille\.", page)


def test_a_correction_that_leads_to_nothing_is_not_spoken_of(client):
    make.public_partnership("Lyon", "Guangzhou")
    make.public_partnership("Poitiers", "Nanchang")
    page = bare(found(client, "Lyon Canton pompiers"))
    assert titles(page)[0] == "Lyon – Canton" and "poitiers" not in page.split("<main")[1].casefold()
    assert re.search(r"sans\s: pompiers\.", page)


@pytest.mark.parametrize("query", ["Grasse", "œuvre"])
def test_a_place_and_a_word_of_another_beginning_are_no_typing_errors(client, query):
    make.document("La Presse du matin. L’Heure du soir.", title="Note")
    assert titles(found(client, query)) == []


def test_the_word_being_typed_is_never_an_empty_one(client):
    for place, other in (("Saint-Étienne", "Xuzhou"), ("Saint-Malo", "Quanzhou"), ("La Rochelle", "Jinan"), ("Rennes", "Jinan")):
        make.public_partnership(place, other)
    page = client.get(reverse("suggestions"), {"q": "saint et"}).content.decode()
    assert "Xuzhou" in page and "Malo" not in page
    page = bare(client.get(reverse("suggestions"), {"q": "la r"}).content.decode())
    assert page.index("La Rochelle") < page.index("Rennes")
