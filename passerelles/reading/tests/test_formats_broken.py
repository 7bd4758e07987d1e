"""Tables that PDF-to-text broke over lines come out as rows, and swallow neither what stands before nor what follows."""

from pathlib import Path

import pytest

from passerelles.reading.formats import open_document
from passerelles.reading.tests.formats_files import holds, joined, rows, words

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
MINUTES = SEEDS / "002_d7389353ee8bdf1d.txt"

# The shape of real minutes: parties in a narrow column over one to three lines, cells parted by empty lines or a leading blank,
# rows with one side only, a row that begins without an empty line before it.
FRENCH = """
Réunion du groupe

Le président a ouvert la séance en rappelant que le groupe est l’un des plus anciens du réseau, et que les
attentes y sont fortes.

Région Bretagne –
Shandong

Coopération sur l’agriculture, la mer, la formation des jeunes et la
recherche…

2025 : quarante ans du
jumelage

Acteurs associés : Bureau de Bretagne à Qingdao,
universités

Ville de Nîmes – Zunyi
(Guizhou)

Coopération sur les vestiges (Nîmes : arènes ; Zunyi : forteresse), et le
tourisme de groupe

 Ecole supérieure des beaux-arts
Région Grand Est  Coopération sur l’industrie du verre, les vignes et la

culture
  Espère trouver un port ou une province du
littoral

Région Pays-de-
la-Loire – Fujian

Coopération sur la santé, la voile et l’enseignement du français
La région reçoit des navigateurs

Ministère de
la Transition
écologique

Échanges entre les agences de l’eau sur les crues et les deltas ;
visites d’ingénieurs

Région Bourgogne-
Franche-Comté

Coopération viticole et horlogère

 Envisage un laboratoire commun
Fédération des Parcs
et des Jardins
botaniques – APJC

Lieux de promenade et de savoir
Accueil de jardiniers dans plusieurs parcs des deux pays, à tour de rôle

ADEME Depuis 2009 : soutient des projets de chauffage urbain, de tri et de
réemploi

Département de
la Sarthe – Wuhu

Coopération universitaire

Angers – Yantai  Viticulture (formation des cavistes)
Depuis 2010/2011 : ouverture de l’institut

Angers – Ningbo Jumelage
Issoire – Liling
(Hunan)

Jumelage : inauguration d’un four de potier en 2016
Coopération sur la céramique

Comme il a été dit plus haut, le prochain séminaire sera organisé par la ville qui se portera volontaire avant l’été.
"""
FRENCH_ROWS = [
    ("Région Bretagne – Shandong", "Coopération sur l’agriculture, la mer, la formation des jeunes et la recherche…", "2025 : quarante ans du jumelage", "Acteurs associés : Bureau de Bretagne à Qingdao, universités"),
    ("Ville de Nîmes – Zunyi (Guizhou)", "Coopération sur les vestiges (Nîmes : arènes ; Zunyi : forteresse), et le tourisme de groupe", "Ecole supérieure des beaux-arts"),
    ("Région Grand Est", "Coopération sur l’industrie du verre, les vignes et la culture", "Espère trouver un port ou une province du littoral"),
    ("Région Pays-de-la-Loire – Fujian", "Coopération sur la santé, la voile et l’enseignement du français La région reçoit des navigateurs"),
    ("Ministère de la Transition écologique", "Échanges entre les agences de l’eau sur les crues et les deltas ; visites d’ingénieurs"),
    ("Région Bourgogne-Franche-Comté", "Coopération viticole et horlogère", "Envisage un laboratoire commun"),
    ("Fédération des Parcs et des Jardins botaniques – APJC", "Lieux de promenade et de savoir Accueil de jardiniers dans plusieurs parcs des deux pays, à tour de rôle"),
    ("ADEME", "Depuis 2009 : soutient des projets de chauffage urbain, de tri et de réemploi"),
    ("Département de la Sarthe – Wuhu", "Coopération universitaire"),
    ("Angers – Yantai", "Viticulture (formation des cavistes) Depuis 2010/2011 : ouverture de l’institut"),
    ("Angers – Ningbo", "Jumelage"),
    ("Issoire – Liling (Hunan)", "Jumelage : inauguration d’un four de potier en 2016 Coopération sur la céramique"),
]  # fmt: skip

