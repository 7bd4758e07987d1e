"""What was found, as a person is shown it."""

import pytest

from passerelles.command.facts import facts, marks
from passerelles.command.tests import make
from passerelles.command.words import WORDS, dated, day, word
from passerelles.reading.lexicon import LANGUAGES
from passerelles.reading.model import EVENT_KINDS, THEMES, TIE_KINDS


def rows(fact):
    return {row.name: [cell.text for cell in row.cells] for row in fact.rows}


def test_the_mentions_of_one_place_are_one_fact_with_two_marks():
    told = facts(make.found(places=[make.place(0, 5), make.place(9, 14), make.place(20, 24, name="Sète", code="34301")]))
    assert [(fact.title, fact.spans) for fact in told] == [("Montpellier", [(0, 5), (9, 14)]), ("Sète", [(20, 24)])]
    assert [mark.fact for mark in marks(told)] == [1, 1, 2]


def test_a_partnership_says_its_kind_year_themes_and_chinese_names():
    chengdu = {**make.place(30, 37, "Chengdu", "510100"), "country": "CN", "level": "prefecture", "zh": "成都市"}
    told = facts(make.found(places=[make.place(), chengdu], partnerships=[make.tie()]))
    (tie,) = [fact for fact in told if fact.type == "tie"]
    assert tie.title == "Montpellier – Chengdu"
    assert rows(tie) == {"kind": ["twinning"], "since": ["1981"], "themes": ["university"], "chinese": ["蒙彼利埃 – 成都市"]}


WRONG_PARENT = {"key": "place.wrong-parent", "values": {"place": "Chengdu", "where": "Sichuan", "said": "Montpellier"}}
CONTESTED = [
    (make.doubt(30, 37), True),
    (make.doubt(0, 8), False),  # of other words
    ({**make.doubt(30, 37), "about": "date"}, False),
    ({**make.doubt(14, 37), **WRONG_PARENT}, True),
    ({**make.doubt(14, 29), **WRONG_PARENT}, False),  # what Chengdu is said to lie in is not in doubt itself
]


@pytest.mark.parametrize(("doubt", "is_contested"), CONTESTED)
def test_a_partnership_is_contested_where_a_doubt_hangs_on_a_party(doubt, is_contested):
    chengdu = {**make.place(30, 37, "Chengdu", "510100"), "country": "CN", "level": "prefecture"}
    told = facts(make.found(places=[chengdu, make.place()], partnerships=[make.tie()], doubts=[doubt]))
    (tie,) = [fact for fact in told if fact.type == "tie"]
    assert tie.is_contested == is_contested
    assert rows(tie).get("state") == (["contested"] if is_contested else None)


def test_what_is_not_said_has_no_row():
    (event,) = facts(
        make.found(events=[{
            "kind": "visit", "name": "Visite", "ordinal": None, "place": None, "starts": None, "ends": None,
            "state": "held", "start": 0, "end": 6, "text": "Visite",
        }])
    )  # fmt: skip
    assert rows(event) == {"kind": ["visit"]}


def test_a_list_that_the_reader_prints_some_day_is_left_alone():
    assert facts({**make.found(), "songs": [{"title": "La mer"}]}) == []


def test_every_word_is_there_in_every_language():
    for key, said in WORDS.items():
        assert len(said) == len(LANGUAGES) and all(said), key


def test_every_kind_and_theme_has_its_word():
    assert [key for key in (*TIE_KINDS, *EVENT_KINDS, *THEMES) if key not in WORDS] == []


def test_a_kind_that_has_no_word_yet_is_its_own_word():
    assert word("submarine", "fr") == "submarine"


def test_dates_are_written_in_each_language_as_precisely_as_they_are_known():
    cases = {
        ("2014-11-06", "fr"): "6 novembre 2014",
        ("2014-11-01", "fr"): "1er novembre 2014",
        ("2014-11", "en"): "November 2014",
        ("2014-11-06", "zh"): "2014年11月6日",
        ("1981", "fr"): "1981",
        ("1981", "zh"): "1981年",
        ("--10-11", "fr"): "--10-11",
        ("2014-13", "fr"): "2014-13",
    }
    assert {case: day(*case) for case in cases} == cases


def test_the_dates_of_a_reason_are_in_its_language_and_what_it_quotes_is_left():
    assert (
        dated("« 2022-06 » : annoncé pour 2021-12-01, une de 2023-10.", "fr")
        == "« 2022-06 » : annoncé pour le 1er décembre 2021, une d'octobre 2023."
    )
    assert dated("原定2022-06-14。", "zh") == "原定2022年6月14日。"
