"""The places that a query names: which names count, where they end, what else the places are called."""

import pytest

from passerelles.places.named import places_in


def named(text):
    return [text[each.start : each.end] for each in places_in(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("jumelages avec la province du Jiangsu", ["Jiangsu"]),
        ("région Auvergne-Rhône-Alpes", ["Auvergne-Rhône-Alpes"]),  # nor Auvergne, nor Rhône
        ("Rennes Métropole", ["Rennes"]),  # the level is not its name
        ("L’Haÿ les Roses", ["L’Haÿ les Roses"]),
        ("Tours", ["Tours"]),  # a word as well, but a city
        ("ville éponge, parc, mer", []),  # Villé, Le Parc, Mer
        ("Wuan Bordeau", []),  # a county is not what one Latin word means
        ("廣州", ["廣州"]),
        ("我想了解法国里昂与中国广州的合作", ["里昂", "广州"]),  # nor Hezuo, 合作
        ("大东部大区", ["大东部大区"]),
        ("里昂市长", ["里昂"]),
        ("友好城市", []),  # 友好区 in Yichun
        ("威尼斯", []),  # nor Nice in it
        ("新奥尔良", []),
    ],
)
def test_a_query_names(text, places):
    assert named(text) == places


def names(text):
    return set(places_in(text)[0].names)


def test_a_place_has_all_its_names_in_both_scripts():
    assert {"pekin", "beijing", "peking", "北京"} <= names("Pékin") == names("北京")
    assert {"shiyan", "十堰"} <= names("Shiyan")
    assert "大东部" in names("Grand Est") and "grand est" in names("大东部大区")


def test_syllables_of_an_old_spelling_count_as_one_word():
    assert "kouangtcheou" in names("Canton") and "kouang tcheou" not in names("Canton")


def test_of_places_called_alike_those_that_are_as_likely_are_meant():
    assert {"苏州", "宿州"} <= names("Suzhou")
    assert "南京" in names("Nanjing") and "南靖" not in names("Nanjing")  # a county


def test_one_character_stands_for_no_place():
    assert "京" not in names("北京") and named("京") == []
