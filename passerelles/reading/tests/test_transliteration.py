"""Chinese spellings of French names: tables of what is written, what it stands for, and what must not be believed."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import transliteration
from passerelles.reading.sounding import beginnings, orders, sounds, words_of
from passerelles.reading.transliteration import DATA, Likeness, Table, Transliterator, learned

NAMES = {
    "Paris": 2_100_000, "Esmans": 900, "Hessenheim": 600, "Aubervilliers": 90_000, "Auberville": 500, "Montélimar": 39_000, "Montmélian": 4_000,
    "Tignes": 2_200, "Dunkerque": 86_000, "Issy-les-Moulineaux": 68_000, "Issy-l'Évêque": 750, "Aix-en-Provence": 147_000, "Aix-les-Bains": 31_000,
    "Ivry-sur-Seine": 64_000, "Vitry-sur-Seine": 95_000, "Boulogne-sur-Mer": 40_000, "Boulogne-Billancourt": 120_000, "Noisy-le-Grand": 68_000,
    "Villeneuve-d'Ascq": 62_000, "Villeneuve-Loubet": 16_000, "Le Petit-Quevilly": 22_000, "Le Grand-Quevilly": 26_000, "La Rochelle": 77_000,
    "Le Havre": 165_000, "Les Ulis": 25_000, "Saint-Étienne": 174_000, "Sainte-Étienne": 0, "Saint-Malo": 46_000, "Vieille-Chapelle": 700,
    "La Neuville": 600, "Haute-Avesnes": 500, "Canet-en-Roussillon": 12_000, "Bû": 2_000, "Toulouse": 490_000, "Foix": 9_600, "Metz": 120_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Transliterator:
    return Transliterator(list(NAMES.items()))


def first(found: list[Likeness]) -> str | None:
    return found[0].name if found else None


@pytest.mark.parametrize(
    ("chinese", "french"),
    [
        ("埃斯曼", "Esmans"),
        ("奥贝赫维利耶", "Aubervilliers"),  # 赫 for r: no rule says so
        ("蒙特利马", "Montélimar"),
        ("蒂涅", "Tignes"),
        ("蒂涅市", "Tignes"),  # "the town of"
        ("敦刻尔克", "Dunkerque"),
        ("勒阿弗尔", "Le Havre"),
        ("莱于利", "Les Ulis"),  # the s is said
        ("圣埃蒂安", "Saint-Étienne"),
        ("聖馬洛", "Saint-Malo"),  # traditional characters
        ("圣·马洛", "Saint-Malo"),
        ("拉罗谢尔", "La Rochelle"),
        ("塞纳河畔伊夫里", "Ivry-sur-Seine"),  # turned round
        ("塞纳河畔维特里", "Vitry-sur-Seine"),
        ("滨海布洛涅", "Boulogne-sur-Mer"),
        ("鲁西隆地区卡内", "Canet-en-Roussillon"),
        ("大努瓦西", "Noisy-le-Grand"),
        ("小凯维伊", "Le Petit-Quevilly"),
        ("大凯维伊", "Le Grand-Quevilly"),
        ("阿斯克新城", "Villeneuve-d'Ascq"),
        ("卢贝新城", "Villeneuve-Loubet"),
        ("旧沙佩勒", "Vieille-Chapelle"),
        ("上阿韦讷", "Haute-Avesnes"),
        ("艾克斯普罗旺斯", "Aix-en-Provence"),  # "en" left out
        ("普罗旺斯地区艾克斯", "Aix-en-Provence"),
        ("布镇", "Bû"),
    ],
)
def test_a_name_is_recognised_from_its_sound(known, chinese, french):
    assert first(known.rank(chinese)) == french


@pytest.mark.parametrize(
    ("chinese", "french"), [("伊西", "Issy-les-Moulineaux"), ("伊夫里", "Ivry-sur-Seine"), ("布洛涅", "Boulogne-Billancourt")]
)
def test_a_beginning_is_recognised_with_a_lower_score(known, chinese, french):
    found = known.rank(chinese)
    assert french in [likeness.name for likeness in found[:2]]
    assert found[0].score < known.rank("奥贝赫维利耶")[0].score


@pytest.mark.parametrize(
    "text", ["", "Paris", "123", "。，！", "ハーブル", "市" * 400, "我们今天参加了一个非常重要而且很有意思的国际会议并且签署了合作协议"]
)
def test_what_is_no_name_has_no_answer_to_believe(known, text):
    assert all(likeness.score < 0.5 for likeness in known.rank(text))


@pytest.mark.parametrize("chinese", ["奥贝赫维利耶", "塞纳河畔伊夫里"])
def test_a_name_that_is_not_offered_is_not_replaced_by_a_poor_one(chinese):
    others = Transliterator([("Foix", 9_600), ("Toulouse", 490_000), ("Metz", 120_000)])
    assert all(likeness.score < 0.1 for likeness in others.rank(chinese))


def test_among_narrows_and_rivals_elsewhere_no_longer_count(known):
    everywhere = {likeness.name: likeness.score for likeness in known.rank("布洛涅", limit=50)}
    (only,) = known.rank("布洛涅", among={"Boulogne-sur-Mer", "Foix", "a name that is not known"})[:1]
    assert only.name == "Boulogne-sur-Mer"
    assert only.score > everywhere["Boulogne-sur-Mer"]
    assert known.rank("布洛涅", among=[]) == []


def test_the_better_known_of_two_homophones_comes_first():
    assert first(Transliterator([("Auchy", 700), ("Ochy", 40_000)]).rank("欧希")) == "Ochy"
    assert first(Transliterator([("Auchy", 40_000), ("Ochy", 700)]).rank("欧希")) == "Auchy"


def test_homonyms_collapse_to_the_largest():
    twice = Transliterator([("Tignes", 0), ("Tignes", 2_200), ("Tignes", 3)]).rank("蒂涅")
    assert twice == Transliterator([("Tignes", 2_200)]).rank("蒂涅")


def test_names_without_letters_and_with_odd_ones_do_no_harm():
    odd = Transliterator([("", 0), ("…", 5), ("A|B", 1), ("R&D", 1), ("Œuilly", 600), ("İ", 0), ("Foix", -100_000)])
    assert {likeness.name for likeness in odd.rank("厄伊")} <= {"Œuilly", "A|B", "R&D", "İ", "Foix"}
    assert Transliterator([]).rank("巴黎") == []


def test_limit_cuts_the_same_list(known):
    whole = known.rank("蒙特利马", limit=1000)
    assert known.rank("蒙特利马", limit=2) == whole[:2]
    assert known.rank("蒙特利马", limit=0) == []


NEARLY_ANY = st.text(st.sampled_from("埃斯曼奥贝赫圣河畔地区新城市镇霞龘聖Aé·- \n𠮷\ud800") | st.characters(), max_size=30)


@given(NEARLY_ANY)
def test_any_string_has_an_answer_and_always_the_same(chinese):
    found = SHARED.rank(chinese)
    assert found == Transliterator(list(reversed(NAMES.items()))).rank(chinese)
    assert all(0 <= likeness.score <= 1 for likeness in found)
    assert sum(likeness.score for likeness in found) <= 1 + 1e-9
    assert found == sorted(found, key=lambda likeness: (-likeness.score, likeness.name))


SHARED = Transliterator(list(NAMES.items()))


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(0, 10**7)), max_size=8))
def test_any_names_can_be_taken(names):
    Transliterator(names).rank("圣埃蒂安", among=[name for name, _ in names[::2]])


@pytest.mark.parametrize(
    ("word", "said", "read"),
    [
        ("esmans", "esmA", "esmAs"),
        ("aix", "e", "eks"),
        ("chateau", "Cato", "Cato"),
        ("ferté", "ferte", "ferte"),  # é is never silent
        ("fontaines", "fOten", "fOtenes"),
        ("poitiers", "pwatier", "pwatiers"),
        ("reims", "rI", "rIs"),
        ("guingamp", "gIgA", "gIgAp"),
        ("cognac", "koNak", "koNak"),
    ],
)
def test_words_are_spelled_as_said_and_as_a_stranger_reads_them(word, said, read):
    (folded,) = words_of(word)
    assert sounds([folded])[folded] == (said, read)


def test_all_words_at_once_are_spelled_as_each_alone():
    words = sorted({word for name in NAMES for word in words_of(name)})
    together = sounds(words)
    assert all(sounds([word])[word] == together[word] for word in words)


def test_orders_and_beginnings():
    words = words_of("Châtillon-sur-l'Isle")
    assert orders(words) == [words, ("isle", "S", "chatillon"), ("l", "isle", "S", "chatillon")]
    assert beginnings(words) == [("chatillon",)]
    assert beginnings(words_of("Saint-Jean-de-Luz")) == [("saint", "jean")]  # "Saint" alone is said of nobody


def test_a_character_never_met_is_read_by_its_syllable():
    table = learned()
    never = next(char for char, syllable in table.syllables.items() if syllable == "la" and char not in table.counts)
    assert table.shares(never)["la"] > 0.2


def test_the_table_is_small_and_holds_what_it_says():
    assert DATA.stat().st_size < 150_000
    table = Table(DATA.read_text(encoding="utf-8").splitlines())
    assert len(table.syllables) > 6_700
    assert table.tokens("聖馬洛市") == ["圣", "马", "洛"]
    assert all(0 < sum(table.shares(token).values()) < 1 + 1e-9 for token in table.counts)


def test_the_module_needs_only_the_standard_library_and_the_reader():
    tree = ast.parse(Path(transliteration.__file__).read_text(encoding="utf-8"))
    imported = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert imported <= {"collections", "dataclasses", "functools", "itertools", "math", "pathlib", "passerelles"}
