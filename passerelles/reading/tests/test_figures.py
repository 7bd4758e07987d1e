"""What is counted, how many, on whose side; and what is no count at all."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, figures
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Block, Document, Figure
from passerelles.reading.reader import Reading

KNOWN: Gazetteer = None  # type: ignore[assignment]  # figures need no gazetteer


def found(text: str, language: str = "") -> list[Figure]:
    language = language or ("zh" if re.search("[\u4e00-\u9fff]", text) else "fr")
    blocks = tuple(Block("paragraph", line.start(), line.end(), language) for line in re.finditer(r"[^\n]*\S[^\n]*", text))
    reading = Reading(Document("a text", text, blocks, language))
    reading.add(dates.find(reading, KNOWN))
    return list(figures.find(reading, KNOWN))


COUNTS = [
    ("63 collectivités françaises y prennent part", [("authorities", 63, "FR")]),
    (
        "17 régions, 12 départements et 41 villes ou métropoles françaises",
        [("authorities", 17, None), ("authorities", 12, None), ("authorities", 41, "FR")],
    ),
    ("associés à 17 grandes villes chinoises", [("authorities", 17, "CN")]),
    ("pour 134 projets", [("projects", 134, None)]),
    ("50 000 spectateurs", [("participants", 50_000, None)]),
    ("8 200 visiteurs", [("participants", 8200, None)]),
    ("Une vingtaine de Chinois", [("participants", 20, "CN")]),
    ("une vingtaine de CHU français", []),  # hospitals, not people
    ("1 400 Morbihannais en écharpe", [("participants", 1400, None)]),
    ("trente-cinq jumelages", [("partnerships", 35, None)]),
    ("deux cents élus", [("participants", 200, None)]),
    ("Participants : 120", [("participants", 120, None)]),
    ("12 Chinese cities and 10 French ones", [("authorities", 12, "CN"), ("authorities", 10, "FR")]),
    ("from eight Chinese and five French cities", [("authorities", 8, "CN"), ("authorities", 5, "FR")]),
    ("more than 800 participants", [("participants", 800, None)]),
    ("13 foreign sister cities", [("partnerships", 13, None)]),
    ("法国有61个地方政府与中国57个地方政府合作", [("authorities", 61, "FR"), ("authorities", 57, "CN")]),
    ("合作项目超过130个", [("projects", 130, None)]),
    ("一、友好城市(共10个)", [("partnerships", 10, None)]),
    ("全省已有44对国际友城，其中法国6对", [("partnerships", 44, "CN"), ("partnerships", 6, "FR")]),
    ("1200多名嘉宾参会", [("participants", 1200, None)]),
    ("一行9人来访", [("participants", 9, None)]),
    ("观众超过1.2万人次", [("participants", 12_000, None)]),
    ("与12个国家的23个城市", [("authorities", 23, None)]),  # countries are no authorities
    ("les jumelages proprement dits, au nombre de 29", [("partnerships", 29, None)]),  # the noun before
    ("Dix-huit marins sont venus.", [("participants", 18, None)]),
    ("Forty-two singers were there.", [("participants", 42, None)]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts_authorities_projects_partnerships_and_people(text, expected):
    assert [(figure.what, figure.value, figure.side) for figure in found(text)] == expected


HEDGES = [
    ("près de 160 projets", "nearly", "près de 160 projets"),
    ("plus de 70 collectivités", "more than", "plus de 70 collectivités"),
    ("quelque 40 villes", "about", "quelque 40 villes"),
    ("une trentaine de villes", "about", "une trentaine de villes"),
    ("nearly 200 projects", "nearly", "nearly 200 projects"),
    ("130多人的代表团", "more than", "130多人"),
    ("约120人参加", "about", "约120人"),
    ("40 villes", None, "40 villes"),
]


@pytest.mark.parametrize(("text", "hedge", "quote"), HEDGES)
def test_says_how_exact_a_count_is(text, hedge, quote):
    (figure,) = found(text)
    assert (figure.hedge, figure.quote.text) == (hedge, quote)


NO_COUNTS = [
    "18 milliards d'euros",
    "une ville de 150 000 habitants",
    "21,1 % des coopérations",
    "les communes de moins de 10 000 habitants",
    "20 ans de coopération entre les villes",
    "à 12 km des villes voisines",
    "deux villes jumelles",  # they are named beside it
    "cinq communes, six cents habitants",  # of one valley
    "en 2014 les villes",
    "le 12 mai, les élus",
    "article 12 des collectivités",
    "les 3èmes Rencontres des villes",
    "six internes chinois par an",
    "三位市长走进青白江",
    "人口14万，第19个省份",
    "沈阳八百多万人，咱们八千人",
    "每批6名干部",
    "in 157 countries",
    "来自10个国家的友城",  # countries are counted
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_leaves_money_population_ranks_and_small_numbers_alone(text):
    assert found(text) == []


AS_OF = [
    ("截至2024年9月，友好城市共10个", "2024-09"),
    ("Au 1er décembre 2021, 74 villes françaises ont un partenaire.", "2021-12-01"),
    ("Le réseau suivait 74 villes en 2011, ici et là.", "2011"),
    ("Of the 88 partnerships still alive in 2010, a third were inland.", "2010"),
    ("Le réseau, fin 2011, suivait une trentaine de projets.", "2011"),
]


@pytest.mark.parametrize(("text", "as_of"), AS_OF)
def test_says_when_a_count_held(text, as_of):
    assert [figure.as_of for figure in found(text)] == [as_of]


OF_SOMETHING_ELSE = [
    "Brest et Dalian, jumelées depuis 1991, ont réuni leurs musées : 35 participants.",  # a state that began
    "Née à Dijon en 1931, elle fut des 12 étudiants envoyés à Pékin.",
    "The two cities signed in 2010 and have exchanged 27 students.",
    "Signé à Pékin en 2005, l'accord réunit 12 communes.",
    "Depuis 2009, 64 étudiants chinois sont passés par Grenoble.",
]


@pytest.mark.parametrize("text", OF_SOMETHING_ELSE)
def test_the_date_of_something_else_is_not_the_count_s(text):
    assert [figure.as_of for figure in found(text)] == [None]


PIECES = st.lists(
    st.sampled_from(
        [
            "12",
            "50 000",
            "deux",
            "cent",
            "une vingtaine de",
            "villes",
            "françaises",
            "projets",
            "participants",
            "plus de",
            "55",
            "个",
            "地方政府",
            "多",
            "名",
            "代表",
            "法国",
            "对",
            "友城",
            "三十",
            "万",
            "人",
            ";",
            ".",
            "\n",
            "2014",
            "² élus",
            "9999999999999999999 villes",
            "٣ élus",
            "1.2",
            "%",
            "et",
            "chinois",
            "ones",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(PIECES | st.text(max_size=200), st.sampled_from(["fr", "zh", "en"]))
def test_any_text_gives_only_quotes_that_are_in_it(text, language):
    once = found(text, language)
    assert once == found(text, language)
    for figure in once:
        assert text[figure.quote.start : figure.quote.end] == figure.quote.text
        assert figure.value >= 4


@pytest.mark.parametrize("piece", ["一二三四五", "12", "1,2,", "1.2", "十万多", "三个", "三十位，"])
def test_a_text_of_numerals_costs_in_proportion_to_its_length(piece):
    text = piece * (50_000 // len(piece))
    reading = Reading(Document("a text", text, (Block("paragraph", 0, len(text), "zh"),), "zh"))
    began = time.process_time()
    list(figures.find(reading, KNOWN))
    assert time.process_time() - began < 1


def test_a_chinese_number_is_read_from_its_beginning():
    assert [figure.value for figure in found("1,200个项目，一百二十个项目，12.5万个项目，第2,30个城市")] == [1200, 120, 125000]
