"""What an event is called, and where it was held: in the document's words, of the right edition."""

import pytest

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.tests.test_events import found

NEWS = "Lettre d'information du réseau\n"
CHINESE_NEWS = "友城工作简讯\n"


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.load()


NAMES = [
    ("Les trente ans du jumelage seront fêtés le 4 mai 2012.", "Trente ans du jumelage"),  # with its number
    ("Il y a des séminaires sur la ville. Celui de 2012 portait sur les quartiers.", "Séminaires sur la ville"),  # not "Celui"
    ("Le colloque sur la mer a été annoncé. Il se tiendra le 3 mai 2012 devant cent personnes.", "Colloque sur la mer"),
    ("Les deux villes ont signé le 3 mai 2012 une charte.", "Deux villes ont signé"),
    ("On sait, qu'ils ont signé le 3 mai 2012 une charte.", "Ils ont signé"),  # no conjunction
    ("2011年10月12日，第六届中法市长圆桌会议在天津举行。", "第六届中法市长圆桌会议"),
    ("2015年6月3日，市长出席“魅力重庆”图片展开幕式。", "“魅力重庆”图片展"),
    ("2015年6月5日，在里昂举办了第二届法国葡萄酒文化节。", "第二届法国葡萄酒文化节"),
    ("2015年6月5日，市长会见了法国客人。", "市长会见了法国客人"),  # an act: the clause that tells it
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_calls_an_event_by_its_words(text, name):
    assert [event.name for event in found((CHINESE_NEWS if text[0].isdigit() else NEWS) + text)] == [name]


def test_calls_an_edition_by_the_series_name_where_one_word_names_it(known):
    text = (
        NEWS
        + "Les Rencontres franco-chinoises de la coopération décentralisée durent. Wuhan (2005), Bordeaux (2007) et Nankin (2010) les ont reçues."
    )
    assert {event.name for event in found(text, known)} == {"Rencontres franco-chinoises de la coopération décentralisée"}


PLACES = [
    ("Les Assises s'étaient tenues à Wuhan en 2005, à Bordeaux en 2007, à Nankin en 2010.", ["Wuhan", "Bordeaux", "Nanjing"]),
    ("Après Wuhan en 2005 puis Bordeaux en 2007, les Assises sont allées à Nankin en 2010.", ["Wuhan", "Bordeaux", "Nanjing"]),
    ("Les Assises de 2005 à Wuhan, celles de 2007 à Bordeaux", ["Wuhan", "Bordeaux"]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_each_edition_of_a_list_has_its_own_place(text, expected, known):
    assert [event.place.name if event.place else None for event in found(NEWS + text, known)] == expected


WHERE = [
    # who signs is not where it was signed
    ("Saint-Étienne et Yichang ont signé le 12 mai 2025 une lettre d'intention sur l'eau.", None),
    ("Le maire a signé le 12 mai 2025 une convention avec la ville de Yichang.", None),
    ("Angers and Yantai signed a memorandum of understanding on 3 June 2019.", None),
    ("2019年6月3日，宜昌市与圣艾蒂安市签署友好合作备忘录。", None),
    ("La province du Shandong et la région ont signé le 12 septembre 2008 une convention.", None),
    # said as a place
    ("Saint-Étienne et Yichang ont signé le 12 mai 2025 à Wuhan une lettre d'intention sur l'eau.", "Wuhan"),
    ("La convention a été signée le 12 mai 2025 en la ville de Yichang par les deux maires.", "Yichang"),
    ("La convention avec Yichang a été signée le 12 mai 2025 à la mairie de Dijon.", "Dijon"),
    ("Angers and Yantai signed a memorandum of understanding in Nantes on 3 June 2019.", "Nantes"),
    ("2019年6月3日，宜昌市与圣艾蒂安市在武汉签署友好合作备忘录。", "Wuhan"),
    # who comes, or takes part, is from elsewhere than where it is
    ("Une délégation de Qufu a été reçue à Dijon le 3 juin 2019.", "Dijon"),
    ("2023年11月17日，图卢兹市代表团抵达重庆，出席涂鸦展开幕式。", "Chongqing"),
    ("Une réunion entre la ville de Dijon et la province du Jiangsu a eu lieu le 3 juin 2019.", None),
    ("2019年6月3日，法国嘉宾访问重庆。", "Chongqing"),
]


@pytest.mark.parametrize(("text", "where"), WHERE)
def test_a_town_that_takes_part_is_no_place(text, where, known):
    said = found((CHINESE_NEWS if text[0].isdigit() else NEWS) + text, known)
    assert said and {event.place.name if event.place else None for event in said} == {where}
