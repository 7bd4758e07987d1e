"""What was decided, by whom it is to be done and by when; what is only told is no decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, decisions, organisations
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Decision
from passerelles.reading.tests.texts import quotes_hold, reading_of

KNOWN = Gazetteer.load()
HEAD = "Compte rendu de la réunion du 14 septembre 2017\n"
CHINESE_HEAD = "会议纪要 2018年5月3日\n"
ENGLISH_HEAD = "Minutes of the meeting of 3 May 2018\n"


def found(text: str) -> list[Decision]:
    reading = reading_of(text, published="2017-09-14")
    for find in (organisations.find, dates.find, decisions.find):
        reading.add(find(reading, KNOWN))
    return reading.of(Decision)


def decided(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(decision.text, decision.owner, decision.due) for decision in found(text)]


DECISIONS = [
    # marked lines of minutes, over several lines
    (HEAD + "Ø Un agenda, tenu par CUF, serait utile.", [("Un agenda, tenu par CUF, serait utile.", "CUF", None)]),
    (HEAD + "Ø Un mail vous confirmera les dates\n pour les différents temps.", [("Un mail vous confirmera les dates pour les différents temps.", None, None)]),
    # in an agenda the same mark is a sub-item; only what says something is a decision
    (HEAD + "# AGENDA\nØ Mardi 10 / 16h30 à 17h00 / Focus, Plateau média\nØ Stand (2 représentants)\nØ Pas de groupe formel", [("Pas de groupe formel", None, None)]),
    # without minutes' head a mark needs a verb of doing
    ("Notre ville\nØ La gare\nØ Envoyer la liste à CUF", [("Envoyer la liste à CUF", None, None)]),
    # phrases
    ("Il a été décidé de créer un sous-groupe.", [("Il a été décidé de créer un sous-groupe.", None, None)]),
    (HEAD + "Il a été convenu :\n- de se revoir ;\n- d'écrire au MEAE.\nLa suite est libre.", [("de se revoir", None, None), ("d'écrire au MEAE.", None, None)]),
    (HEAD + "Le comité propose d'inviter deux vignerons.", [("Le comité propose d'inviter deux vignerons.", None, None)]),
    # who and by when
    (HEAD + "CUF doit mieux accompagner les délégations avant le 3 mars 2018.", [("CUF doit mieux accompagner les délégations avant le 3 mars 2018.", "CUF", "2018-03-03")]),
    (HEAD + "Mme Verger prendra contact d'ici fin juin 2018.", [("Mme Verger prendra contact d'ici fin juin 2018.", "Verger", "2018-06")]),
    (HEAD + "L'AFD se charge de l'étude.", [("L'AFD se charge de l'étude.", "AFD", None)]),
    # headings and labels of lists
    (HEAD + "# Actions à mener\n- recenser les projets (responsable : CUF)\n- relancer le MEAE\nFin de séance.", [("recenser les projets (responsable : CUF)", "CUF", None), ("relancer le MEAE", None, None)]),
    (HEAD + "À faire : envoyer la liste ; préparer le stand.", [("envoyer la liste", None, None), ("préparer le stand.", None, None)]),
    # a table of actions
    (HEAD + "Action | Responsable | Échéance\nEnvoyer la liste | CUF | 3 mars 2018\nRelire | Mme Petit | ", [("Envoyer la liste", "CUF", "2018-03-03"), ("Relire", "Mme Petit", None)]),
    # a deliberation's articles
    ("Après en avoir délibéré, le conseil :\n- approuve le protocole ;\n- autorise le maire à signer.", [("approuve le protocole", None, None), ("autorise le maire à signer.", None, None)]),
    # Chinese
    ("会议决定成立工作组。", [("会议决定成立工作组。", None, None)]),
    (CHINESE_HEAD + "会议议定以下事项：\n一、由市外办负责，2018年6月底前完成方案。\n二、召开例会。\n散会。", [("由市外办负责，2018年6月底前完成方案。", "市外办", "2018-06"), ("召开例会。", None, None)]),
    (CHINESE_HEAD + "双方商定，十月在巴黎举办图片展。", [("双方商定，十月在巴黎举办图片展。", None, None)]),
    # English
    (ENGLISH_HEAD + "It was agreed that CUF will send the list by 3 June 2018.", [("It was agreed that CUF will send the list by 3 June 2018.", "CUF", "2018-06-03")]),
    ("# Action points\n- Book the room\n- Write to the CPAFFC\nThe end of it.", [("Book the room", None, None), ("Write to the CPAFFC", None, None)]),
]  # fmt: skip

NOT_DECISIONS = [
    "En 2010, à l’issue des Assises, il a été décidé d’espacer ces rencontres.",  # told, not minuted
    "M. Xi doit terminer son voyage jeudi.",  # no minutes
    "Le maire a décidé de partir.",
    "ENTRE LES PARTIES\nIL EST CONVENU CE QUI SUIT",  # the head of a contract
    "双方约定在新能源汽车检测上合作。",  # their partnership, in the news
    "Le comité approuve volontiers.",
    "关于建立友好关系的决定",
    "Les actions de la Ville sont nombreuses.",
    "Programme\n• 9h00 Accueil\n• 10h00 Visite",
    "Ville | Partenaire | Depuis\nBrest | Qingdao | 2006",
]


@pytest.mark.parametrize(("text", "expected"), DECISIONS)
def test_decisions_with_who_and_by_when(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert decided(text) == expected


@pytest.mark.parametrize("text", NOT_DECISIONS)
def test_what_is_told_is_no_decision(text: str) -> None:
    assert decided(text) == []


PIECES = ["Ø ", "\n", "\n- ", "AGENDA", "Compte rendu\n", "Il a été décidé", " : ", "CUF", " doit ", "Mme Petit", " tenu par ", "avant le 3 mars 2018", "会议决定", "由", "负责", "前", "Action : ", "; ", " | "]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert quotes_hold(text, found(text))
    assert found(text) == found(text)
