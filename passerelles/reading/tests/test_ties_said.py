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
