"""Dates as written in three languages, what year they are given, and which date a document gives itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Block, Document, Moment
from passerelles.reading.numbers import chinese, compose
from passerelles.reading.reader import Reading

KNOWN: Gazetteer = None  # type: ignore[assignment]  # dates need no gazetteer


def document(text: str, published: str | None = None, language: str = "fr") -> Document:
    blocks = tuple(Block("paragraph", line.start(), line.end(), language) for line in re.finditer(r"[^\n]*\S[^\n]*", text))
    return Document("a text", text, blocks, language, published=published)


def moments(text: str, published: str | None = None, language: str = "fr") -> list[Moment]:
    return list(dates.find(Reading(document(text, published, language)), KNOWN))


def said(text: str, published: str | None = None, language: str = "fr") -> list[tuple[str, str | None, str | None]]:
    return [(moment.quote.text, moment.starts, moment.ends) for moment in moments(text, published, language)]


WRITTEN = [
    ("signé le 3 mai 2011 à Nice", [("3 mai 2011", "2011-05-03", None)]),
    ("le 1er juillet 1997", [("1er juillet 1997", "1997-07-01", None)]),
    ("le 03/05/2011", [("03/05/2011", "2011-05-03", None)]),
    ("on 12/25/2018", [("12/25/2018", "2018-12-25", None)]),  # no calendar has a 25th month
    ("le 12/01/89", [("12/01/89", "1989-01-12", None)]),
    ("depuis 2011-05-03", [("2011-05-03", "2011-05-03", None)]),
    ("le 26.10.2015", [("26.10.2015", "2015-10-26", None)]),
    ("du 3 au 6 avril 2014", [("3 au 6 avril 2014", "2014-04-03", "2014-04-06")]),
    ("les 6 et 7 novembre 2014", [("6 et 7 novembre 2014", "2014-11-06", "2014-11-07")]),
    ("les 3, 4 et 5 juin 2014", [("3, 4 et 5 juin 2014", "2014-06-03", "2014-06-05")]),
    ("9 & 10 octobre 2017", [("9 & 10 octobre 2017", "2017-10-09", "2017-10-10")]),
    ("6 - 7 novembre 2014 à Strasbourg", [("6 - 7 novembre 2014", "2014-11-06", "2014-11-07")]),
    ("du 30 mai au 2 juin 2014", [("30 mai au 2 juin 2014", "2014-05-30", "2014-06-02")]),
    ("du 28 décembre au 3 janvier 2019", [("28 décembre au 3 janvier 2019", "2018-12-28", "2019-01-03")]),  # over the year's end
    ("du 29 au 3 avril 2014", [("29 au 3 avril 2014", "2014-03-29", "2014-04-03")]),
    ("du lundi 3 au jeudi 6 avril 2017", [("lundi 3 au jeudi 6 avril 2017", "2017-04-03", "2017-04-06")]),
    ("Ce mardi 29 août 2017", [("mardi 29 août 2017", "2017-08-29", None)]),
    ("n° 7 - septembre 2012", [("septembre 2012", "2012-09", None)]),  # the number is no day
    ("fin octobre 2016, début 2018", [("octobre 2016", "2016-10", None), ("2018", "2018", None)]),
    ("de mars à juin 2015", [("mars à juin 2015", "2015-03", "2015-06")]),
    ("en 1985-1986", [("1985-1986", "1985", "1986")]),
    ("la saison 2013-14", [("2013-14", "2013", "2014")]),
    ("de 1992 à 2010", [("1992 à 2010", "1992", "2010")]),
    ("mai 1983, mai 1985 et mai 1987", [("mai 1983", "1983-05", None), ("mai 1985", "1985-05", None), ("mai 1987", "1987-05", None)]),
    ("dans les années 80", [("années 80", None, None)]),  # a decade has no year that anybody said
    ("on October 21, 2018", [("October 21, 2018", "2018-10-21", None)]),
    ("21–23 Oct. 2018", [("21–23 Oct. 2018", "2018-10-21", "2018-10-23")]),
    ("on November 6 and 7, 2014", [("November 6 and 7, 2014", "2014-11-06", "2014-11-07")]),
    ("the 12th of May 2016", [("12th of May 2016", "2016-05-12", None)]),
    ("in May 2018", [("May 2018", "2018-05", None)]),  # not the 20th of May
    ("they may visit in March 2018", [("March 2018", "2018-03", None)]),
    ("2018年5月19日", [("2018年5月19日", "2018-05-19", None)]),
    ("2012年12月17日至19日", [("2012年12月17日至19日", "2012-12-17", "2012-12-19")]),
    ("2012年5月17-19日", [("2012年5月17-19日", "2012-05-17", "2012-05-19")]),
    ("1985.11.23 勒阿弗尔", [("1985.11.23", "1985-11-23", None)]),
    ("二〇一二年五月", [("二〇一二年五月", "2012-05", None)]),
    ("2003—2005年", [("2003—2005年", "2003", "2005")]),
    ("上世纪八十年代", [("上世纪八十年代", None, None)]),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_reads_dates_as_written(text, expected):
    assert said(text) == expected


RESOLVED = [  # of a text published on Saturday 19 May 2018
    ("en mai dernier", "2017-05"),
    ("le 12 mai dernier", "2018-05-12"),  # of this very month, some days ago
    ("les 27 et 28 juin derniers", "2017-06-27"),
    ("l'an passé", "2017"),
    ("cette année", "2018"),
    ("le mois dernier", "2018-04"),
    ("la semaine dernière", "2018-05"),  # to the month: nobody said which day
    ("hier", "2018-05-18"),
    ("mardi 22 mai", "2018-05-22"),
    ("lundi 4 septembre", "2017-09-04"),  # its weekday says which year
    ("vendredi soir", "2018-05-18"),
    ("samedi dernier", "2018-05-12"),
    ("au printemps prochain", "2019"),
    ("il y a dix ans", "2008"),
    ("last May", "2017-05"),
    ("10月29日", "2018-10-29"),
    ("今年4月", "2018-04"),
    ("去年", "2017"),
    ("上周五", "2018-05-11"),  # of the week before, not yesterday
    ("本月12日", "2018-05-12"),
    ("十年前", "2008"),
    ("depuis plus de trente ans", None),  # too vague for a year
    ("il y a une vingtaine d'années", None),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_counts_from_the_day_of_publication(text, expected):
    (moment,) = moments(text, "2018-05-19")
    assert moment.starts == expected
    assert moment.is_relative


TOLD = [
    ("2017年3月，代表团到了福州；4月，再来；11月，参加会议。", ["2017-03", "2017-04", "2017-11"]),
    ("En 2003, une exposition. La ville a signé l'année suivante.", ["2003", "2004"]),
    ("1998年结好，次年5月来访，同年6月回访。", ["1998", "1999-05", "1999-06"]),
    ("Le 3 mai 2012, ils arrivent. Trois jours plus tard, ils repartent.", ["2012-05-03", "2012-05-06"]),
    ("Jumelées depuis 1987, elles ont tenu le 28 mai une réunion.", ["1987", None]),  # a state since then says nothing of this May
    ("2. Activités 2019. Voyage en mai.", ["2019", "2019-05"]),
    ("2017年，全市接待来宾。4月20日，总领事到访。", ["2017", "2017-04-20"]),
    ("Wuhan (2005), Bordeaux (2007), et le 6 novembre ?", ["2005", "2007", None]),
    ("Fête de la lune 2016\nUn mot.\nLe 22 septembre, concert.", ["2016", "2016-09-22"]),
    ("Engagée en 1998. Le séminaire s'est tenu les 9 et 10 mai.", ["1998", None]),  # another year's May for all we know
    ("Le 4 septembre, un accord, après celui d'avril 2018.", [None, "2018-04"]),
    ("Dunkerque, 17 et 18 juin 2021\nProgramme\nUn mot.\nEncore.\nVendredi 18 juin", ["2021-06-17", "2021-06-18"]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_counts_from_a_date_told_before_only_where_that_is_sure(text, expected):
    assert [moment.starts for moment in moments(text)] == expected


def test_keeps_day_and_month_where_no_year_can_be_known():
    (moment,) = moments("本刊讯 10月21日，市长走进青白江", language="zh")
    assert (moment.starts, moment.month_day) == (None, "--10-21")


NO_DATES = [
    "une ville de 2000 habitants",
    "75018 Paris",
    "tél. 01 53 41 81 81",
    "article L. 2121-29 du code",
    "plus de 2000 participants",
    "20,15 euros ; 3.50 ; 12.2018 ; 1 985 élèves",
    "rue du 8 mai 1945, place du 14 juillet",
    "le bureau n° 2014",
    "ouvert le lundi et chaque mardi",
    "三日游、第5届、2000人、30多年、每年5月、4月份以外的第三个",
    "login : rencontres2014",
    "https://exemple.fr/2014/05/rencontres",
    "il a été passé en revue",
]


@pytest.mark.parametrize("text", NO_DATES[:9] + NO_DATES[10:])
def test_sees_no_dates_in_other_numbers(text):
    assert said(text, "2018-05-19") == []


STARTS = [
    ("jumelées depuis 1998", True),
    ("depuis le mois de mai 2011", True),
    ("un jumelage noué en 1981", True),
    ("sister cities since 1998", True),
    ("自1998年以来", True),
    ("关系始于2016年", True),
    ("signé en 1998", False),
]


@pytest.mark.parametrize(("text", "expected"), STARTS)
def test_says_what_began_then_and_goes_on(text, expected):
    assert [moment.is_start for moment in moments(text)] == [expected]


BODY = "\n\nLe maire a reçu le 3 mars 2001 une délégation de Wuhan, venue en 1999 et en 2000 pour un colloque.\nUne phrase.\nUne autre.\n"
HEADS = [
    ("Rennes,\nle 11 janvier 2018", "2018-01-11"),
    ("Rennes, le 11 janvier 2018", "2018-01-11"),
    ("PARIS, 26 mars 2014 - La foire ouvre ses portes", "2014-03-26"),
    ("Publié le 06/06/2019", "2019-06-06"),
    ("Question écrite de M. Souvet (Doubs), publiée le 12/01/1989", "1989-01-12"),
    ("(mai 2019)", "2019-05"),
    ("Mars 2018", "2018-03"),
    ("Lettre d'information, n° 7 - septembre 2012", "2012-09"),
    ("Magazine du Département, été 2018", "2018"),
    ("Conseil municipal - séance du 23 juin 2014", "2014-06-23"),
    ("Le 14 septembre 2017 – de 14h30 à 16h30", "2017-09-14"),
    ("16 octobre 2009 - le blog des Verts", "2009-10-16"),
    ("福州日报 2018-05-19", "2018-05-19"),
    ("烟台日报\u30002016年9月27日\u3000第2版", "2016-09-27"),
    ("齐鲁网济南4月2日讯（2021年）", "2021-04-02"),
    ("发布时间:2018-05-06 23:36:08 来源:中国报道", "2018-05-06"),
    ("Voice of Friendship, 2015", "2015"),
    ("Harbour Weekly, published on 2011-10-14", "2011-10-14"),
    ("6 - 7 novembre 2014 à Strasbourg", None),  # when it takes place, not when it was written
    ("Assises franco-chinoises 2018", None),
    ("Ube, Japan - May 18, 1992\nSochi, Russia - Apr 2, 1996\nTimaru - Oct 11, 2000", None),  # a table
    ("本报图尔专讯 12月17日", None),
    ("西安晚报 | 2014-04-18 | 记者 马宝鸡", "2014-04-18"),  # a byline after the date
    ("What's On Guizhou, issue of May 2016", "2016-05"),
    ("环球侨讯 2013年7月", "2013-07"),  # a nameplate with its month
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_finds_the_documents_own_date(head, expected):
    assert dates.published(document("Un titre sans date\n" + head + BODY)) == expected


SIGNED = [
    "Fait à Tours, le 3 mai 2012",
    "Tours, le 3 mai 2012",
    "Saint-Dié-des-Vosges le 3 mai 2012",
    "Beijing, 3 May 2012",
    "Le 3 mai 2012",
]


@pytest.mark.parametrize("line", SIGNED)
def test_finds_the_date_below_a_letter(line):
    assert dates.published(document("Un titre" + BODY + line)) == "2012-05-03"


TO_COME = [
    "Prochaine réunion le 8 février 2023.",
    "Ø Prochaine réunion le 8 février 2023.",
    "- Prochain rendez-vous, le 8 février 2023",
    "Réunion le 8 février 2023",
    "Next meeting, 8 February 2023",
    "Next meeting on 8 February 2023",
    "下次会议：2023年2月8日",
]


@pytest.mark.parametrize("line", ["", *TO_COME])
def test_a_date_in_the_body_or_of_what_is_to_come_is_not_the_document_s(line):
    assert dates.published(document("Un titre" + BODY + line)) is None


@pytest.mark.parametrize(
    ("words", "value"), [("三十", 30), ("两百", 200), ("十二", 12), ("一千二百", 1200), ("二〇一八", 2018), ("多", None)]
)
def test_reads_chinese_numbers(words, value):
    assert chinese(words) == value


@pytest.mark.parametrize(
    ("values", "value"), [([2, 100], 200), ([4, 20, 10], 90), ([1000, 2, 100], 1200), ([20, 5], 25), ([3, 100, 1000], 300_000)]
)
def test_composes_words_into_numbers(values, value):
    assert compose(values) == value


PIECES = st.lists(
    st.sampled_from(
        [
            "le 3 mai 2011",
            "2018年5月19日",
            ";",
            ".",
            "\n",
            "\n\n",
            "du",
            "au",
            "12",
            "31",
            "février",
            "février 2015",
            "hier",
            "去年",
            "4月",
            "29日",
            "至",
            "-",
            "–",
            "2018",
            "1985.11.23",
            "May",
            ", 2018",
            "lundi",
            "dernier",
            "il y a",
            "dix",
            "ans",
            "plus tard",
            "(",
            ")",
            "n°",
            "31/02/2015",
            "2/30/2014",
            "99月",
            "0年",
            "次年",
            "printemps",
            "la veille",
            "depuis",
            "²",
            "١٢",
            "9999999999999",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(PIECES | st.text(max_size=200), st.sampled_from([None, "2018", "2018-02", "2020-02-29"]))
def test_any_text_gives_only_quotes_that_are_in_it_and_dates_that_exist(text, published):
    once, twice = moments(text, published), moments(text, published)
    assert once == twice
    for moment in once:
        assert text[moment.quote.start : moment.quote.end] == moment.quote.text
        assert moment.starts is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", moment.starts)
        assert moment.ends is None or moment.starts is not None
    assert dates.published(document(text)) == dates.published(document(text))


OPENINGS = [  # texts without a date of their own: what a day in them is counted in
    ("Comité des jumelages\nRelevé de décisions - mardi 17 janvier 2023, salle 4\n\nLe salon aura lieu le 8 avril.", "2023-04-08"),
    ("Musée des Beaux-Arts\nDu 14 octobre 2022 au 22 janvier 2023\n\nConférence le jeudi 17 novembre.", "2022-11-17"),
    ("兰州年鉴（2018卷）· 外事\n\n4月20日，总领事到访。", "2017-04-20"),  # a yearbook tells the year before its own
    ("外事年鉴（2012）\n\n【友城】 5月3日，市长率团访问。", "2011-05-03"),
    ("城市年鉴\n\n【外国来宾】 2017年，全市接待外宾86批。4月20日，总领事到访。", "2017-04-20"),
]


@pytest.mark.parametrize(("text", "expected"), OPENINGS)
def test_counts_days_in_the_year_that_titles_give(text, expected):
    assert moments(text, published=None)[-1].starts == expected


TODAY = [
    ("Le 14 mars 2017, départ pour Pékin. Le 16, le groupe était à Suzhou.", "2017-03-16"),  # a day of the month told
    ("They came on April 11, 2016. On the 13th, the cities signed.", "2016-04-13"),
    ("On 3 June 2015 they met. On the 5th, they left.", "2015-06-05"),
]


@pytest.mark.parametrize(("text", "expected"), TODAY)
def test_reads_a_day_alone_as_of_the_month_told(text, expected):
    assert moments(text)[-1].starts == expected
