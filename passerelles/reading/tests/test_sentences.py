"""Where sentences end: not after abbreviations and initials; always after a Chinese stop; headings and rows stay whole."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading.sentences import sentences
from passerelles.reading.tests.texts import document_of
from passerelles.reading.tests.told import wrong


def cut(text):
    document = document_of(text)
    return [document.text[sentence.start : sentence.end] for sentence in sentences(document)]


CUT = [
    ("Tours est jumelée. Luoyang aussi.", ["Tours est jumelée.", "Luoyang aussi."]),
    ("Est-ce vrai ? Oui ! Merci…  Bien.", ["Est-ce vrai ?", "Oui !", "Merci…", "Bien."]),
    ("sans point final", ["sans point final"]),
    # abbreviations, titles, initials
    ("M. Martin et Mme. Roy ont signé.", ["M. Martin et Mme. Roy ont signé."]),
    ("Le Dr. Li et le Pr. Roux sont venus.", ["Le Dr. Li et le Pr. Roux sont venus."]),
    ("J.-P. Grand a parlé.", ["J.-P. Grand a parlé."]),
    ("Mr. Smith met Prof. Li.", ["Mr. Smith met Prof. Li."]),
    ("Voir p. 12 et art. 3 du texte.", ["Voir p. 12 et art. 3 du texte."]),
    ("Le 3 févr. 2017, à Tours.", ["Le 3 févr. 2017, à Tours."]),
    ("On 3 Feb. 2017, in Tours.", ["On 3 Feb. 2017, in Tours."]),
    ("The U.S. Embassy wrote.", ["The U.S. Embassy wrote."]),
    # numbers
    ("Plus de 1.500 élèves et 2.5 millions.", ["Plus de 1.500 élèves et 2.5 millions."]),
    # a small letter goes on
    ("Voir www.tours.fr. et la suite", ["Voir www.tours.fr. et la suite"]),
    ("etc. et la suite", ["etc. et la suite"]),
    # closing marks go with their sentence
    ("« Bravo !» Il a signé.", ["« Bravo !»", "Il a signé."]),
    wrong("« Bravo ! » Il a signé.", ["« Bravo ! »", "Il a signé."], "French puts a blank before the closing quotation mark"),
    wrong("« Nous signons. » Il est parti.", ["« Nous signons. »", "Il est parti."], "the same, with a no-break space"),
    ("(Il est venu.) Elle aussi.", ["(Il est venu.)", "Elle aussi."]),
    ("“We sign.” They did.", ["“We sign.”", "They did."]),
    # Chinese stops
    ("图尔市来访。洛阳市接待！真的？是。", ["图尔市来访。", "洛阳市接待！", "真的？", "是。"]),
    ("他说：“欢迎。”代表团离开。", ["他说：“欢迎。”", "代表团离开。"]),
    ("两市签约（2017年。）随后离开。", ["两市签约（2017年。）", "随后离开。"]),
    ("两市签约；随后离开。", ["两市签约；随后离开。"]),  # a semicolon is inside
    ("Signed.两市签约。", ["Signed.", "两市签约。"]),
    # a bullet or a number begins a sentence
    ("Il a signé. 2017 fut une bonne année.", ["Il a signé.", "2017 fut une bonne année."]),
    ("Décidé. Ø Écrire à Luoyang. Ø Répondre.", ["Décidé.", "Ø Écrire à Luoyang.", "Ø Répondre."]),
    # a line that goes on is one sentence; white space at the ends is left out
    ("La ville de\n  Tours a signé.", ["La ville de\n  Tours a signé."]),
    ("  Tours.   Luoyang.  ", ["Tours.", "Luoyang."]),
    # headings and rows are whole
    ("# Tours. Luoyang. Deux villes", ["Tours. Luoyang. Deux villes"]),
    ("Tours. Ville | Luoyang. Ville | 1996", ["Tours. Ville | Luoyang. Ville | 1996"]),
    ("- Tours. Luoyang.", ["- Tours.", "Luoyang."]),
    ("", []),
    (" \n \n", []),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_where_sentences_end(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize("word", ["mot ", "字", "a"])
def test_a_text_without_stops_is_cut(word):
    long = (word * 10_000).strip()
    pieces = cut(long)
    assert max(len(piece) for piece in pieces) <= 4000
    assert sum(piece.count(word.strip()) for piece in pieces) == 10_000


@pytest.mark.parametrize("stops", ["." * 200_000, "!»" * 100_000, "…" * 200_000 + "a"])
def test_a_run_of_stops_costs_in_proportion_to_its_length(stops):
    began = time.process_time()
    cut(stops)
    assert time.process_time() - began < 2


def test_a_sentence_knows_its_block_and_language():
    document = document_of("# Jumelage\nTours a signé. Merci.\n两市签约。")
    assert [(sentence.block, sentence.language) for sentence in sentences(document)] == [(0, "fr"), (1, "fr"), (1, "fr"), (2, "zh")]


PIECES = ["Tours", "M", ". ", ".", "。", "！", "»", "”", "\n", "\n# ", "\n- ", " | ", "J.-P. ", "… ", "?", "Ø ", "图尔", "  "]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join))
def test_sentences_are_in_order_and_leave_out_only_white_space(text):
    document = document_of(text)
    found = sentences(document)
    ends = [0, *(sentence.end for sentence in found)]
    assert all(sentence.start >= end for sentence, end in zip(found, ends, strict=False))
    for block in document.blocks:
        said = "".join(text[s.start : s.end] for s in found if block.start <= s.start < block.end)
        assert "".join(said.split()) == "".join(text[block.start : block.end].split())