# Another country, another language, a heading row over the columns, a page number inside the table.
ENGLISH = """
Northern Towns Partnership Review

The steering group met on Tuesday and went through every partnership that the members had reported since the spring.

Partners

Fields

News

City of Leeds –
Hangzhou

Cooperation on digital health and on the teaching of Mandarin in schools

2024: thirty-five years

Newcastle – Taiyuan

Twinning; apprentices exchanged in engineering and in the care of the
elderly

3 / 7

Cumbria County
Council – Guangxi

Agreement on hill farming

2025: visit of a delegation of
farmers

Durham County Council

Cooperation on mining heritage with no partner named so far, apart from visits

Sunderland – Harbin
(Heilongjiang)

Friendship agreement

The group thanked its hosts and agreed to meet again in the autumn, at a place that the secretariat will propose to the members.
"""
ENGLISH_ROWS = [
    ("Partners", "Fields", "News"),
    ("City of Leeds – Hangzhou", "Cooperation on digital health and on the teaching of Mandarin in schools", "2024: thirty-five years"),
    ("Newcastle – Taiyuan", "Twinning; apprentices exchanged in engineering and in the care of the elderly"),
    ("Cumbria County Council – Guangxi", "Agreement on hill farming", "2025: visit of a delegation of farmers"),
    ("Durham County Council", "Cooperation on mining heritage with no partner named so far, apart from visits"),
    ("Sunderland – Harbin (Heilongjiang)", "Friendship agreement"),
]  # fmt: skip

# The first and the last row have one side; the dash begins a line; the other country is not China.
VIETNAM = """
Bilan des partenariats avec le Vietnam, présenté par le secrétariat aux membres du réseau réunis à Brest.

Région Normandie

Étudie une coopération sur la pêche et le littoral

Ville de Brest
– Hải Phòng

Coopération sur le port, la gestion des déchets et les archives de la ville

Choisy-le-Roi – Đống Đa

Jumelage : échanges scolaires, soutien à une bibliothèque, fête du
Têt

Département du Val-de-
Marne – Yên Bái

Coopération sur l’eau potable

Communauté
d’agglomération
Seine-Eure – Huế

Coopération sur les métiers d’art, la mise en valeur de la citadelle

AIMF

Finance des projets d’eau et d’état civil dans plusieurs villes membres

La séance est levée à midi par le président, qui remercie les services de la ville pour leur accueil et leur patience.
"""
VIETNAM_ROWS = [
    ("Région Normandie", "Étudie une coopération sur la pêche et le littoral"),
    ("Ville de Brest – Hải Phòng", "Coopération sur le port, la gestion des déchets et les archives de la ville"),
    ("Choisy-le-Roi – Đống Đa", "Jumelage : échanges scolaires, soutien à une bibliothèque, fête du Têt"),
    ("Département du Val-de-Marne – Yên Bái", "Coopération sur l’eau potable"),
    ("Communauté d’agglomération Seine-Eure – Huế", "Coopération sur les métiers d’art, la mise en valeur de la citadelle"),
    ("AIMF", "Finance des projets d’eau et d’état civil dans plusieurs villes membres"),
]


def opened(text: str):
    document = open_document(text.encode(), name="minutes.txt")
    holds(document)
    return document


@pytest.mark.parametrize(("text", "expected"), [(FRENCH, FRENCH_ROWS), (ENGLISH, ENGLISH_ROWS), (VIETNAM, VIETNAM_ROWS)])
def test_broken_tables_come_out_as_rows(text: str, expected: list[tuple[str, ...]]):
    assert rows(opened(text)) == expected


