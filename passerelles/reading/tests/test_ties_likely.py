"""Ties that no rule tells: what learned signs find, and what they must leave alone."""

import pytest

from passerelles.reading.tests.told import pairs
from passerelles.reading.ties.likely import likelihood, weights

TIED = [
    # contacts told with verbs that are in no list
    ("Le maire de Cognac a ouvert sa porte à une dizaine de distillateurs de Renhuai.", {"Cognac – Renhuai"}),
    ("Le maire d'Auch a trinqué avec celui de Pingyao.", {"Auch – Pingyao"}),
    ("Angers et Yantai se connaissent bien : leurs maires se téléphonent.", {"Angers – Yantai"}),
    # two names and how they stand to each other are not enough
    ("Le concert partira pour Pékin, puis Tokyo ; il avait commencé à Nantes, à Lille, à Brest et à Metz.", set()),
    ("Un étudiant de Chengdu a loué une chambre à Montpellier.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TIED)
def test_learned_signs_tell_a_tie_from_two_names_in_one_sentence(reading, text, expected):
    assert pairs(reading(text)) == expected


def test_each_sign_weighs_and_without_any_a_tie_is_unlikely():
    assert len(weights()) > 50 and likelihood(()) < 0.5
    assert likelihood({"gap 4", "CN named 1", "FR named 1"}) > likelihood({"gap 4"}) > likelihood({"CN as a place"})
