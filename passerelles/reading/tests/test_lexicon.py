"""How cues are found: stems, whole words, several words, the longest within a family, œ, Chinese, offsets; what the lists hold."""

import tomllib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import DATA, LANGUAGES, PAIRS, Cues, Lexicon, lexicon, vocabulary

LISTS = [
    ("ties", "twinning", "jumel*"),
    ("ties", "twinning", "ville sœur"),
    ("ties", "twinning", "友好城市"),
    ("ties", "agreement", "accord"),
    ("ties", "agreement", "友好城市协议"),
    ("ties", "cooperation", "cooper*"),
    ("ties", "cooperation", "合作"),
    ("ties", "contact", "echange"),
    ("ties", "cooperation", "echange"),
    ("themes", "culture", "art"),
    ("themes", "food", "œnolog*"),
    ("themes", "urban", "ville"),
    ("modality", "wish", "l idee d un"),
]
SMALL = Lexicon(LISTS)


def found(text):
    cues = SMALL.cues(fold(text))
    return [(text[cue.start : cue.end], cue.key) for family in ("ties", "themes", "modality") for cue in cues.within(family, 0, len(text))]


CUES = [
    # a stem stands for every word that begins so, up to that word's end
    ("Le jumelage", [("jumelage", "twinning")]),
    ("Villes jumelées.", [("jumelées", "twinning")]),
    ("JUMELAGES", [("JUMELAGES", "twinning")]),
    ("jumel", [("jumel", "twinning")]),
    ("des villages rejumelés", []),  # not inside a word
    ("la coopération-phare", [("coopération", "cooperation")]),
    # a whole word is not a part of one
    ("un accord", [("accord", "agreement")]),
    ("l'accord", [("accord", "agreement")]),
    ("les accordéons s'accordent", []),
    ("art, artiste", [("art", "culture")]),
    ("(art)", [("art", "culture")]),
    ("« accord »", [("accord", "agreement")]),
    ("accord2", []),
    ("d’accord.", [("accord", "agreement")]),
    # several words, whatever separates them
    ("l'idée d'un festival", [("l'idée d'un", "wish")]),
    ("l’idée\nd’un festival", [("l’idée\nd’un", "wish")]),
    # the longest within a family hides what it holds; another family's word stays
    ("ville sœur", [("ville sœur", "twinning"), ("ville", "urban")]),
    ("友好城市协议", [("友好城市协议", "agreement")]),
    ("友好城市", [("友好城市", "twinning")]),
    # one word with two meanings keeps both
    ("un échange", [("échange", "contact"), ("échange", "cooperation")]),
    ("œnologie", [("œnologie", "food")]),
    # Chinese anywhere, beside Latin letters too
    ("开展合作。", [("合作", "cooperation")]),
    ("VIP合作2017", [("合作", "cooperation")]),
    ("accord合作", [("accord", "agreement"), ("合作", "cooperation")]),
    # offsets after letters of every kind
    ("émigré — “Œuvre” 友谊 accord", [("accord", "agreement")]),
    ("\u200b\ufeff\n\taccord", [("accord", "agreement")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CUES)
def test_the_cues_of_a_text(text, expected):
    assert sorted(found(text)) == sorted(expected)


BROKEN = [
    ("une ville \nsœur", ["ville \nsœur"]),
    ("une ville\n   sœur, un accord", ["ville\n   sœur", "accord"]),
    ("l'idée \u00a0\n d'un accord \n et l'idée\nd'un jumelage", ["l'idée \u00a0\n d'un", "accord", "l'idée\nd'un", "jumelage"]),
    # over an empty line nothing goes on, nor over other blanks or marks
    ("une ville \n\n sœur", []),
    ("une ville\n \nsœur", []),
    ("une ville  sœur", []),
    ("une ville, \nsœur", []),
    ("une ville -\n sœur", []),
    (f"une ville\n{' ' * 40}sœur", []),  # another column
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_several_words_are_found_over_a_line_end_with_blanks(text, expected):
    cues = SMALL.cues(fold(text), text)
    told = sorted({cue[:2] for family in ("ties", "modality") for cue in cues.within(family, 0, len(text))})
    assert [text[start:end] for start, end in told] == expected


def test_many_blanks_and_line_ends_cost_little():
    for text in (" " * 200_000, " \n" * 100_000, "\n" * 200_000, ("ville" + " " * 1000 + "\n") * 200, "ville \nsœur \n" * 20_000):
        began = perf_counter()
        SMALL.cues(fold(text), text)
        assert perf_counter() - began < 2


def test_cues_are_asked_by_stretch():
    text = "un accord, un jumelage, une coopération"
    cues = SMALL.cues(fold(text))
    assert cues.keys("ties", 0, len(text)) == {"agreement", "twinning", "cooperation"}
    assert cues.keys("ties", text.index("un jumelage"), text.index(", une")) == {"twinning"}
    assert cues.keys("ties", 0, 8) == set()  # "accord" ends at 9: half a word is none
    assert cues.keys("ties", 5, 9) == set()
    assert cues.keys("sports", 0, len(text)) == set()


def test_longer_cues_hide_those_they_contain_within_one_family():
    hits = [(0, 4, "a", "short"), (0, 9, "a", "long"), (5, 9, "a", "end"), (0, 9, "a", "other"), (0, 4, "b", "short"), (5, 12, "a", "over")]
    cues = Cues(hits)
    assert [cue[:2] + cue[3:] for cue in cues.within("a", 0, 20)] == [(0, 9, "long"), (0, 9, "other"), (5, 12, "over")]
    assert cues.keys("b", 0, 20) == {"short"}
    assert cues.keys("a", 0, 9) == {"long", "other"}


PIECES = [
    "jumelage",
    "accord",
    "ville sœur",
    "友好城市",
    "协议",
    "合作",
    "art",
    " ",
    "'",
    "-",
    "\n",
    "é",
    "œ",
    "e\u0301",
    "İ",
    "ﬁ",
    "½",
    "深",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=20).map("".join))
def test_cues_are_in_order_and_where_they_say(text):
    folded = fold(text)
    cues = SMALL.cues(folded).within("ties", 0, len(text))
    assert cues == sorted(cues, key=lambda cue: (cue.start, -cue.end))
    for cue in cues:
        words = " ".join(folded[cue.start : cue.end].split())
        assert any(words.startswith(fold(word).removesuffix("*").split()[0][:4]) for _, key, word in LISTS if key == cue.key)


# The lists themselves.

FILES = sorted(path for folder in (*LANGUAGES, *PAIRS) for path in (DATA / folder).glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_list_holds_words_once(path):
    for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert all(word.strip("* ") for word in words), key
        twice = {word for word in words if words.count(word) > 1}
        assert not twice, f"{path.parent.name}/{path.name}, {key}: twice {sorted(twice)}"


WORDS = [
    ("jumelage", "ties", "twinning"),
    ("ville sœur", "ties", "twinning"),
    ("ville soeur", "ties", "twinning"),  # œ is written with one letter or two
    ("VILLES SŒURS", "ties", "twinning"),
    ("VILLES SOEURS", "ties", "twinning"),
    ("œnotourisme", "themes", "tourism"),
    ("oenotourisme", "themes", "tourism"),
    ("sister city", "ties", "twinning"),
    ("友好城市", "ties", "twinning"),
    ("lettre d'intention", "ties", "intention"),
    ("letter of intent", "ties", "intention"),
    ("意向书", "ties", "intention"),
    ("souhaite", "modality", "wish"),
    ("hopes to", "modality", "wish"),
    ("希望", "modality", "wish"),
    ("rompu", "modality", "ended"),
    ("terminated", "modality", "ended"),
    ("终止", "modality", "ended"),
    ("anniversaire", "anniversaries", "anniversary"),
    ("anniversary", "anniversaries", "anniversary"),
    ("周年", "anniversaries", "anniversary"),
    ("les deux villes", "anaphora", "both"),
    ("the two cities", "anaphora", "both"),
    ("两市", "anaphora", "both"),
    ("Allemagne", "countries", "DE"),
    ("Germany", "countries", "DE"),
    ("德国", "countries", "DE"),
]


@pytest.mark.parametrize(("text", "family", "key"), WORDS)
def test_the_networks_words_are_known_in_three_languages(text, family, key):
    assert key in lexicon().cues(fold(text)).keys(family, 0, len(text))


def test_a_word_that_is_cut_out_can_be_looked_up():
    assert vocabulary("countries")["allemagne"] == {"DE"}
    assert vocabulary("titles")["ville"] >= {"commune"}
    assert "no such word" not in vocabulary("titles")
