"""What entries are called: an occasion by its name only where the words said of it are one."""

import json
from pathlib import Path

import pytest

from passerelles.register.actions import choose, correct
from passerelles.register.properties.values import Text
from passerelles.register.titling import is_name
from tests import make

GOLD = Path(__file__).parents[3] / "demo" / "gold"
NAMES = [
    "Assises de Xi’an",
    "1ères Rencontres de la coopération décentralisée",
    "3èmes Assises",
    "25 ans de la coopération",
    "Séminaire franco-chinois « Qui veut la paix »",  # what it quotes may be a sentence
    "Inauguration d’un jardin des deux rives à Sens",
    "35th International Kite Festival",
    "Fifth Forum of River Towns",
    "上海日",
    "首届中学生夏令营 土伦",
    "法国兰斯市副市长阿梅莉·博索莱伊率代表团访问宜昌",  # a headline
]
PIECES = [
    "Assises",
    "Celui",
    "Atelier",
    "Organisée à Tours",
    "En déplacement",
    "Rendu visite",
    "Return visit",
    "• autorise sa signature",
    "Autorise le maire à signer la charte à Quanzhou",
    "Délégation de ses élus nous",
    "On a donc intercalé des séminaires",
    "Valence et Deyang veulent ajouter un volet scolaire à la convention signée",
    "On April 20 Vice-Mayor Liu Qiaoyun and Councillor Honorine Vasselin signed",
    "的兰斯美食周",
    "赴法交流",
    "并与我市签署经济文化交流协议",
    "两市在三峡人家签署建立友好城市关系协议书",
    "中国广东省珠海市与法国瓦尔省土伦市在珠海签署本备忘录",
    "中国驻里昂总领事顾清河先后走访勃艮第-弗朗什-孔泰大区首府第戎和奥弗涅-罗讷",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_a_name(text):
    assert is_name(text)


@pytest.mark.parametrize("text", PIECES)
def test_a_piece_of_a_sentence_is_none(text):
    assert not is_name(text)


def test_most_names_that_people_wrote_down_for_the_demonstration_are_names():
    gold = (json.loads(path.read_text()) for path in GOLD.glob("*.json"))
    names = {event["name"] for each in gold for event in each.get("events", ()) if event["kind"] not in ("other", "meeting")}
    longer = [name for name in names if " " in name]  # of one word, kind and date say more
    refused = [name for name in longer if not is_name(name)]
    assert len(refused) <= len(longer) / 10, refused


def occasion(name, **said):
    entry = make.occasion("Rencontres", 9)
    make.accepted(entry, "occasion", said.get("kind", "visit"))
    make.accepted(entry, "name", {"text": name, "lang": "fr"})
    for each in ("place", "starts"):
        if each in said:
            make.accepted(entry, each, said[each])
    entry.refresh_from_db()
    return entry


@pytest.mark.django_db
def test_an_occasion_without_a_name_is_called_by_kind_place_and_date(client):
    entry = occasion("Celui", place=make.place("Xuzhou").key, starts="2016-10")
    assert entry.title == {"fr": "Visite – Xuzhou, octobre 2016", "zh": "徐州市访问（2016年10月）", "en": "Visit – Xuzhou, October 2016"}
    page = client.get(f"/en/entries/{entry.pk}/").content.decode()
    assert "In the document’s words" in page and "Celui" in page  # the fact stays, with its sentence


@pytest.mark.django_db
def test_an_occasion_of_no_kind_and_no_place_is_still_called_something():
    title = occasion("Celui", kind="other", starts="2016").title
    assert title == {"fr": "Rendez-vous – 2016", "zh": "2016年活动", "en": "Occasion – 2016"}


@pytest.mark.django_db
def test_a_name_that_a_person_gave_is_a_name_whatever_it_looks_like(coordinator):
    entry = occasion("Celui", place=make.place("Xuzhou").key)
    correct(entry.claims.get(name="name"), Text("Marées", "fr"), by=coordinator)
    entry.refresh_from_db()
    assert entry.title == {"fr": "Marées"}


@pytest.mark.django_db
def test_several_names_of_one_thing_are_no_contradiction_and_give_its_title_in_each_language():
    entry = occasion("Assises de Strasbourg", kind="rencontres/assises")
    for text, lang in (("Dialogue de Strasbourg", "fr"), ("斯特拉斯堡对话会", "zh"), ("Dialogue de Strasbourg", "fr")):
        make.accepted(entry, "name", {"text": text, "lang": lang}, make.document(text + "."))
    entry.refresh_from_db()
    assert entry.title == {"fr": "Dialogue de Strasbourg", "zh": "斯特拉斯堡对话会"}  # two sources against one
    assert not entry.is_disputed


@pytest.mark.django_db
def test_a_name_that_a_person_chose_stands_before_what_most_say(coordinator):
    entry = occasion("Assises de Strasbourg", kind="rencontres/assises")
    for title in ("Bilan", "Compte rendu"):
        make.accepted(entry, "name", {"text": "Dialogue de Strasbourg", "lang": "fr"}, make.document(f"{title} du Dialogue.", title=title))
    choose(entry.claims.get(name="name", canonical__contains="Assises"), by=coordinator)
    entry.refresh_from_db()
    assert entry.title == {"fr": "Assises de Strasbourg"}
