"""Folding keeps offsets: one character for one, whatever the text."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading.folding import _TABLE, COMMON, fold, fold_char

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ", "l hay"),  # the typographic apostrophe
        ("Xi‘an Xiʼan Xiʻan", "xi an xi an xi an"),  # opening quote, modifier letters
        ("Chéngdū Lǚliáng Ürümqi", "chengdu luliang urumqi"),  # pinyin with tones, umlaut
        ("Cœur Œuilly Æ", "cour ouilly a"),  # œ is one character: names have both forms
        ("Straße", "strase"),
        ("İstanbul ı", "istanbul i"),  # "İ".lower() has two characters
        ("ﬁn", "fn"),  # a ligature of two letters
        ("a\u00a0b\u202fc\nd\te\u3000f", "a b c d e f"),  # no-break blanks, line, tab, ideographic blank
        ("Val–de‑Marne", "val de marne"),  # en dash and no-break hyphen
        ("Paris — Lyon.", "paris — lyon."),  # the em dash and the stop are barriers, not parts of names
        ("奥弗涅·罗讷-阿尔卑斯", "奥弗涅 罗讷 阿尔卑斯"),
        ("ＡＢＣ１", "abc1"),  # full-width
        ("e\u0301", "e\u0301"),  # a combining mark stays, so that offsets hold
        ("\ud800", "\ud800"),  # a lone surrogate
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_keeps_the_length_and_is_done_once(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from(COMMON)))
def test_the_fast_way_and_the_general_way_agree(text):
    assert fold(text) == text.translate(_TABLE)


def test_every_character_of_unicode_folds_to_one_that_is_its_own_fold():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = "".join(map(fold_char, every))
    assert len(folded) == len(every)
    assert fold(folded) == folded


def test_common_characters_are_distinct_and_fit_a_byte():
    assert len(set(COMMON)) == len(COMMON) <= 256
