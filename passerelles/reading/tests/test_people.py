"""Who was at a meeting and as what; persons without a role are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import organisations, people
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Attendance
from passerelles.reading.tests.texts import quotes_hold, reading_of

KNOWN = Gazetteer.load()


def found(text: str) -> list[Attendance]:
    reading = reading_of(text)
    reading.add(organisations.find(reading, KNOWN))
    return list(people.find(reading, KNOWN))


def roles(text: str) -> list[tuple[str, str, str | None]]:
    return [(person.name, person.role, person.organisation) for person in found(text)]


ATTENDANCE = [
    # a plural title goes for all that follow; a family name may be a place; what a person is stands in brackets
    (
        "Présents : Mmes Hérault, Verger, Orléans (trésorière) ; MM. Dufour, Marchais. Excusé : M. Tours.",
        [
            ("Hérault", "present", None),
            ("Verger", "present", None),
            ("Orléans", "present", None),
            ("Dufour", "present", None),
            ("Marchais", "present", None),
            ("Tours", "excused", None),
        ],
    ),
    # the body: in brackets, after a comma, before a colon
    ("Présents : Mme Anne Petit (CUF), Jean Roux.", [("Anne Petit", "present", "CUF"), ("Jean Roux", "present", None)]),
    ("Participants : Jean Roux, directeur de Cités Unies France ; Li Wei", [("Jean Roux", "present", "Cités Unies France"), ("Li Wei", "present", None)]),
    ("Étaient présents : \nAFD : Anne Petit, Jean Roux\n", [("Anne Petit", "present", "AFD"), ("Jean Roux", "present", "AFD")]),
    # a heading, then one person an item, until what is no entry
    ("# Excusés\n- Anne Petit\n- M. Jean Roux\nLa réunion commence à 14 heures.", [("Anne Petit", "excused", None), ("Jean Roux", "excused", None)]),
    # two names joined
    ("Présents : Anne Petit et Jean Roux", [("Anne Petit", "present", None), ("Jean Roux", "present", None)]),
    # chaired
    ("La réunion du groupe, présidée par Mme Anne Petit, a débuté.", [("Anne Petit", "chair", None)]),
    ("Le comité s'est réuni sous la présidence de Jean Roux, Région Bretagne.", [("Jean Roux", "chair", None)]),
    ("Président de séance : Jean Roux (AFD)", [("Jean Roux", "chair", "AFD")]),
    # announced, absent; somebody else leads ("à" for "a" is a slip of real minutes)
    (
        "La séance n’a pas été présidée par le président, Monsieur Jean Roux.\nAnne Petit, présidente du comité, à assurer l’animation du groupe.",
        [("Jean Roux", "excused", None), ("Anne Petit", "acting chair", None)],
    ),
    ("En l'absence de M. Roux, Mme Petit a assuré la présidence.", [("Roux", "excused", None), ("Petit", "acting chair", None)]),
    # one person, one row, with the role that is true; the list says whose
    ("Le président du groupe, M. Jean Roux, retenu, s'est fait excuser.", [("Jean Roux", "excused", None)]),
    ("Présents : Anne Petit (CUF), Jean Roux.\nLa réunion, présidée par Anne Petit, débute à 9 h.", [("Jean Roux", "present", None), ("Anne Petit", "chair", "CUF")]),
    ("Présidence : Jean Roux\nExcusés : Jean Roux, Anne Petit", [("Jean Roux", "excused", None), ("Anne Petit", "excused", None)]),
    ("Présents : M. Li (CUF). Excusés : M. Li (AFD)", [("Li", "present", "CUF"), ("Li", "excused", "AFD")]),  # two of one name
    ("Mme Petit a assuré la présidence de la réunion.", [("Petit", "chair", None)]),
    ("Compte rendu de la réunion\nL'AFD, représentée par Anne Petit, a pris la parole.", [("Anne Petit", "present", "AFD")]),
    ("en présence de David ROS et de Mesdames Celine WANG, Directrice, et Xiaoqing SU (CDEFC)", [("David ROS", "present", None), ("Celine WANG", "present", None), ("Xiaoqing SU", "present", "CDEFC")]),
    # Chinese: body, office, name; a visitor's name keeps its dots
    ("出席：市外办主任李四、张三，让·马丁", [("李四", "present", "市外办"), ("张三", "present", None), ("让·马丁", "present", None)]),
    ("主持人：王小明\n请假：赵六（成都外办）", [("王小明", "chair", None), ("赵六", "excused", "成都外办")]),
    ("会议由友协副会长王小明主持。", [("王小明", "chair", "友协")]),
    ("受刘主任委托，王小明主持会议。", [("王小明", "acting chair", None)]),
    # English
    ("The meeting was chaired by Ms Anne Petit (CUF).", [("Anne Petit", "chair", "CUF")]),
    ("Present: Anne Petit (AFD), John Reed\nApologies: Li Wei", [("Anne Petit", "present", "AFD"), ("John Reed", "present", None), ("Li Wei", "excused", None)]),
]  # fmt: skip

NOBODY = [
    "M. Dupont a signé le jumelage avec Mme Li.",  # persons in prose
    "L'association présidée par Anne Petit a dix ans.",  # she chairs a body, not a meeting
    "Sous la présidence de François Hollande, les échanges ont crû.",  # a period
    "Les partenaires présents : la Région, la Ville et l'État",  # no persons
    "La Ville, représentée par son maire, M. Roux, signe.",  # a contract, not minutes
    "Les présents ont applaudi Anne Petit.",
    "Tout le monde était présent.",
    "2018年，他主持了多项研究。",
    "出席活动的有一百多人",
    "Un groupe animé par la foi",
]


@pytest.mark.parametrize(("text", "expected"), ATTENDANCE)
def test_roles_at_a_meeting(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_persons_without_a_role_are_left_alone(text: str) -> None:
    assert roles(text) == []


PIECES = ["Présents : ", "Excusés : ", "Mme Anne Petit", "MM. ", ", ", " ; ", "\n", "\n- ", "(", ")", "CUF", "présidée par ", "réunion ", "主持", "出席：", "李四", "主任", "、", "en l'absence de ", " a assuré la présidence", "Chair: "]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert quotes_hold(text, found(text))
    assert found(text) == found(text)
