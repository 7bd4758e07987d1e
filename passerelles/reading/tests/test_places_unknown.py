"""Names that no gazetteer knows as written: misspelt towns, towns that only sound, Chinese towns without a code."""

import pytest

from passerelles.reading.model import PlaceMention
from passerelles.reading.tests.invariants import false_quotes
from passerelles.reading.tests.told import doubted, places, wrong

# What is called a place but is nowhere as written: the likely reading is taken, and a person is asked.
MISSPELT = [
    ("Les villes de Hangzou et Xiamen ont écrit.", {"Hangzhou 330100", "Xiamen 350200"}, "Hangzou", "Hangzhou (杭州市)"),
    ("La province du Shangdong et la ville de Wuhan", {"Shandong 370000", "Wuhan 420100"}, "Shangdong", "Shandong (山东省)"),
    ("Wuhan and Nanjin signed with Tours.", {"Wuhan 420100", "Nanjing 320100", "Tours 37261"}, "Nanjin", "Nanjing (南京市)"),
    ("Xiamen, Shengzhen et Wuhan", {"Xiamen 350200", "Shenzhen 440300", "Wuhan 420100"}, "Shengzhen", "Shenzhen (深圳市)"),
]


@pytest.mark.parametrize(("text", "expected", "words", "likely"), MISSPELT)
def test_a_misspelt_name_is_taken_as_written_and_asked_about(text, expected, words, likely, reading):
    found = reading(text)
    assert places(found) == expected
    assert list(doubted(found)) == [words]
    assert doubted(found)[words][0] == likely
    assert words in {mention.quote.text for mention in found.of(PlaceMention)}


EQUAL = [
    # one letter from three cities: asked, not chosen
    ("la ville de Guanzhou et Wuhan", {"Wuhan 420100"}, "Guanzhou", {"Quanzhou (泉州市)", "Ganzhou (赣州市)", "Guangzhou (广州市)"}),
    ("Qingdao, Yangsu et Nantes", {"Qingdao 370200", "Nantes 44109"}, "Yangsu", {"Jiangsu (江苏省)", "Taiyuan (太原市)", "Gansu (甘肃省)"}),
]


@pytest.mark.parametrize(("text", "expected", "words", "likely"), EQUAL)
def test_where_several_readings_are_equal_a_person_is_asked_and_nothing_taken(text, expected, words, likely, reading):
    found = reading(text)
    assert places(found) == expected
    assert set(doubted(found)[words]) == likely


UNTOUCHED = [
    # towns of third countries beside Chinese ones
    ("Hanoi et Wuhan se sont écrit.", {"Wuhan 420100"}),
    ("Wuhan, Bangkok et Osaka", {"Wuhan 420100"}),
    ("Seoul, Wuhan and Taipei were there.", {"Wuhan 420100"}),
    # no title, no list, no bracket: any word
    ("Le festival Shanzha ouvre à Wuhan.", {"Wuhan 420100"}),
    ("Mme Meiling accueille la délégation de Wuhan.", {"Wuhan 420100"}),
    ("Banana et Wuhan", {"Wuhan 420100"}),
    # a country's name beside a Chinese place
    ("Yantai (Shandong, Chine) a écrit.", {"Yantai 370600", "Shandong 370000"}),
    ("Yantai (Shandong, China) has written.", {"Yantai 370600", "Shandong 370000"}),
    ("Wuhan, China, has written.", {"Wuhan 420100"}),
    wrong("Mme Lihua et Wuhan se sont écrit.", {"Wuhan 420100"}, "a person's title before the word is not looked at"),
    ("La ville de Danang, au Vietnam, et Wuhan", {"Wuhan 420100"}),
]


@pytest.mark.parametrize(("text", "expected"), UNTOUCHED)
def test_words_that_are_no_misspelt_place(text, expected, reading):
    found = reading(text)
    assert (places(found), doubted(found)) == (expected, {})


MISSED = [
    wrong(
        "La province du Shangdong et la Bretagne",
        {"Shandong 370000", "Bretagne 53"},
        "nothing is looked for where no Chinese place is named",
    ),
    ("La ville de Chonqing et celle de Wuhan", {"Chongqing 500000", "Wuhan 420100"}),
    ("La province du Heilonjiang et Harbin", {"Heilongjiang 230000", "Harbin 230100"}),
    wrong("The city of Wuham and Xiamen", {"Wuhan 420100", "Xiamen 350200"}, "« ham » is no syllable: m for n"),
]


@pytest.mark.parametrize(("text", "expected"), MISSED)
def test_other_ways_to_misspell(text, expected, reading):
    assert places(reading(text)) == expected


SOUNDING = [
    # called a town, or said to be in France
    ("法国吕内维尔市与武汉市签约。", {"Lunéville 54329", "Wuhan 420100"}),
    ("法国奥丹库尔市代表团来访。", {"Audincourt 25031"}),
    ("法国东部城市埃皮纳勒", {"Épinal 88160"}),
    ("法国南部的城市阿莱斯", {"Alès 30007"}),
    # the words that go into French names: upon a river, by the sea
    ("法国滨海布洛涅市与厦门市", {"Boulogne-sur-Mer 62160", "Xiamen 350200"}),
    ("法国塞纳河畔维特里市", {"Vitry-sur-Seine 94081"}),
    # named in full once, then alone
    ("昂布瓦斯市与苏州市结好。昂布瓦斯位于法国中部。", {"Amboise 37003", "Suzhou 320500"}),
    # joined to a Chinese place
    ("法国代表团到访。吕内维尔与武汉市合作。", {"Lunéville 54329", "Wuhan 420100"}),
    # third countries, firms, mountains, persons
    ("英国曼彻斯特市与武汉市", {"Wuhan 420100"}),
    ("德国斯图加特市与南京市", {"Nanjing 320100"}),
    ("意大利都灵市与沈阳市", {"Shenyang 210100"}),
    ("法国空客公司在天津设厂。", {"Tianjin 120000"}),
    ("法国阿尔斯通集团与成都合作。", {"Chengdu 510100"}),
    ("法国阿尔卑斯山与张家口", {"Zhangjiakou 130700"}),
    ("法国总统马克龙访问北京。", {"Beijing 110000"}),
    ("法国人让·马丁与武汉市合作。", {"Wuhan 420100"}),
]


@pytest.mark.parametrize(("text", "expected"), SOUNDING)
def test_a_french_town_that_only_sounds(text, expected, reading):
    assert places(reading(text)) == expected


TOWNS = [
    ("成都市金堂县福洪镇与法国普瓦捷市", {"Chengdu 510100", "Jintang 510121", "Fuhong", "Poitiers 86194"}),
    ("代表团在周庄镇、同里镇参观。", {"Zhouzhuang", "Tongli"}),
    # the word for towns, and those who hold office in one
    ("这是一座小镇。", set()),
    ("和特色小镇合作。", set()),
    ("镇长和镇上的居民", set()),
    ("代表团到周边乡镇考察。", set()),
    ("代表团了解城镇发展。", set()),
    ("代表团与重点镇座谈。", set()),
]


@pytest.mark.parametrize(("text", "expected"), TOWNS)
def test_a_chinese_town_has_a_name_and_no_code(text, expected, reading):
    assert places(reading(text)) == expected


@pytest.mark.parametrize(
    "text",
    [*(row[0] for row in (*MISSPELT, *EQUAL)), *(getattr(row, "values", row)[0] for row in (*UNTOUCHED, *MISSED, *SOUNDING, *TOWNS))],
)
def test_every_quote_is_in_the_text(text, reading):
    assert list(false_quotes(reading(text))) == []
