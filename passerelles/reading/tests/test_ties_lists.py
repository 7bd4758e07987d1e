"""What lists say: under "Villes jumelles" or 友好城市 each item names one partner of whom the list is about."""

import pytest

from passerelles.reading.tests.invariants import false_quotes
from passerelles.reading.tests.told import ties, wrong

TWICE = "the line that a list stands under is read as a sentence too, about the page's own Chinese place"

LISTS = [
    # the owner in the line that the list stands under
    (
        "Villes jumelles de Tours :\n- Luoyang (Chine), 1996\n- Mülheim (Allemagne), 1962\n- Ségovie (Espagne), 1973",
        {"Tours – Luoyang": "twinning 1996"},
    ),
    ("Les villes jumelles d'Angers :\n- Yantai (Chine) depuis 2006\n- Pise (Italie) depuis 1982", {"Angers – Yantai": "twinning 2006"}),
    wrong(
        "Les villes jumelles d'Angers\n- Yantai (Chine) depuis 2006\n- Pise (Italie) depuis 1982",
        {"Angers – Yantai": "twinning 2006"},
        "without a colon the owner may not stand after the noun",
    ),
    ("Sister cities of Wuhan\n- Bordeaux, France (1998)\n- Oita, Japan (1979)", {"Bordeaux – Wuhan": "twinning 1998"}),
    (
        "烟台市友好城市：\n昂热（法国），2006年\n别府（日本），1985年\n群山（韩国），1984年",
        {"Angers – Yantai": "twinning 2006"},
    ),
    ("武汉市国际友好城市一览表\n波尔多（法国）1998年6月18日\n大分（日本）1979年9月7日", {"Bordeaux – Wuhan": "twinning 1998"}),
    ("Sister cities of Wuhan:\n- Bordeaux, France (1998)\n- Oita, Japan (1979)", {"Bordeaux – Wuhan": "twinning 1998"}),
    ("Sister cities of Nanjing:\n- Nagoya, Japan\n- Florence, Italy\n- Colmar, France", {"Colmar – Nanjing": "twinning"}),
    # the owner in the document's title
    ("# Dijon\nJumelages\n- Dalian (Chine)\n- Mayence (Allemagne)\n- Volgograd (Russie)", {"Dijon – Dalian": "twinning"}),
    ("# 大连市\n友好城市\n第戎（法国）\n北九州（日本）", {"Dijon – Dalian": "twinning"}),
    # a card under each name: the partner on one line, what ties them on the next
    (
        "LAVAL (Mayenne)\nPartenaire : Laizhou, province du Shandong\nJumelage signé en 1992\n"
        "RÉGION RHÔNE-ALPES\nPartenaire : Shanghai\nConvention de coopération signée en 1986",
        {"Laval – Laizhou": "twinning 1992", "Rhône-Alpes – Shanghai": "agreement 1986"},
    ),
    # a register in plain lines, under its columns' names
    (
        "山东省友城名册（截至2014年）\n1 济南市 雷恩市 法国\n2 济南市 考文垂市 英国\n3 烟台市 昂热市 法国",
        {"Rennes – Jinan": "twinning", "Angers – Yantai": "twinning"},
    ),
    ("序号 中方 外方 国别 结好日期\n1 济南市 雷恩市 法国\n2 济南市 考文垂市 英国", {"Rennes – Jinan": "twinning"}),
    # several partners of the other country
    ("Villes jumelles de Nantes :\n- Qingdao\n- Jinan\n- Cardiff", {"Nantes – Qingdao": "twinning", "Nantes – Jinan": "twinning"}),
    # a title that holds for every bulleted list of the page
    (
        "# 无锡：国际友好城市\n欧洲\n- 布雷斯特（法国）\n- 瓦朗谢讷（法国）\n亚洲\n- 明石（日本）\n- 金海（韩国）",
        {"Brest – Wuxi": "twinning", "Valenciennes – Wuxi": "twinning"},
    ),
    # agreements, not twinnings
    (
        "Accords de coopération de la Bretagne :\n- Shandong (Chine), 1985\n- Saxe (Allemagne), 1995",
        {"Bretagne – Shandong": "agreement 1985"},
    ),
    ("山东省友好合作关系城市：\n布列塔尼大区（法国）\n巴伐利亚州（德国）", {"Bretagne – Shandong": "agreement"}),
    # an item's own word is stronger than its list's
    (
        "# Angers\nVilles jumelles :\n- Yantai (Chine), accord de coopération, 2004\n- Pise (Italie), 1982",
        {"Angers – Yantai": "agreement 2004"},
    ),
    (
        "Villes jumelles de Tours :\n- Luoyang (Chine), accord de coopération, 2004\n- Mülheim (Allemagne), 1962",
        {"Tours – Luoyang": "agreement 2004"},
    ),
    # what is only talked about is a contact
    (
        "# Caen\nVilles jumelles :\n- Nankin (Chine) : jumelage envisagé\n- Portsmouth (Royaume-Uni), 1987",
        {"Caen – Nanjing": "contact wished"},
    ),
    (
        "Villes jumelles de Caen :\n- Nankin (Chine) : jumelage envisagé\n- Portsmouth (Royaume-Uni), 1987",
        {"Caen – Nanjing": "contact wished"},
    ),
    # both sides in each item
    (
        "Jumelages :\n- Tours et Luoyang, 1996\n- Angers – Yantai, 2006",
        {"Tours – Luoyang": "twinning 1996", "Angers – Yantai": "twinning 2006"},
    ),
    ("友好城市：\n图尔市——洛阳市\n昂热市——烟台市", {"Tours – Luoyang": "twinning", "Angers – Yantai": "twinning"}),
    # a list of other things
    ("Étapes du voyage d'Angers :\n- Yantai\n- Pékin\n- Wuhan", {}),
    ("Programme\n- Wuhan\n- Bordeaux", {}),
    # French with French, Chinese with Chinese
    ("Villes jumelles de Tours :\n- Rennes\n- Brest", {}),
    ("烟台市友好城市：\n武汉市\n长沙市", {}),
    # a list that names nobody of the other country ties nobody, whatever else the page names
    ("Villes jumelles de Tours :\n- Mülheim (Allemagne)\n- Ségovie (Espagne)\n\nUn bus relie Wuhan à son aéroport.", {}),
    # a paragraph under a bulleted list is no item of it
    (
        "# Angers\nVilles jumelles :\n- Mülheim (Allemagne)\n- Ségovie (Espagne)\nLe service des sports rappelle que Wuhan et Chengdu ont été citées.",
        {},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_what_lists_tie(text, expected, reading):
    found = reading(text)
    assert ties(found) == expected
    assert list(false_quotes(found)) == []
