"""Activities: what one party does in or with the other country without naming whom; dated acts, ties and wishes are others' findings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import activities, dates, events, organisations, places, ties
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Activity, Doubt, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.tests.texts import reading_of, says_hold

KNOWN = Gazetteer.load()


def reading(text: str) -> Reading:
    found = reading_of(text, published="2018-01-11")
    for find in (dates.find, places.find, organisations.find, events.find):
        found.add(find(found, KNOWN))
    found.add([one for one in ties.find(found, KNOWN) if isinstance(one, Tie)])
    found.add(activities.find(found, KNOWN))
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(activity.party, str(activity.says[0].value)) for activity in reading(text).of(Activity)]


def asked(text: str) -> list[str]:
    return [doubt.quote.text for doubt in reading(text).of(Doubt) if doubt.about == "partner"]


SENTENCES = [
    ("La Région Bretagne accueille des rameurs chinois.", [("Région Bretagne", "accueille des rameurs chinois")]),
    ("Marseille soutient les entreprises qui s'installent en Chine.", [("Marseille", "soutient les entreprises qui s'installent en Chine")]),
    ("Le Département de l'Isère forme des cadres chinois à la gestion de l'eau.", [("Département de l'Isère", "forme des cadres chinois à la gestion de l'eau")]),
    ("Le Département du Nord enseigne le chinois dans douze collèges.", [("Département du Nord", "enseigne le chinois dans douze collèges")]),
    ("里昂市每年接收二十名中国实习生。", [("里昂市", "每年接收二十名中国实习生")]),
    # a body whose country is known by its name
    ("L'AFD finance depuis 2004 des projets en Chine sur l'énergie.", [("Agence française de développement", "finance depuis 2004 des projets en Chine sur l'énergie")]),
    ("The French Development Agency funds energy projects in China.", [("French Development Agency", "funds energy projects in China")]),
    ("法国开发署在中国资助节能项目。", [("法国开发署", "在中国资助节能项目")]),
    ("Expertise France works in China on urban policy.", [("Expertise France", "works in China on urban policy")]),
    # a name, a colon
    ("- Ville de Nancy : forme des céramistes chinois", [("Ville de Nancy", "forme des céramistes chinois")]),
    ("- Région Bretagne : accueille des étudiants chinois", [("Région Bretagne", "accueille des étudiants chinois")]),
    ("L'AFD : depuis 2004 finance des projets en Chine.", [("Agence française de développement", "depuis 2004 finance des projets en Chine")]),
]  # fmt: skip

NONE = [
    "La Région Bretagne accueille des sportifs du Shandong.",  # whom is said
    "La Ville de Lyon organise le 3 mai 2018 un festival chinois.",  # an event
    "La Région Bretagne soutient ses lycées.",  # at home
    "La Région Bretagne ne finance pas de projets en Chine.",  # denied
    "La Région Bretagne souhaite qu'on forme des cadres chinois.",  # wished
    "Le Ministère chinois de la Culture finance un musée en Chine.",  # at home too
    "Il accueille des étudiants chinois.",  # who?
    "Lyon et Canton sont jumelées ; la Ville de Lyon accueille des étudiants chinois.",  # the tie's
]

TABLE = (
    "Territoires | Quoi | Suite\n"
    "Région Occitanie – Sichuan | Coopération sur la santé | 2018\n"
    "Arras – Harbin | Jumelage | \n"
    "{row}\n"
)  # fmt: skip
ROWS = [
    # one side, a territory or none: an activity, and a question
    ("AFD | Depuis 2004 : finance des projets sur l’énergie | ", [("AFD", "Depuis 2004 : finance des projets sur l’énergie")], ["AFD"]),
    ("Ministère de la Transition écologique | Échanges sur les crues | ", [("Ministère de la Transition écologique", "Échanges sur les crues")], ["Ministère de la Transition écologique"]),
    ("Région Bretagne | Coopération sur l’énergie | ", [("Région Bretagne", "Coopération sur l’énergie")], ["Région Bretagne"]),
    # two bodies without a territory
    ("Association des fleuves et deltas – AFD | Classes d’eau, film documentaire | ", [("Association des fleuves et deltas – AFD", "Classes d’eau, film documentaire")], ["Association des fleuves et deltas – AFD"]),
    # a wish beside a cooperation: nobody asks with whom where it is a partner that is wanted
    ("Région Bretagne | Coopération sur l’énergie | Espère trouver une province", [("Région Bretagne", "Coopération sur l’énergie")], []),
    ("Région Bretagne | Coopération sur l’énergie | Envisage d’ouvrir un Institut Confucius", [("Région Bretagne", "Coopération sur l’énergie")], ["Région Bretagne"]),
    # a row that only wishes
    ("Région Bretagne |  | Espère trouver une province", [], []),
    ("Région Bretagne | aéronautique | cherche une province", [], []),
    # a pair, one of which is unknown; a third country; a row about nobody
    ("Zzyx – Lijiang | Coopération sur l’énergie | ", [], []),
    ("Vannes | Cuxhaven (Allemagne), jumelage, sport | ", [], []),
    ("17 octobre 2018 | Table ronde sur l’énergie | ", [], []),
    # in a pair's row, what its own side does
    ("Région Centre-Val de Loire – Yunnan | Coopération sur la culture. La région accueille des rameurs chinois | ", [("Centre-Val de Loire", "accueille des rameurs chinois")], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_that_tell_an_activity(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
    assert asked(text) == []
    assert says_hold(text, reading(text).of(Activity))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_activity(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("row", "expected", "doubts"), ROWS)
def test_rows_with_one_side(row: str, expected: list[tuple[str, str]], doubts: list[str]) -> None:
    text = TABLE.format(row=row)
    assert told(text) == expected
    assert asked(text) == doubts
    assert says_hold(text, reading(text).of(Activity))


def test_a_programme_s_rows_are_no_activities() -> None:
    assert told("Heure | Quoi\nLyon | Visite des écoles\n10 h | Table ronde") == []


def test_since_and_themes_are_said_with_the_row() -> None:
    [activity] = reading(TABLE.format(row="AFD | Depuis 2004 : finance des projets sur l’énergie | ")).of(Activity)
    assert [(said.name, said.value) for said in activity.says[1:]] == [("since", "2004"), ("theme", "energy")]  # "finance" is the verb
    assert activity.themes == ("energy",)


PIECES = ["La Ville de Tours", " accueille ", "des élèves chinois", " en Chine", "AFD", " : ", "depuis 2004", " finance", "Arras – Harbin | Jumelage\n", "成都市", "资助", "法国", "项目", " | ", "\n", ". ", "funds"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert says_hold(text, reading(text).of(Activity))
    assert told(text) == told(text)
