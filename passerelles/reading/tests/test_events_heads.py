"""Which word of a sentence decides what an occasion is, and what is the network's own series and what only sounds like it."""

import pytest

from passerelles.reading.tests.test_events import found, said

SERIES = "rencontres/assises"
SPOKEN_OF = "Les Assises franco-chinoises de la coopération décentralisée réunissent les collectivités.\n"
SPOKEN_OF_IN_CHINESE = "中法地方政府合作高层论坛是两国地方交流的平台。\n"
NEWS = "Lettre d'information du réseau\n"
CHINESE_NEWS = "友城工作简讯\n"
ENGLISH_NEWS = "Newsletter of the network\n"

OPENED = [
    ("Le 18 septembre 2014, à l'occasion du 30e anniversaire du jumelage, une exposition de photos a été inaugurée.", "exhibition"),
    ("Le Festival des lanternes de Gaillac a ouvert ses portes le 1er décembre 2017.", "festival"),
    ("Le lancement officiel du séminaire a eu lieu le 5 mars 2018.", "seminar"),
    ("La cérémonie de clôture du forum économique s'est tenue le 5 mars 2018.", "forum"),
    ("L'institut Confucius a été inauguré le 5 mars 2018.", "other"),  # nothing else is named: the opening itself
    ("Le 5 mars 2018, le jardin a été inauguré lors du festival.", "other"),  # the festival is only when
    ("L'anniversaire du jumelage, le 5 mars 2018, fut fêté.", "other"),
    ("2018年5月19日，友城图片展启动仪式在武汉举行。", "exhibition"),
    ("2019年10月30日，庆祝两市结为友好城市30周年招待会在南京举行。", "meeting"),
    ("2014年3月27日，两市结好十周年纪念大会在巴黎举行。", "other"),
    ("The opening ceremony of the French Culture Week was held on June 4, 2018.", "festival"),
    ("A Chinese garden was unveiled in Tours on June 4, 2018.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), OPENED)
def test_what_is_opened_decides_rather_than_its_opening(text, kind):
    news = CHINESE_NEWS if text[0].isdigit() else ENGLISH_NEWS if text.startswith(("The", "A ")) else NEWS
    assert [event.kind for event in found(news + text)] == [kind]


NAMESAKES = [
    (SPOKEN_OF + "Le Forum économique de Chengdu s'est tenu le 3 mai 2016.", "forum"),
    (SPOKEN_OF + "Le 5e Forum mondial de l'eau a eu lieu en mars 2009.", "forum"),
    (SPOKEN_OF + "Les Assises de la mer se sont tenues le 3 novembre 2016.", "forum"),
    (SPOKEN_OF + "Des rencontres avec les entreprises ont eu lieu le 12 mai 2016.", "meeting"),
    (SPOKEN_OF + "Les journées du patrimoine, les 17 et 18 septembre 2016, ont attiré du monde.", "other"),
    (NEWS + "Les Assises nationales du tourisme ont eu lieu le 3 novembre 2016.", "forum"),
    (NEWS + "Les Rencontres franco-chinoises du numérique se tiendront le 3 mai 2019.", "forum"),
    (SPOKEN_OF_IN_CHINESE + "2016年5月3日，第三届世界城市论坛在该市举行。", "forum"),
    (SPOKEN_OF_IN_CHINESE + "2017年6月2日，本届推介会在里昂举行。", "forum"),
]


@pytest.mark.parametrize(("text", "kind"), NAMESAKES)
def test_a_meeting_on_another_subject_is_not_the_series(text, kind):
    assert [event.kind for event in found(text)] == [kind]


STILL_THE_SERIES = [
    SPOKEN_OF + "Le forum s'est ouvert le 3 mai 2016 devant 600 personnes.",
    SPOKEN_OF + "Les assises de fin octobre 2016 ont attiré 600 personnes.",
    SPOKEN_OF + "Les Rencontres du 3 mai 2016 ont attiré 600 personnes.",
    SPOKEN_OF_IN_CHINESE + "本届论坛将于2018年11月14日在图卢兹举行。",
    SPOKEN_OF_IN_CHINESE + "第三届高层论坛将于2018年11月14日举行。",
]


@pytest.mark.parametrize("text", STILL_THE_SERIES)
def test_the_series_is_known_by_its_bare_noun(text):
    assert [event.kind for event in found(text)] == [SERIES]


def test_gives_each_edition_of_a_list_its_date():
    text = NEWS + "Les éditions des Assises s'étaient tenues à Wuhan en 2005, à Bordeaux en 2007, à Nankin en 2010 et à Strasbourg en 2014."
    assert said(text) == [(SERIES, year, None) for year in ("2005", "2007", "2010", "2014")]


ONCE = [
    ("Foire de Lyon 2018 : Canton, ville invitée d'honneur, du 23 mars 2018 au 2 avril 2018.", "exhibition", "2018-03-23"),
    ("Le Festival international du cerf-volant 2018 a débuté le 20 avril 2018.", "festival", "2018-04-20"),
    ("Salon du thé 2012, les 3 et 4 mai 2012", "exhibition", "2012-05-03"),
]


@pytest.mark.parametrize(("text", "kind", "starts"), ONCE)
def test_the_year_in_a_name_is_no_second_date(text, kind, starts):
    assert [(event.kind, event.starts) for event in found(NEWS + text)] == [(kind, starts)]


WEEKS = [
    ("2003年9月，阿尔萨斯周在苏州举办。", ["festival"]),
    ("2016年6月5日，中法环境月开幕式在汉举行。", ["festival"]),
    ("2016年6月5日，法国风情节在青岛开幕。", ["festival"]),
    ("2016年6月5日，每周在图书馆举办的诵读照常。", ["other"]),  # every week
]


@pytest.mark.parametrize(("text", "kinds"), WEEKS)
def test_a_week_with_a_name_that_is_held_is_a_festival(text, kinds):
    assert [event.kind for event in found(CHINESE_NEWS + text)] == kinds


SIGNED = [
    ("Le 4 juin 2019, le maire a accueilli la délégation. Les deux maires ont ensuite signé une lettre.", ["visit", "signature"]),
    ("Le 4 juin 2019, le maire a accueilli la délégation. La direction est favorable à sa prolongation.", ["visit"]),
    ("2017年两校签下姊妹学校协议。", ["signature"]),  # schools: no relation of authorities began
    ("1998年两市签下友好协议。", []),
    ("1985年，两市签订友好协议，1995年续签。", ["signature"]),
    ("2009年10月，两省签署合作协议，2010年6月互设办事处。", ["signature"]),  # Chinese says the date first
]


@pytest.mark.parametrize(("text", "kinds"), SIGNED)
def test_knows_what_was_signed_and_when(text, kinds):
    assert [event.kind for event in found((CHINESE_NEWS if text[0].isdigit() else NEWS) + text)] == kinds


FALSE_FRIENDS = [
    "Le Conseil général a versé 3 000 euros le 3 février 2006.",
    "Loto du comité de jumelage, samedi 21 novembre 1998.",
    "Le bureau de représentation compte dix personnes en 2010.",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_bodies_and_offices_are_no_occasions(text):
    assert not {"meeting", "festival"} & {event.kind for event in found(NEWS + text)}


VAGUE = [
    "Le conseil a voté le 3 mai 2016. La foire, l'an prochain peut-être, changera de lieu.",
    "Le conseil a voté le 3 mai 2016. Les concerts, l'an dernier, avaient attiré du monde.",
    "Le conseil a voté le 3 mai 2016. Un atelier est prévu l'an prochain.",
]


@pytest.mark.parametrize("text", VAGUE)
def test_a_year_that_is_only_last_or_next_dates_no_occasion(text):
    assert not {"festival", "exhibition", "seminar"} & {event.kind for event in found(NEWS + text, published="2016-06-01")}


PEOPLE = [
    ("Partis le 20 octobre 2012, vingt-deux élèves du lycée sont rentrés dimanche avec leurs professeurs.", "visit"),
    ("Le 8 avril 2019, nos hôtes ont dormi chez les familles du quartier de la gare.", "visit"),
    ("2017年4月3日，客人们在老城里走了一个上午，买了毛笔和宣纸。", "visit"),
    ("Le 8 avril 2019, trois espoirs ont battu la Garde du Vœu devant 1 400 personnes.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), PEOPLE)
def test_a_day_told_of_a_group_of_people_is_of_their_visit(text, kind):
    assert [event.kind for event in found((CHINESE_NEWS if text[0].isdigit() else NEWS) + text)] == [kind]


AGENDA = (
    "Agenda\n12 mars 2019 : réunion du groupe-pays, Paris\n15-16 mai 2019 : Forum des maires, Dijon\n6 juin 2019 : date limite des dossiers"
)


def test_an_agenda_begins_with_its_first_line_and_holds_no_deadline():
    assert [(event.kind, event.starts) for event in found(AGENDA)] == [("meeting", "2019-03-12"), ("forum", "2019-05-15")]


OBJECTS = [
    ("Le maire, en déplacement à Hangzhou, a inauguré le 13 mai 2014 une exposition sur le carnaval.", "exhibition"),
    ("La Ville a lancé le 13 mai 2014 un festival de cinéma qui durera trois jours.", "festival"),
    ("Le Département a ouvert le 13 mai 2014 un séminaire sur l'eau à Nankin.", "seminar"),
    ("Le maire a inauguré le 13 mai 2014 la place, où se tiendra un jour un festival.", "other"),  # too far to be the object
]


@pytest.mark.parametrize(("text", "kind"), OBJECTS)
def test_a_date_may_stand_between_an_opening_and_its_object(text, kind):
    assert kind in [event.kind for event in found(NEWS + text) if event.kind != "visit"]


TOLD = [
    "Une centaine de chefs d'entreprise ont participé au forum économique franco-chinois de Lille, le 9 octobre 2013.",
    "Les élus des deux villes et leurs invités se sont retrouvés au forum économique de Nantes, le 9 octobre 2013.",
    "Plus de deux cents personnes de tous les pays d'Europe ont suivi le forum d'affaires de Lyon, le 9 octobre 2013.",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_full_sentence_is_no_dateline(text):
    assert [(event.kind, event.starts) for event in found(text)] == [("forum", "2013-10-09")]


def test_a_dateline_still_is_one():
    text = "PARIS, 26 mars 2014 - Plus de cinquante contrats et accords seront conclus pendant le séjour du président dans notre pays."
    assert "2014-03-26" not in [event.starts for event in found(text)]
