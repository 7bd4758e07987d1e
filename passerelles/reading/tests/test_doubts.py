"""What a person is asked about; right words are left in peace."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, doubts, organisations
from passerelles.reading.gazetteer import Gazetteer, Place
from passerelles.reading.lexicon import DATA
from passerelles.reading.model import Doubt, Event, Figure, PlaceMention
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Value, say
from passerelles.reading.tests.texts import quotes_hold, reading_of

KNOWN = Gazetteer.load()
Where = tuple[str, str]  # words of the text, the place's key


def prepared(text: str, *places: Where, published: str | None = None) -> Reading:
    reading = reading_of(text, published=published)
    at = 0
    for words, key in places:
        at = text.index(words, at)
        reading.add([PlaceMention(reading.document.span(at, at + len(words)), place(key))])
        at += len(words)
    for find in (organisations.find, dates.find):
        reading.add(find(reading, KNOWN))
    return reading


def place(key: str) -> Place:
    return KNOWN.place(key)


def found(text: str, *places: Where, published: str | None = None) -> list[Doubt]:
    return list(doubts.find(prepared(text, *places, published=published), KNOWN))


LIAOYANG, YUNNAN, YICHANG, JIANGXI = "CN/prefecture/211000", "CN/province/530000", "CN/prefecture/420500", "CN/province/360000"
TOURS, SARTHE, INDRE, SUZHOU, ANHUI = (
    "FR/commune/37261",
    "FR/departement/72",
    "FR/departement/37",
    "CN/prefecture/320500",
    "CN/province/340000",
)
STRASBOURG, ALSACE = "FR/commune/67482", "FR/region/42"

WRONG_PARENTS = [
    # in brackets, over a line's end
    ("Ville de Tours – Liaoyang \n (Yunnan)", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)], "Liaoyang \n (Yunnan)", ["Liaoyang (Liaoning)", "Luoyang (Henan)"]),
    # the likely reading is in the province that is named
    ("signed with Yichang (Jiangxi) and others", [("Yichang", YICHANG), ("Jiangxi", JIANGXI)], "Yichang (Jiangxi)", ["Yichang (Hubei)", "Yichun (Jiangxi)"]),
    ("Liaoyang, dans le Yunnan, attend", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)], "Liaoyang, dans le Yunnan", ["Luoyang (Henan)"]),
    ("Liaoyang, province du Yunnan", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)], "Liaoyang, province du Yunnan", ["Luoyang (Henan)"]),
    ("代表团访问云南省辽阳市。", [("云南省", YUNNAN), ("辽阳市", LIAOYANG)], "云南省辽阳市", ["辽阳市（辽宁省）", "洛阳市（河南省）"]),
    ("le maire de Tours (Sarthe) est venu", [("Tours", TOURS), ("Sarthe", SARTHE)], "Tours (Sarthe)", ["Tours (Indre-et-Loire)"]),
]  # fmt: skip

RIGHT_PARENTS = [
    ("Tours (Indre-et-Loire)", [("Tours", TOURS), ("Indre-et-Loire", INDRE)]),
    ("Suzhou (Anhui)", [("Suzhou", SUZHOU), ("Anhui", ANHUI)]),  # a homonym lies there
    ("Strasbourg (Alsace)", [("Strasbourg", STRASBOURG), ("Alsace", ALSACE)]),  # a region that another took the place of
    ("Liaoyang et le Yunnan", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)]),
    ("Liaoyang, Yunnan, Anhui", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN), ("Anhui", ANHUI)]),  # a list
    ("Tours – Liaoyang", [("Tours", TOURS), ("Liaoyang", LIAOYANG)]),
    ("Yunnan (Liaoyang)", [("Yunnan", YUNNAN), ("Liaoyang", LIAOYANG)]),  # the smaller in brackets is an example
    ("云南、辽阳", [("云南", YUNNAN), ("辽阳", LIAOYANG)]),
    ("Liaoyang. Dans le Yunnan, on sème.", [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)]),
]


@pytest.mark.parametrize(("text", "places", "quote", "suggested"), WRONG_PARENTS)
def test_a_place_in_the_wrong_parent(text: str, places: list[Where], quote: str, suggested: list[str]) -> None:
    (doubt,) = found(text, *places)
    assert (doubt.about, doubt.quote.text) == ("place", quote)
    assert set(suggested) <= set(doubt.suggestions)


@pytest.mark.parametrize(("text", "places"), RIGHT_PARENTS)
def test_a_place_where_it_is(text: str, places: list[Where]) -> None:
    assert found(text, *places) == []


def test_one_wrong_pair_is_asked_once() -> None:
    pair = [("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN)]
    assert len(found("Liaoyang (Yunnan) puis Liaoyang (Yunnan)", *pair, *pair)) == 1


ASKED = [
    # an acronym: of another body than the network's, of two bodies of the document
    ("Association des Centres Culturels – APCAE", "organisation", "Association des Centres Culturels – APCAE", "Association du Peuple Chinois pour l'Amitié avec l'Étranger"),
    ("L'AFD finance. Association des fleuves et deltas – AFD", "organisation", "Association des fleuves et deltas – AFD", "Agence française de développement"),
    ("Agence du Port Libre (APL). Puis Amis du Parc Lointain (APL).", "organisation", "Amis du Parc Lointain (APL)", "Agence du Port Libre"),
    # a state's name
    ("la ministre de la Culture de la République de Chine", "name", "République de Chine", "République populaire de Chine"),
    ("the Ministry of Commerce of the Republic of China", "name", "Republic of China", "People's Republic of China"),
    # a weekday; of a period, at either end; in Chinese, after the date
    ("Réunion le mardi 18 janvier 2023.", "date", "mardi 18 janvier 2023", "mercredi 2023-01-18"),
    ("du lundi 11 au jeudi 15 décembre 2017", "date", "lundi 11 au jeudi 15 décembre 2017", "vendredi 2017-12-15"),
    ("2017年9月14日（星期五）召开", "date", "2017年9月14日（星期五", "星期四 2017-09-14"),
    ("on Monday 14 September 2017 with all", "date", "Monday 14 September 2017", "Thursday 2017-09-14"),
    # an edition of a series that is not held every year
    ("Suite aux assises franco-chinoises de fin octobre 2016. Conclusions des assises 2017.", "date", "assises 2017", "assises 2016-10"),
    ("Tous les deux ans. Les rencontres de mai 2013 ont plu. Lors des rencontres de 2012, on a ri.", "date", "rencontres de 2012", "rencontres 2013-05"),
]  # fmt: skip

LEFT_ALONE = [
    "Association du Peuple Chinois pour l’Amitié avec l’Etranger-APCAE",
    "Association du peuple chinois pour l'amitié (APCAE)",  # shortened, the same
    "Cités Unies France (CUF) et, in English, United Cities France (CUF)",
    "la République populaire de Chine",
    "the People's Republic of China and the rest",
    "la République de Chine (Taïwan)",
    "En 1912 fut proclamée la République de Chine.",
    "Réunion le mercredi 18 janvier 2023.",
    "Réunion le mardi 18 janvier.",  # no year: nothing is proved
    "du lundi 11 au vendredi 15 décembre 2017",
    "2017年9月14日（星期四）召开",
    "un lundi, puis le 14 septembre 2017",
    "Le forum de mai 2016 a plu. Le forum 2017 aussi.",  # held every year
    "Les assises de mai 2016 ont plu. Les assises 2018 suivront.",
    "Les Rencontres de l'innovation 2017 et les rencontres de mai 2016.",
    "le ministère des Affaires étrangères (MAE), devenu MAEDI",
]


@pytest.mark.parametrize(("text", "about", "quote", "suggested"), ASKED)
def test_what_cannot_be_is_asked_about(text: str, about: str, quote: str, suggested: str) -> None:
    (doubt,) = found(text)
    assert (doubt.about, doubt.quote.text) == (about, quote)
    assert suggested in doubt.suggestions


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert found(text) == []


FIRST_AGAIN = [
    ("Le calendrier a été arrêté lors du comité de suivi. En mai 2018 se tiendra le 1er comité de suivi.", ["1er comité de suivi"]),
    ("La dernière réunion des maires fut longue. Juin 2018 : première réunion des maires", ["première réunion des maires"]),
    ("Vu au sein de la commission des eaux. Avril 2018 : 1re commission des eaux", ["1re commission des eaux"]),
    ("Lors du comité de suivi, on a ri. Mai 2018 : 1er comité des fêtes", []),  # another one
    ("Mai 2018 : 1er comité de suivi. Tout sera revu lors du comité de suivi.", []),  # the first comes first
]


@pytest.mark.parametrize(("text", "expected"), FIRST_AGAIN)
def test_a_meeting_that_was_held_is_not_to_be_the_first(text: str, expected: list[str]) -> None:
    assert [doubt.quote.text for doubt in found(text, published="2017-09-14")] == expected


def test_a_first_meeting_to_come_after_an_earlier_one() -> None:
    text = "On en a parlé au sein du comité de pilotage. Décembre 2017 : 1er comité de pilotage"
    assert [doubt.quote.text for doubt in found(text, published="2017-09-14")] == ["1er comité de pilotage"]
    assert found(text, published="2018-09-14") == []  # it was held: perhaps it was the first after all
    assert found(text.replace("au sein du comité", "par le comité"), published="2017-09-14") == []


def events(text: str, *told: tuple[str, int, str]) -> list[Doubt]:
    reading = reading_of(text)
    for words, ordinal, starts in told:
        start = text.index(words)
        reading.add([Event(reading.document.span(start, start + len(words)), "rencontres/assises", words, ordinal, starts=starts)])
    return list(doubts.find(reading, KNOWN))


def test_one_edition_with_two_years() -> None:
    text = "Les 4es Rencontres du fleuve 2014, puis les 4es Rencontres du fleuve de 2015."
    (doubt,) = events(text, ("4es Rencontres du fleuve 2014", 4, "2014-11-06"), ("4es Rencontres du fleuve de 2015", 4, "2015"))
    assert (doubt.about, doubt.suggestions) == ("date", ("2014",))


def test_another_year_than_the_network_knows() -> None:
    text = "Les 3es Assises franco-chinoises 2011"
    assert [doubt.suggestions for doubt in events(text, (text[4:], 3, "2011"))] == [("2010",)]
    assert events("Les 3es Assises du fleuve 2011", ("3es Assises du fleuve 2011", 3, "2011")) == []
    assert events("Les 3es Assises franco-chinoises", ("3es Assises franco-chinoises", 3, "2011")) == []  # a year only inferred


def figures(text: str, *counted: tuple[str, str, int]) -> list[Doubt]:
    reading = prepared(text)
    for words, what, value in counted:
        start = text.index(words)
        reading.add([Figure(reading.document.span(start, start + len(words)), what, value)])
    return [doubt for doubt in doubts.find(reading, KNOWN) if doubt.about == "figure"]


def test_two_totals_of_one_count() -> None:
    text = "Le réseau mène 160 projets. Bilan : plus de 200 projets."
    (doubt,) = figures(text, ("160 projets", "projects", 160), ("plus de 200 projets", "projects", 200))
    assert (doubt.quote.text, doubt.suggestions) == ("plus de 200 projets", ("160 projets",))


NO_RIVALS = [
    ("En 2010, 50 projets. Le réseau mène 160 projets.", [("50 projets", "projects", 50), ("160 projets", "projects", 160)]),  # two dates
    ("Ici 50 projets, là 160 projets.", [("50 projets", "projects", 50), ("160 projets", "projects", 160)]),  # parts of one sentence
    ("12 régions. 46 villes.", [("12 régions", "authorities", 12), ("46 villes", "authorities", 46)]),  # other things
    (
        "50 projets. 60 projets. 70 projets.",
        [("50 projets", "projects", 50), ("60 projets", "projects", 60), ("70 projets", "projects", 70)],
    ),
    ("300 invités. 500 invités.", [("300 invités", "participants", 300), ("500 invités", "participants", 500)]),
]


@pytest.mark.parametrize(("text", "counted"), NO_RIVALS)
def test_counts_that_go_together(text: str, counted: list[tuple[str, str, int]]) -> None:
    assert figures(text, *counted) == []


PIECES = ["Liaoyang", " (", "Yunnan", ")", " – APCAE", "Association des Amis", "mardi ", "18 janvier 2023", "assises ", "2017", "de mai 2016", "tous les deux ans", "\n", "1er ", "comité de pilotage", "au sein du ", "République de Chine", "星期五"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    asked = found(text, published="2015")
    assert quotes_hold(text, asked)
    assert asked == found(text, published="2015")


SAID = [
    ("Liaoyang (Yunnan)", "zh", "辽阳市实际位于辽宁省，文中却写作Yunnan。究竟是哪一地？"),
    ("Liaoyang (Yunnan)", "en", "Liaoyang is really in Liaoning; the text says Yunnan. Which territory is meant?"),
]


@pytest.mark.parametrize(("text", "language", "said"), SAID)
def test_a_reason_can_be_said_in_any_language_whatever_the_document_s(text: str, language: str, said: str) -> None:
    (doubt,) = found(text, ("Liaoyang", LIAOYANG), ("Yunnan", YUNNAN))
    assert say(doubt.key, doubt.values, language) == said


WORDED = [
    ({"year": 2017, "other": ["2016-10", "2018-09"]}, "en", "2016-10, 2018-09"),
    ({"year": 2017, "other": ["2016-10", "2018-09"]}, "zh", "2016-10、2018-09"),
    ({"year": 2017, "other": {"fr": "mardi", "zh": "星期二"}}, "zh", "星期二"),
    ({"year": 2017, "other": {"fr": "mardi", "zh": "星期二"}}, "en", "mardi"),  # the first there is
]


@pytest.mark.parametrize(("values", "language", "said"), WORDED)
def test_a_value_is_listed_and_named_as_its_language_does(values: dict[str, Value], language: str, said: str) -> None:
    assert said in say("date.no-edition", values, language)


def test_reasons_say_the_same_in_every_language() -> None:
    reasons = tomllib.loads((DATA / "reasons.toml").read_text(encoding="utf-8"))
    for key, texts in (item for named in reasons.values() for item in named.items()):
        assert set(texts) == {"fr", "zh", "en"}, key
        assert len({frozenset(re.findall(r"{\w+}", text)) for text in texts.values()}) == 1, key
