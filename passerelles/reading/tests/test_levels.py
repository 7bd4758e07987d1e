"""What a word for a level of authority says of the place it names, and of the place it stands for."""

import pytest

from passerelles.reading.levels import levels_of, named
from passerelles.reading.lexicon import vocabulary

TOWNS = {"commune", "prefecture", "county", "municipality"}

MEANT = [
    ("cette province", {"province"}),
    ("la region", {"region", "province"}),  # Guangxi is a region too
    ("la communaute d agglomeration", {"epci"}),
    ("les deux villes", TOWNS),
    ("the city", TOWNS),
    ("该市", TOWNS),
    ("两省", {"province", "departement"}),
    ("两省区", {"province", "departement"}),  # the first line of the table that fits
    ("该大区", {"region"}),  # a 大区 is no 区
    ("elle", set()),  # any
    ("双方", set()),
]


@pytest.mark.parametrize(("words", "levels"), MEANT)
def test_the_levels_that_a_word_stands_for(words, levels):
    assert levels_of(words) == levels


NAMED = [("commune", TOWNS), ("region", {"region"}), ("省", {"province", "departement"}), ("区", {"county", "province"})]


@pytest.mark.parametrize(("word", "levels"), NAMED)
def test_the_levels_of_a_place_with_the_word_beside_its_name(word, levels):
    assert named()[word] == levels


def test_every_latin_word_beside_a_name_has_its_list_of_titles():
    listed = {key for keys in vocabulary("titles").values() for key in keys}
    assert [word for word in named() if word < "\u2e80" and word not in listed] == []
