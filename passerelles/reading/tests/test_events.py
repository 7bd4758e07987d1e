"""Which occasions and acts a text tells, of which kind, when; and that one occasion is one event."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, events, places
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Block, Document, Event
from passerelles.reading.reader import Reading


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.load()


def found(text: str, known: Gazetteer | None = None, published: str | None = None, language: str = "") -> list[Event]:
    language = language or ("zh" if re.search("[\u4e00-\u9fff]", text) else "en" if re.search(r"\b(the|The|was)\b", text) else "fr")
    blocks = tuple(Block("paragraph", line.start(), line.end(), language) for line in re.finditer(r"[^\n]*\S[^\n]*", text))
    reading = Reading(Document("a text", text, blocks, language, published=published))
    reading.add(dates.find(reading, known))  # type: ignore[arg-type]  # dates need no gazetteer
    if known:
        reading.add(places.find(reading, known))
    return list(events.find(reading, known))  # type: ignore[arg-type]


def said(text: str, published: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(event.kind, event.starts, event.ends) for event in found(text, published=published)]


KINDS = [
    ("Le groupe d'amitié s'est réuni le 13 février 2018 au Sénat.", [("meeting", "2018-02-13", None)]),
    ("Un séminaire sur l'hôpital s'est tenu les 9 et 10 mai 2016.", [("seminar", "2016-05-09", "2016-05-10")]),
    ("En mars 1996, elle accompagne à Chongqing la mission économique.", [("visit", "1996-03", None)]),
    ("la venue à Albi, en 2003, d'une exposition de sculptures", [("exhibition", "2003", None)]),  # the exhibition came, nobody else
    ("Le carnaval y sera du 23 septembre au 3 octobre 2018.", [("festival", "2018-09-23", "2018-10-03")]),
    ("Les maires ont apposé leurs signatures le 7 novembre 2014.", [("signature", "2014-11-07", None)]),
    ("un accord d'intention entre la Région et la province en avril 2018", [("signature", "2018-04", None)]),
    ("2018 : inauguration d'un jardin à la française", [("other", "2018", None)]),
    ("réunion d'information à Paris : 21 mars 2023, 10 h", [("meeting", "2023-03-21", None)]),
    ("The two hospitals signed their framework contract in 2010.", [("signature", "2010", None)]),
    ("Our town had a stand at the Dijon International Fair of 1983.", [("exhibition", "1983", None)]),
    ("2018年10月21日，三位市长走进青白江。", [("visit", "2018-10-21", None)]),
    ("2019年5月20日下午，会长在南京会见了客人。", [("meeting", "2019-05-20", None)]),
    ("2005年4月，两市签署友好城市协议。", [("signature", "2005-04", None)]),
    ("2012年10月11日中午，两市签友好合作协议。", [("signature", "2012-10-11", None)]),
    ("2012年12月17日，图尔市办了一场庆典。", [("other", "2012-12-17", None)]),
    ("2026年1月31日，总领事来到该市，参加“中国年”。", [("festival", "2026-01-31", None)]),  # one went there for that
    ("2017年签下协议，2018年5月代表团回访。", [("signature", "2017", None), ("visit", "2018-05", None)]),  # Chinese says the date first
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_finds_acts_and_occasions_with_their_dates(text, expected):
    assert said(text) == expected


SERIES = [
    ("les 4^{èmes} Rencontres de la coopération décentralisée franco-chinoise, les 6 et 7 novembre 2014", 4, "2014-11-06"),
    ("Les IVes Assises franco-chinoises se tiendront en novembre 2014.", 4, "2014-11"),
    ("les premières journées de coopération décentralisée, du 25 au 28 octobre 2005", 1, "2005-10-25"),
    ("第五届中法地方政府合作高层论坛2016年10月29日在成都揭幕", 5, "2016-10-29"),
    ("The Fourth High Level China-France Forum on Local Government Cooperation was held on November 6, 2014.", 4, "2014-11-06"),
]


@pytest.mark.parametrize(("text", "ordinal", "starts"), SERIES)
def test_knows_the_networks_own_series_and_which_edition(text, ordinal, starts):
    (event,) = found(text)
    assert (event.kind, event.ordinal, event.starts) == ("rencontres/assises", ordinal, starts)


def test_takes_each_edition_of_a_list():
    text = "Elles font suite aux premières Rencontres franco-chinoises à Wuhan en 2005, aux deuxièmes à Bordeaux en 2007 puis aux troisièmes en 2010."
    assert [(event.kind, event.starts) for event in found(text)] == [("rencontres/assises", year) for year in ("2005", "2007", "2010")]


def test_takes_editions_that_only_places_name(known):
    text = "Les IVes Rencontres ont attiré 800 personnes.\nAprès Wuhan (2005), Bordeaux (2007) et Nankin (2010), une ville d'Alsace."
    assert [event.starts for event in found(text, known)] == ["2005", "2007", "2010"]


def test_takes_what_only_its_year_names():
    text = "On a donc intercalé des séminaires. Celui de 2012 portait sur les quartiers anciens ; celui de 2015 sur la méthode."
    assert [(event.kind, event.starts) for event in found(text)] == [("seminar", "2012"), ("seminar", "2015")]


def test_a_forum_on_local_cooperation_between_the_two_is_the_series():
    (event,) = found("Le Forum franco-chinois des collectivités locales s'est ouvert le 3 mai 2016.")
    assert event.kind == "rencontres/assises"


NO_EVENTS = [
    "Nantes et Qingdao sont jumelées depuis 1985.",
    "1982年12月12日，两市结为友好城市。",
    "L'Alsace coopère depuis 2007 avec le Jiangsu.",
    "Née en 1948, elle préside une association.",
    "Rien n'a été signé en 2016.",
    "Le forum a lieu tous les ans.",
    "La convention expire le 10 juin 2019.",
    "Inscription avant le 25 mai 2022 pour la visite.",
    "d'ici 2024, une visite",
    "rue du 8 mai 1945, salle de réunion",
    "En 1986, les deux villes ont signé un pacte d'amitié.",  # how a relation of old began
    "济南与雷恩2002年签署友好合作关系协议。",
    "The two cities signed a friendship agreement in 1984.",
    "Une fête a lieu chaque année en mai.",  # of every year
    "每年9月举办灯会。",
    "The club runs a film week every February.",
]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_leaves_starts_of_relations_deadlines_and_what_did_not_happen(text):
    assert said(text) == []


ONE_EVENT = [
    "Le séminaire franco-chinois aura lieu le 27 mars 2018. Ce séminaire du 27 mars 2018 portera sur le tourisme.",
    "2014年11月6日，代表团访问武汉。11月8日，代表团参观了长江。",  # steps of one trip
    "La conférence s'ouvre le 26 octobre 2015. Elle se termine le 27 octobre 2015.",
    "Compte rendu du groupe-pays\nMardi 19 mars 2024, de 10 h à 12 h",
    "Forum franco-chinois des villes\nDunkerque, Le Kursaal, 17 et 18 juin 2021",
]


@pytest.mark.parametrize("text", ONE_EVENT)
def test_one_occasion_is_one_event(text):
    assert len(found(text)) == 1


def test_an_act_told_without_a_date_takes_the_day_just_told():
    text = "Ils étaient douze, mardi 4 juin 2019 dans la cour du château. La délégation a passé deux jours en ville."
    (event,) = found(text)
    assert (event.kind, event.starts) == ("visit", "2019-06-04")
    assert event.quote.text.startswith("La délégation")
    assert event.context[0].text.startswith("Ils étaient")


def test_a_signature_told_without_a_date_takes_the_day_of_the_story():
    text = "2016年9月24日，市长为纪念树揭牌。\n代表团还参观了学校。\n揭牌之后，双方签署了交流备忘录。"
    assert ("signature", "2016-09-24", None) in said(text)


STATES = [
    ("Le colloque se tiendra le 28 mai 2020.", "2020-03-01", "planned"),
    ("Le colloque s'est tenu le 28 mai 2020.", "2020-06-01", "held"),
    ("Le colloque du 28 mai 2020 est annulé.", "2020-03-01", "cancelled"),
    ("Le colloque devait se tenir le 28 mai 2020. Reporté, bien entendu.", "2020-06-01", "moved"),
]


@pytest.mark.parametrize(("text", "published", "state"), STATES)
def test_says_whether_it_was_held_moved_or_cancelled(text, published, state):
    (event,) = found(text, published=published)
    assert event.state == state


def test_names_place_and_words(known):
    (event,) = found("Le 3 mai 2016, un séminaire franco-chinois sur l'eau s'est tenu à Nantes, en présence du maire.", known)
    assert event.place is not None
    assert (event.name, event.place.name) == ("Séminaire franco-chinois sur l'eau", "Nantes")


PIECES = st.lists(
    st.sampled_from(
        [
            "le 3 mai 2011",
            "2018年5月19日",
            "signé",
            "签署",
            "协议",
            "代表团",
            "访问",
            "séminaire",
            "Rencontres",
            "第五届",
            "IVes",
            "forum",
            ";",
            ".",
            "\n",
            "depuis 2010",
            "(",
            ")",
            "2005",
            "Wuhan",
            "se termine",
            "mardi",
            "hier",
            "a eu lieu",
            "la prochaine édition",
            "jumelées",
            "annulé",
            "“中国周”",
            "赴",
            "武汉",
            "premières",
            "4^{èmes}",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(PIECES | st.text(max_size=200), st.sampled_from(["fr", "zh", "en"]), st.sampled_from([None, "2018", "2018-05-19"]))
def test_any_text_gives_only_quotes_that_are_in_it(text, language, published):
    once = found(text, published=published, language=language)
    assert once == found(text, published=published, language=language)
    for event in once:
        for span in (event.quote, *event.context):
            assert text[span.start : span.end] == span.text
        assert event.ends is None or event.starts is None or event.ends >= event.starts[: len(event.ends)]