@pytest.mark.parametrize("text", [FRENCH, ENGLISH, VIETNAM])
def test_the_prose_around_a_table_stays_prose(text: str):
    document = opened(text)
    sentences = [line for line in text.split("\n") if len(line) > 100]
    prose = " ".join(words(document, "paragraph")).replace("\n", " ")
    assert all(sentence in prose for sentence in sentences)
    assert {block.table for block in document.blocks if block.kind == "row"} == {1}


def test_a_header_over_the_columns_is_one():
    assert [block.is_header for block in opened(ENGLISH).blocks if block.kind == "row"] == [True, False, False, False, False, False]


NO_TABLES = [
    # a list of pairs without anything said of them: lines
    "Les jumelages\n\nMontpellier – Chengdu\nBordeaux – Wuhan\nTours – Luoyang\nLyon – Canton\nNantes – Qingdao\n",
    # a programme: hours are no names
    "Programme\n\n9 h – Accueil\n10 h – Ouverture\n11 h – Table ronde\n12 h – Repas\n14 h – Visite\n",
    # prose with dashes
    "La ville – qui a vu du monde – est belle. " * 40,
    "Il a dit – Paris – que non.\n" * 20,
    # fewer than four pairs
    "Lyon – Canton\n\nJumelage depuis longtemps\n\nTours – Luoyang\n\nCoopération\n",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_other_dashes_make_no_table(text: str):
    assert rows(opened(text)) == []


def test_names_and_cells_on_one_line():
    text = "\n\n".join(
        f"{pair} {cell}" for pair, cell in [("Arras – Harbin", "Jumelage"), ("Lyon – Canton", "Coopération"), ("Tours – Luoyang", "Accord"), ("Brest – Qingdao", "Échanges de marins")]
    )  # fmt: skip
    assert rows(opened(text)) == [
        ("Arras – Harbin", "Jumelage"),
        ("Lyon – Canton", "Coopération"),
        ("Tours – Luoyang", "Accord"),
        ("Brest – Qingdao", "Échanges de marins"),
    ]


SEED_PARTIES = """Région Occitanie – Sichuan|Ville de Tours – Liaoyang (Yunnan)|Métropole de Bordeaux – Wuhan|Ville de Strasbourg – Nanjing (Yangsu)
Région Hauts-de-France|Région Centre-Val-de-Loire – Yunnan|Ministère de l’Agriculture et de l’Alimentation|Région Nouvelle-Aquitaine
Région Auvergne-Rhône-Alpes – Shanghai|Région Auvergne-Rhône-Alpes – Hebei|Association des Centres Culturels et de Rencontres – APCAE|AFD
Département de l’Essonne – Wuhan|Arras – Nankin|Arras – Harbin|Issy-les-Moulineaux – Shenzhen|Issy-les-Moulineaux – Leshan (Sichuan)
Issy-les-Moulineaux – Dongcheng (Pékin)"""


@pytest.mark.skipif(not MINUTES.exists(), reason="../shared is not present: the seed's table is not read here, ours of the same shape are")
def test_the_seed_minutes_table_comes_out_exact():
    document = open_document(MINUTES)
    holds(document)
    found = [block for block in document.blocks if block.kind == "row"]
    assert [joined(document.text[slice(*block.cells[0])]) for block in found] == SEED_PARTIES.replace("\n", "|").split("|")
    cells = rows(document)  # a cell is told by how it opens, how it ends and its length: what others wrote is not copied here
    assert [len(row) for row in cells] == [4, 4, 4, 3, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    assert [shape(cell) for cell in cells[0][1:]] == [
        ("Coopération", "économie…", 81),
        ("2018", "franco-chinoises", 31),
        ("Acteurs", "entreprises…", 73),
    ]
    assert [shape(cell) for cell in cells[4][1:]] == [("Coopération", "culture", 70), ("Espère", "maritime/portuaire", 96)]
    assert [shape(cell) for cell in cells[-1]] == [("Issy-les-Moulineaux", "(Pékin)", 39), ("Coopération", "l’urbanisme", 51)]
    assert len(words(document, "paragraph")) == 27


def shape(cell: str) -> tuple[str, str, int]:
    first, *_, last = cell.split()
    return first, last, len(cell)
