"""Themes weighed by learned signs: what is told a little further on of a pair, and what must stay with others."""

import pytest

from passerelles.reading.model import Tie
from passerelles.reading.ties.themes import LIKELY, likelihood, weights

ITEMS = "Relevé de conclusions\n\n- Rennes coopère avec Jinan. On y parle musique.\n- Angers est jumelée avec Yantai. Le sport y compte beaucoup."
TOLD = [
    # a sentence that goes on in the same item, without a word for the two
    (ITEMS, "sport", True),
    (ITEMS, "culture", False),
    ("Angers est jumelée avec Yantai. Les échanges portent sur le sport et, depuis peu, la musique.", "culture", True),
    # a sentence that names others and neither of the two is theirs
    ("Angers est jumelée avec Yantai. Caen coopère avec Rennes dans le domaine du tourisme.", "tourism", False),
    ("Angers est jumelée avec Yantai. À Lille, un musée ouvre ses portes au printemps.", "culture", False),
    ("昂热市与烟台市结为友好城市。武汉市举办马拉松。", "sport", False),
    # another pair's stretch of the same sentence
    ("Angers coopère avec Yantai dans le domaine du tourisme ; Rennes travaille avec Jinan sur l'eau potable.", "water", False),
]


@pytest.mark.parametrize(("text", "theme", "expected"), TOLD)
def test_a_theme_is_the_pairs_where_signs_say_so(text, theme, expected, reading):
    tie = next(tie for tie in reading(text).of(Tie) if {party.name for party in tie.parties} == {"Angers", "Yantai"})
    assert (theme in tie.themes) is expected


def test_what_weighing_adds_quotes_its_own_sentence_and_the_one_that_ties(reading):
    tie = next(tie for tie in reading(ITEMS).of(Tie) if tie.parties[0].name == "Angers")
    (theme,) = (said for said in tie.says if said.name == "theme")
    assert theme.quote.text == "Le sport y compte beaucoup."
    assert [span.text for span in theme.context] == [next(said.quote.text for said in tie.says if said.name == "kind")]


def test_what_rules_told_weighs_most_and_without_any_sign_a_theme_is_unlikely():
    assert len(weights()) > 50 and likelihood(()) < LIKELY
    assert likelihood({"told", "at same only"}) > likelihood({"at same only"}) > likelihood({"at -near many", "other pair said"})
