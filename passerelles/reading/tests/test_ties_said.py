"""What is said of each pair, where one sentence speaks of several or says no more than "the same"."""

import pytest

from passerelles.reading.model import Tie


def said_of_pairs(reading, text):
    return {f"{tie.parties[0].name}–{tie.parties[1].name}": tie for tie in reading(text).of(Tie)}


THEMES_APART = [
    # between semicolons
    (
        "Rennes coopère avec Jinan dans le domaine du tourisme ; Angers coopère avec Yantai pour l'horticulture.",
        {"Rennes–Jinan": {"tourism"}, "Angers–Yantai": {"agriculture"}},
    ),
    # between commas: the stretch that names the pair's own party
    (
        "Rennes coopère avec Jinan dans le domaine du tourisme, Angers travaille avec Yantai sur l'horticulture.",
        {"Rennes–Jinan": {"tourism"}, "Angers–Yantai": {"agriculture"}},
    ),
    (
        "烟台市与昂热市在旅游方面合作，济南市与雷恩市在体育方面合作。",
        {"Angers–Yantai": {"tourism"}, "Rennes–Jinan": {"sport"}},
    ),
    # the themes of one list of partners are all of theirs
    (
        "Angers et Rennes coopèrent avec Yantai : tourisme, football.",
        {"Angers–Yantai": {"tourism", "sport"}, "Rennes–Yantai": {"tourism", "sport"}},
    ),
    # what follows without naming anybody belongs to the stretch before
    (
        "Rennes coopère avec Jinan dans le domaine du tourisme, Angers travaille avec Yantai, ville portuaire, sur l'eau potable.",
        {"Rennes–Jinan": {"tourism"}, "Angers–Yantai": {"economy", "water"}},
    ),
]


@pytest.mark.parametrize(("text", "expected"), THEMES_APART)
def test_each_stretch_gives_its_themes_to_its_own_pair(text, expected, reading):
    found = said_of_pairs(reading, text)
    assert {pair: set(found[pair].themes) for pair in expected} == expected


KIND = [
    # denied around the verb
    ("Angers a reçu le maire de Yantai. « On ne se jumelle pas après un déjeuner », dit-il.", "contact"),
    # one side's count of twins is no pair's, nor is a third town's
    ("Angers cooperates with Yantai. Yantai now has 37 sister cities.", "cooperation"),
    ("Angers cooperates with Yantai. The choir sings in Melbourne, a sister city of Yantai since 1980.", "cooperation"),
    # cities of friendly exchange are partners by agreement
    ("Angers and Yantai are friendly exchange cities.", "agreement"),
    ("Angers and Yantai became friendly cooperative cities.", "agreement"),
    # what is proposed or has still to be decided
    ("昂热市市长访问烟台市，当场提出结好。", "contact"),
    ("Le programme « mer » mené avec Yantai par Angers est prolongé.", "cooperation"),
]


@pytest.mark.parametrize(("text", "kind"), KIND)
def test_the_kind_is_what_is_said_of_the_pair(text, kind, reading):
    found = said_of_pairs(reading, text)
    assert {pair: tie.kind for pair, tie in found.items()} == {"Angers–Yantai": kind}


SAME = [
    ("Brest et Qingdao se sont jumelées en 2006. À Quimper, même chose avec Yantai.", "Quimper–Yantai", "twinning"),
    (
        "Grenoble, par son jumelage, est liée à Suzhou ; Saint-Étienne l'est à Xuzhou, de la même manière.",
        "Saint-Étienne–Xuzhou",
        "twinning",
    ),
    ("Rennes a signé un accord avec Jinan. Il en va de même pour Angers avec Yantai.", "Angers–Yantai", "agreement"),
]


@pytest.mark.parametrize(("text", "pair", "kind"), SAME)
def test_the_same_is_the_kind_said_before(text, pair, kind, reading):
    found = said_of_pairs(reading, text)
    assert found[pair].kind == kind


def test_a_date_between_semicolons_is_not_the_next_pairs(reading):
    found = said_of_pairs(reading, "Angers est jumelée avec Yantai depuis 2006 ; Rennes est jumelée avec Jinan.")
    assert {pair: tie.since for pair, tie in found.items()} == {"Angers–Yantai": 2006, "Rennes–Jinan": None}


DATED = "Le Courrier, 12 mars 2015\n\n"
DATED_ZH = "烟台日报 2015-03-12\n\n"
BEGAN = [
    # an anniversary implies the year, counted from the year told beside it, else from the text's own
    (DATED + "Angers et Yantai fêtent leurs vingt ans de jumelage.", 1995),
    (DATED + "Angers et Yantai préparent les trente ans de leur jumelage, en 2017.", 1987),
    (DATED + "Trente-cinq ans après la charte de jumelage, Angers et Yantai se retrouvent.", 1980),
    (DATED + "Angers et Yantai célèbrent le vingtième anniversaire de leur amitié, né du jumelage.", 1995),
    ("L'association a ouvert en 1988, deux ans après le jumelage d'Angers avec Yantai.", 1986),
    (DATED_ZH + "今年是昂热市与烟台市结为友好城市20周年。", 1995),
    ("2012年是昂热市与烟台市结为友好城市三十周年。", 1982),
    ("China Daily, 2015-03-12\n\nAngers and Yantai marked 20 years as sister cities on Monday.", 1995),
    # a count that is about, or of something else, implies nothing
    (DATED + "Angers et Yantai fêtent plus de vingt ans de jumelage.", None),
    (DATED_ZH + "中法建交50周年之际，昂热市与烟台市友城往来密切。", None),
    (DATED + "Le festival fête ses vingt ans à Angers, jumelée avec Yantai.", None),
    # without any year there is nothing to count from
    ("Angers et Yantai fêtent leurs vingt ans de jumelage.", None),
    # what is said to have begun "of old" did not begin with the news
    (DATED_ZH + "昂热市同烟台市是结好多年的友好城市。", None),
    # the date of the act stands, whatever else the sentence plans or celebrates
    (DATED + "Angers et Yantai se sont jumelées en 2006 et recevront une délégation l'an prochain.", 2006),
    (DATED + "Angers et Yantai, jumelées en 1996, ont fêté leurs vingt ans en 2016.", 1996),
    # a title beside the date, a date until when, and a resolved date without any act begin nothing
    ("【友好城市】2012年是昂热市与烟台市结为友好城市30周年。", 1982),
    (DATED + "Angers demande à Yantai une nouvelle convention, la précédente ayant expiré en 2013.", None),
    (DATED + "Cette année, l'invitée est Yantai, jumelle d'Angers.", None),
    # words for binding themselves, and a season between "depuis" and its year
    ("Angers et Yantai se sont unies en 1998.", 1998),
    ("Angers et Yantai se sont liées en 2006.", 2006),
    ("Depuis l'automne 2016, Angers et Yantai coopèrent.", 2016),
    ("Depuis le début de 2016, Angers et Yantai coopèrent.", 2016),
    ("Angers coopère avec Yantai ; un colloque a eu lieu en 2014.", None),
]


@pytest.mark.parametrize(("text", "since"), BEGAN)
def test_when_a_tie_began(text, since, reading):
    assert [tie.since for tie in said_of_pairs(reading, text).values()] == [since]
