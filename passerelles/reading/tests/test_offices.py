"""Offices: an owner of one country, a place in the other. What is wished, planned, at home or somebody else's desk is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, offices, organisations, places
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Office
from passerelles.reading.reader import Reading
from passerelles.reading.tests.texts import reading_of, says_hold

KNOWN = Gazetteer.load()
Told = tuple[str, str | None, int | None]


def reading(text: str) -> Reading:
    found = reading_of(text, published="2024-01-11")
    for find in (dates.find, places.find, organisations.find, offices.find):
        found.add(find(found, KNOWN))
    return found


def told(text: str) -> list[Told]:
    return [(office.owner.name, office.place and office.place.name, office.since) for office in reading(text).of(Office)]


OFFICES: list[tuple[str, list[Told]]] = [
    # of whom, then where
    ("Acteurs associés : Bureau de Normandie à Xiamen, chambres d’agriculture", [("Normandie", "Xiamen", None)]),
    ("Maison de la région Occitanie à Shanghai", [("Occitanie", "Shanghai", None)]),
    ("Évariste quitte le bureau de la Région Île-de-France à Pékin, ouvert en 2003.", [("Île-de-France", "Beijing", 2003)]),
    ("The representative office of Guangdong in Paris was opened in 2010.", [("Guangdong", "Paris", 2010)]),
    ("La Maison de la Région Grand Est, à Shanghai, a fêté ses dix ans.", [("Grand Est", "Shanghai", None)]),
    ("La Maison de la Région Nouvelle-Aquitaine à Wuhan accueille les entreprises.", [("Nouvelle-Aquitaine", "Wuhan", None)]),
    ("Le bureau de la Région Alsace, installé à Shanghai depuis 1996, emploie trois personnes.", [("Alsace", "Shanghai", 1996)]),
    # where, then of whom: the town after "de" is the office's place when an owner follows
    ("Le bureau à Shanghai de la Région Rhône-Alpes compte trois agents.", [("Rhône-Alpes", "Shanghai", None)]),
    ("Le bureau de Chengdu de la Région Bretagne déménage.", [("Bretagne", "Chengdu", None)]),
    # who opened it or has it
    ("La Région Île-de-France a ouvert un bureau de représentation à Pékin en 2003.", [("Île-de-France", "Beijing", 2003)]),
    ("La Région Rhône-Alpes dispose depuis 2004 d'un bureau de représentation à Shanghai.", [("Rhône-Alpes", "Shanghai", 2004)]),
    ("Le Grand Est, qui possède une antenne permanente à Wuhan depuis 2012, y forme des cadres.", [("Grand Est", "Wuhan", 2012)]),
    ("À Shanghai, la Région Occitanie a inauguré sa représentation en 2008.", [("Occitanie", "Shanghai", 2008)]),
    ("La Ville de Wuhan a ouvert un bureau à Bordeaux.", [("Wuhan", "Bordeaux", None)]),
    ("The Rhône-Alpes Region opened a representative office in Shanghai in 2002.", [("Rhône-Alpes", "Shanghai", 2002)]),
    ("Shanghai's office in Lyon", [("Shanghai", "Lyon", None)]),
    ("The Brittany region's Shandong office", [("Bretagne", "Shandong", None)]),
    ("Lille Métropole a ouvert en 2016 une antenne à Shanghai.", [("Métropole Européenne de Lille", "Shanghai", 2016)]),
    ("Depuis 2011, la Région Pays de la Loire possède un bureau à Qingdao.", [("Pays de la Loire", "Qingdao", 2011)]),
    ("The Pays de la Loire region has had an office in Qingdao since 2007.", [("Pays de la Loire", "Qingdao", 2007)]),
    ("Guangzhou opened its first European liaison office in Lyon in 2013.", [("Guangzhou", "Lyon", 2013)]),
    # two places, joined
    ("La Région Île-de-France a deux bureaux, à Shanghai et à Pékin.", [("Île-de-France", "Shanghai", None), ("Île-de-France", "Beijing", None)]),
    # only the country is said
    ("Le Conseil départemental de l'Isère dispose d'une antenne en Chine.", [("Isère", None, None)]),
    ("四川省驻法国办事处主任来访。", [("Sichuan", None, None)]),
    # closed since: it was one all the same, and its end is no beginning
    ("La Région Bretagne a fermé son bureau de Shanghai en 2015.", [("Bretagne", "Shanghai", None)]),
    # Chinese: stationed in, set up in, several places
    ("奥克西塔尼大区驻上海代表处于2008年成立。", [("Occitanie", "Shanghai", 2008)]),
    ("上海市人民政府驻马赛代表处", [("Shanghai", "Marseille", None)]),
    ("广州市驻法国里昂的办事处2016年揭牌。", [("Guangzhou", "Lyon", 2016)]),
    ("罗讷-阿尔卑斯大区2004年在上海设立代表处。", [("Rhône-Alpes", "Shanghai", 2004)]),
    ("浙江省在巴黎、里昂设有办事处。", [("Zhejiang", "Paris", None), ("Zhejiang", "Lyon", None)]),
    ("安徽省驻法国（巴黎）经贸代表处正式挂牌。", [("Anhui", "Paris", None)]),
    ("2009年，卢瓦尔大区在青岛设立办事处。", [("Pays de la Loire", "Qingdao", 2009)]),
    ("法国布列塔尼大区驻山东代表处首席代表来访。", [("Bretagne", "Shandong", None)]),
    # a heading's rows and items, a column's cells, a row's cell that begins with the office
    (
        "# Bureaux\nCollectivité | Ville | Ouvert en | Fermé en\nRégion Île-de-France | Pékin | 2003 | \nMétropole de Lyon | Canton | 2007 | 2020",
        [("Île-de-France", "Beijing", 2003), ("Métropole de Lyon", "Guangzhou", 2007)],
    ),
    (
        "# Bureaux de représentation en Chine\n- Région Île-de-France : Pékin (2003)\n- Normandie, Xiamen",
        [("Île-de-France", "Beijing", 2003), ("Normandie", "Xiamen", None)],
    ),
    ("# 驻外代表处\n- 四川省：里昂\n- 广东省：巴黎（2010年）", [("Sichuan", "Lyon", None), ("Guangdong", "Paris", 2010)]),
    ("Collectivité | Partenaire | Bureau en Chine\nRégion Bretagne | Shandong | Qingdao (2008)\nIsère | Guizhou | ", [("Bretagne", "Qingdao", 2008)]),
    ("Ville | Office in China | Since\nRennes | Jinan | 2003\nDijon | Dalian | ", [("Rennes", "Jinan", None), ("Dijon", "Dalian", None)]),
    ("省 | 友城 | 驻法代表处\n广东省 | 普罗旺斯-阿尔卑斯-蓝色海岸大区 | 马赛\n四川省 | | ", [("Guangdong", "Marseille", None)]),
    ("Région | Quoi | Autres\nRégion Occitanie – Sichuan | Coopération | Bureau à Shanghai depuis 2008", [("Occitanie", "Shanghai", 2008)]),
    # said twice: one office
    ("Le bureau de la Région Bretagne à Jinan a dix ans. La Région Bretagne a ouvert un bureau en Chine en 2012.", [("Bretagne", "Jinan", 2012)]),
]  # fmt: skip

NONE = [
    "La Région Bretagne souhaite ouvrir un bureau à Qingdao.",  # a wish
    "Un bureau commun de la Région Normandie à Xiamen est envisagé.",
    "里昂大都会拟在广州设立办事处。",
    "La région Alsace n'a pas de bureau en Chine.",
    "Onze villes françaises de taille moyenne ont ouvert un bureau à Shanghai.",  # whose?
    "Deux bureaux de représentation ont fermé.",
    "Strasbourg dispose d'un bureau de représentation à Bruxelles et reçoit Nankin.",  # a third country
    "La Ville de Shenzhen ouvrira un bureau de liaison à Lyon en 2019.",
    "Les bureaux de la Ville de Tours ferment à Noël ; la délégation de Luoyang visite le château.",
    "Le bureau d'Atout France à Pékin aide Lyon.",
    "四川省驻北京办事处",  # at home
    "Le bureau des affaires étrangères de Nankin à Paris",  # an authority's service on a visit
    "Le bureau du maire de Nankin à Lyon",
    "Le directeur du bureau de la culture de Chengdu à Lyon",
    "Le bureau de poste de Tours à Nankin",
    "Weihai Foreign Affairs Office visited Saint-Malo.",
    "中国驻里昂总领事走访第戎和克莱蒙费朗",  # a state's consulate
    "L'antenne de télévision de Lyon diffuse un film sur Canton.",
]


@pytest.mark.parametrize(("text", "expected"), OFFICES)
def test_offices_with_owner_place_and_year(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
    assert says_hold(text, reading(text).of(Office))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_office(text: str) -> None:
    assert told(text) == []


def test_the_year_of_closing_is_said_apart() -> None:
    [office] = reading("La Région Bretagne a fermé son bureau de Shanghai en 2015.").of(Office)
    assert ("until", "2015") in [(said.name, said.value) for said in office.says]


def test_rows_about_offices_are_marked_so_that_they_make_no_tie() -> None:
    text = "# Bureaux\nCollectivité | Ville\nRégion Normandie | Xiamen\n# Jumelages\nVille | Partenaire\nArras | Harbin"
    assert [text[start:end] for start, end in offices.spans(reading(text))] == ["Région Normandie | Xiamen"]


PIECES = ["bureau", " de la Région ", "Occitanie", " à ", "Shanghai", "antenne", " a ouvert un ", "驻", "代表处", "四川省", "里昂", "在", "设立", "office", "'s ", " | ", "\n", "# Bureaux\n", "2008", "(", ")", ", "]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert says_hold(text, reading(text).of(Office))
    assert told(text) == told(text)
