"""What the gazetteer finds in a text, and what it proposes for a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer, Match
from passerelles.reading.gazetteer.resembling import distance

known = Gazetteer.load()


def found(text):
    return {(text[match.start : match.end], form.place.key) for match in known.matches(text) for form in match.forms}


# ---- in a text


@pytest.mark.parametrize(
    ("text", "expected", "not_expected"),
    [
        ("Une visite au Havre, à Tours.", {("Havre", "FR/commune/76351"), ("Tours", "FR/commune/37261")}, set()),
        ("Les Parisiens", set(), {("Paris", "FR/commune/75056")}),  # word boundaries
        ("Le Val-de-Marne", {("Le Val", "FR/commune/83143"), ("Val-de-Marne", "FR/departement/94")}, set()),  # overlapping ones too
        ("Saint. Denis", set(), {("Saint. Denis", "FR/commune/93066")}),  # punctuation is a barrier
        ("Saint, Denis", set(), {("Saint, Denis", "FR/commune/93066")}),
        ("Saint\n\nDenis", set(), {("Saint\n\nDenis", "FR/commune/93066")}),  # an empty line too
        ("Vitry\n- Le François", set(), {("Vitry\n- Le François", "FR/commune/51649")}),  # a bullet too
        ("Saint\nDenis", {("Saint\nDenis", "FR/commune/93066")}, set()),
        ("在Paris市", {("Paris", "FR/commune/75056")}, set()),  # Latin in Chinese
        ("北京市东城区", {("北京市", "CN/province/110000"), ("东城区", "CN/county/110101")}, set()),
        ("蒙彼\n利埃", {("蒙彼\n利埃", "FR/commune/34172")}, set()),  # Chinese lines are folded anywhere
        ("湖南\n京津", {("湖南", "CN/province/430000")}, {("南\n京", "CN/prefecture/320100")}),  # … but not for two characters
        ("La Rochelle–Zhoushan", {("La Rochelle", "FR/commune/17300"), ("Zhoushan", "CN/prefecture/330900")}, set()),
        ("穗京", {("穗", "CN/prefecture/440100"), ("京", "CN/province/110000")}, set()),
    ],
)
def test_names_in_a_text(text, expected, not_expected):
    assert expected <= found(text)
    assert not not_expected & found(text)


def test_matches_are_sorted_and_offsets_are_those_of_the_original():
    text = "Œuvre : l’accord  d’Issy-les-\n  Moulineaux,\r\n\r\n· Xi’an et 奥弗涅·罗讷·阿尔卑斯大区。"
    matches = known.matches(text)
    assert matches == sorted(matches, key=lambda match: (match.start, match.end))
    assert "Issy-les-\n  Moulineaux" in {text[match.start : match.end] for match in matches}


TEXTS = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from("Saint-Denis '\n\u00ad\u0301·北京市法兰西岛")))


@given(TEXTS)
def test_any_text_gives_matches_inside_it_and_always_the_same(text):
    matches = known.matches(text)
    assert matches == known.matches(text)
    for match in matches:
        assert isinstance(match, Match) and 0 <= match.start < match.end <= len(text) and match.forms


@given(TEXTS)
def test_any_name_can_be_looked_up(text):
    known.lookup(text)
    distance(fold(text)[:20], "paris", 2)


# ---- candidates


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Suzhou", {"CN/prefecture/320500", "CN/prefecture/341300", "CN/county/620902"}),
        ("Fuzhou", {"CN/prefecture/350100", "CN/prefecture/361000"}),
        ("Taizhou", {"CN/prefecture/321200", "CN/prefecture/331000"}),
        ("Yichun", {"CN/prefecture/230700", "CN/prefecture/360900"}),
        ("Yulin", {"CN/prefecture/450900", "CN/prefecture/610800"}),
        ("Jilin", {"CN/province/220000", "CN/prefecture/220200"}),
        ("Macau", {"CN/province/820000", "FR/commune/33262"}),
        ("Saint-Denis", {"FR/commune/93066", "FR/commune/97411", "FR/commune/11339", "FR/commune/30247"}),
        ("Guadeloupe", {"FR/region/01", "FR/departement/971"}),
        ("朝阳", {"CN/prefecture/211300", "CN/county/110105"}),
    ],
)
def test_homonyms_are_all_given(name, expected):
    assert expected <= {candidate.place.key for candidate in known.lookup(name)}


def test_what_is_named_nearby_decides_the_order():
    anhui, jiangsu = known.by_code("CN", "province", "340000"), known.by_code("CN", "province", "320000")
    assert known.lookup("Suzhou", near=[anhui])[0].place.zh == "宿州市"
    best = known.lookup("Suzhou", near=[jiangsu])[0]
    assert best.place.zh == "苏州市" and "part of Jiangsu" in best.reasons
    reunion = known.by_code("FR", "departement", "974")
    assert known.lookup("Saint-Denis", near=[reunion])[0].place.code == "97411"
    assert known.lookup("Saint-Denis")[0].place.code in ("97411", "93066")


def test_a_lookup_can_be_narrowed_and_may_find_nothing():
    assert {c.place.key for c in known.lookup("Macau", country="FR")} == {"FR/commune/33262"}
    assert {c.place.level for c in known.lookup("Jilin", level="province")} == {"province"}
    assert known.lookup("Nulle-Part") == [] == known.lookup("")


def test_scores_are_between_0_and_1_and_fall():
    for name in ("Suzhou", "Saint-Denis", "Centre", "京"):
        scores = [candidate.score for candidate in known.lookup(name)]
        assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
        assert all(candidate.reasons for candidate in known.lookup(name))


@pytest.mark.parametrize(
    ("written", "options", "first"),
    [
        ("Hangzou", {}, "杭州市"),
        ("Chengdou", {}, "成都市"),  # as a French ear hears it
        ("Strasburgh", {}, "斯特拉斯堡"),
        ("Yangsu", {"country": "CN"}, "江苏省"),
        ("Liaoyang", {"within": "CN/province/410000"}, "洛阳市"),  # right elsewhere, wrong here
        ("Shenzen", {}, "深圳市"),
        ("Montpelier", {}, "蒙彼利埃"),
        ("Tchengdou", {}, "成都市"),
    ],
)
def test_what_resembles(written, options, first):
    if "within" in options:
        options = options | {"within": known.place(options["within"])}
    best = known.similar(written, **options)[0]
    assert best.place.zh == first and best.reasons


def test_what_resembles_is_bounded():
    assert known.similar("") == known.similar("X") == known.similar("上海") == known.similar("Paris", limit=0) == []
    assert len(known.similar("Yangsu")) <= 5
    assert known.similar("Q" * 5000) == []


@pytest.mark.parametrize(
    ("one", "other", "far"), [("luoyang", "liaoyang", 2), ("ab", "ba", 1), ("a", "abcd", 3), ("", "", 0), ("abc", "abc", 0)]
)
def test_distance(one, other, far):
    assert distance(one, other, 2) == distance(other, one, 2) == min(far, 3)
