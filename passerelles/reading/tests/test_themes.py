"""What two authorities work on: themes are read where the text ties them to the pair, and nowhere else."""

import pytest

from passerelles.reading.lexicon import vocabulary
from passerelles.reading.model import THEMES, Tie

# One sentence a theme and language, in words that the lists hold by a stem or a whole.
TOLD = [
    ("Angers coopère avec Yantai dans le domaine du tourisme.", {"tourism"}),
    ("Angers coopère avec Yantai en matière de santé et de vieillissement.", {"health", "ageing"}),
    ("Angers coopère avec Yantai sur l'eau, l'assainissement et l'énergie.", {"water", "energy"}),
    ("Angers coopère avec Yantai autour de la gastronomie.", {"gastronomy"}),
    ("Angers coopère avec Yantai : football, danse et apprentissage du chinois.", {"sport", "culture", "language"}),
    ("Angers coopère avec Yantai pour la formation des cadres territoriaux.", {"governance"}),
    ("Angers coopère avec Yantai : tramway et logement.", {"mobility", "urban"}),
    ("Angers coopère avec Yantai : élevage et fromages.", {"agriculture", "food"}),
    ("Angers coopère avec Yantai sur un logiciel mis au point par des chercheurs.", {"digital", "research"}),
    ("昂热市与烟台市在旅游、体育领域开展合作。", {"tourism", "sport"}),
    ("昂热市与烟台市在养老、医疗领域开展合作。", {"ageing", "health"}),
    ("昂热市与烟台市在新能源、水处理领域开展合作。", {"energy", "water"}),
    ("昂热市与烟台市在青年领域开展合作。", {"youth"}),
    ("昂热市与烟台市开展农业合作。", {"agriculture"}),
    ("昂热市与烟台市在美食、法语领域开展合作。", {"gastronomy", "language"}),
    ("昂热市与烟台市在智慧城市领域开展合作。", {"urban", "digital"}),
    ("Angers cooperates with Yantai on tourism and health.", {"tourism", "health"}),
    ("Angers cooperates with Yantai on water, housing and sport.", {"water", "urban", "sport"}),
    ("Angers cooperates with Yantai on care homes and cooking.", {"ageing", "gastronomy"}),
    ("Angers cooperates with Yantai in public administration.", {"governance"}),
    # a sentence that goes on about the pair
    ("Angers est jumelée avec Yantai. Les deux villes échangent dans le domaine du sport.", {"sport"}),
    ("昂热市与烟台市结为友好城市。双方在旅游领域交流密切。", {"tourism"}),
    ("Angers is twinned with Yantai. The two cities cooperate on tourism.", {"tourism"}),
    # nothing is said
    ("Angers est jumelée avec Yantai.", set()),
    ("昂热市与烟台市结为友好城市。", set()),
    # what another pair does, or one side alone far from any pronoun, is not this pair's
    ("Angers est jumelée avec Yantai. Caen coopère avec Rennes dans le domaine du tourisme.", set()),
    ("Angers est jumelée avec Yantai. À Lille, un musée ouvre.", set()),
    ("昂热市与烟台市结为友好城市。武汉市举办马拉松。", set()),
    # a body's name is no theme
    ("Angers et Yantai ont signé une convention avec le ministère de la Culture.", set()),
    # words that hold a theme's letters
    ("Angers est jumelée avec Yantai, à l'article 12 de la convention.", set()),  # art
    ("Angers est jumelée avec Yantai, qui porte un beau nom.", set()),  # port
    # figures of speech
    ("Angers et Yantai sont jumelées dans le cadre d'un programme.", set()),
    # words of the lists that name a place, a town hall or a time, and no theme
    ("Angers et Yantai, deux ports de guerre, sont jumelées.", set()),
    ("Angers est jumelée avec Yantai, port du Shandong.", set()),
    ("La communauté urbaine d'Angers est jumelée avec Yantai, la plus importante ville de la côte.", set()),
    ("Angers et Yantai, jumelées, organisent au cours de l'année une visite de chefs de service.", set()),
    ("Angers et Yantai, jumelées, attendent la fin de la crise sanitaire avant les vacances.", set()),
    # words a page uses for a theme that are not the theme's name
    ("Angers coopère avec Yantai : stations d'épuration, algues vertes et poterie.", {"water", "environment", "culture"}),
    ("Angers coopère avec Yantai sur le nautisme, les litchis et les stations balnéaires.", {"sport", "agriculture", "tourism"}),
    ("昂热市与烟台市在民宿、石窟保护、绿道建设方面开展合作。", {"tourism", "heritage", "urban"}),
    ("昂热市与烟台市在人才培养、垃圾分类、企业家互访方面开展合作。", {"education", "environment", "economy"}),
    ("Angers cooperates with Yantai on hotel management, ballet and drinking water.", {"tourism", "culture", "water"}),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_two_authorities_work_on(text, expected, reading):
    ties = [tie for tie in reading(text).of(Tie) if {party.name for party in tie.parties} == {"Angers", "Yantai"}]
    assert [set(tie.themes) for tie in ties] == [expected]


def test_each_pair_has_its_own_themes(reading):
    text = "Angers coopère avec Yantai dans le domaine du tourisme.\n\nCaen coopère avec Nankin dans le domaine du sport."
    assert {tie.parties[0].name: tie.themes for tie in reading(text).of(Tie)} == {"Angers": ("tourism",), "Caen": ("sport",)}


def test_the_lists_know_the_networks_themes_and_no_others():
    assert {key for keys in vocabulary("themes").values() for key in keys} == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_has_words_in_each_script(theme):
    words = [word for word, keys in vocabulary("themes").items() if theme in keys]
    assert any(word >= "\u2e80" for word in words) and any(word < "\u2e80" for word in words)
