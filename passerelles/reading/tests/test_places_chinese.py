"""Which places Chinese texts name: suffixes, parents, abbreviations; what is inside a longer name or a person's is none."""

import pytest

from passerelles.reading.model import PlaceMention
from passerelles.reading.tests.told import places, wrong

NAMED = [
    ("图尔市与洛阳市结为友好城市。", {"Tours 37261", "Luoyang 410300"}),
    ("蒙彼利埃和成都的交往始于1981年。", {"Montpellier 34172", "Chengdu 510100"}),
    ("武汉、波尔多、里昂三地代表出席。", {"Wuhan 420100", "Bordeaux 33063", "Lyon 69123"}),
    # French regions and départements in Chinese; one name may hold another
    ("卢瓦尔大区代表团访问山东省。", {"Pays de la Loire 52", "Shandong 370000"}),
    ("卢瓦尔省与中央-卢瓦尔河谷大区相邻。", {"Loire 42", "Centre-Val de Loire 24"}),
    ("奥弗涅-罗讷-阿尔卑斯大区与上海市合作。", {"Auvergne-Rhône-Alpes 84", "Shanghai 310000"}),
    ("奥弗涅·罗讷·阿尔卑斯大区主席来访。", {"Auvergne-Rhône-Alpes 84"}),
    ("阿尔萨斯大区与江苏省早有交往。", {"Alsace 42", "Jiangsu 320000"}),
    ("马恩河谷省与马恩省都派员参加。", {"Val-de-Marne 94", "Marne 51"}),
    ("上法兰西大区和加来海峡省签约。", {"Hauts-de-France 32", "Pas-de-Calais 62"}),
    ("法国维埃纳省与河北省交流。", {"Vienne 86", "Hebei 130000"}),
    # with its parent before it, with or without suffix
    ("北京市朝阳区派代表参加。", {"Beijing 110000", "Chaoyang 110105"}),
    ("辽宁省朝阳市派代表参加。", {"Liaoning 210000", "Chaoyang 211300"}),
    ("浙江乐清代表团抵达。", {"Zhejiang 330000", "Yueqing 330382"}),
    ("武汉市汉阳区与法国图尔市签约。", {"Wuhan 420100", "Hanyang 420105", "Tours 37261"}),
    ("四川省成都市青白江区的班列开往里昂。", {"Sichuan 510000", "Chengdu 510100", "Qingbaijiang 510113", "Lyon 69123"}),
    # named in full once, by its stem later
    ("乐清市代表团启程。乐清希望扩大出口。", {"Yueqing 330382"}),
    # a stem that is an ordinary word is a place with its suffix or its parent
    ("甘肃省合作市派代表参加。", {"Gansu 620000", "Hezuo 623001"}),
    ("伊春市友好区派代表参加。", {"Yichun 230700", "Youhao 230719"}),
    ("天津市和平区派代表参加。", {"Tianjin 120000", "Heping 120101"}),
    # two cities of one sound are two cities in characters
    ("江苏苏州和安徽宿州都有代表。", {"Jiangsu 320000", "Suzhou 320500", "Anhui 340000", "Suzhou 341300"}),
    ("陕西与山西两省", {"Shaanxi 610000", "Shanxi 140000"}),
    # abbreviations beside a word of movement
    ("法国代表团昨日抵蓉。", {"Chengdu 510100"}),
    ("他曾多次来京出席会议。", {"Beijing 110000"}),
    ("法国驻沪总领事出席。", {"Shanghai 310000"}),
    # what stands beside says that it is a place
    ("尼斯市长率团访问厦门。", {"Nice 06088", "Xiamen 350200"}),
    ("代表团前往里尔，随后赴鲁昂。", {"Lille 59350", "Rouen 76540"}),
    ("法国布雷斯特与青岛", {"Brest 29019", "Qingdao 370200"}),
    # the country in brackets
    ("布雷斯特（法国）——青岛", {"Brest 29019", "Qingdao 370200"}),
    ("第戎（法国）、美因茨（德国）同为大连的伙伴。", {"Dijon 21231", "Dalian 210200"}),
    # bodies of a place name it
    ("武汉大学与里昂医院合作。", {"Wuhan 420100", "Lyon 69123"}),
    ("宁波港与勒阿弗尔港通航。", {"Ningbo 330200", "Le Havre 76351"}),
    # French and Chinese in one line
    ("Tours（图尔）与 Luoyang（洛阳）", {"Tours 37261", "Luoyang 410300"}),
    # a name across the end of another is none: 海南 in 上海南站, 西安 in 江西安福, 南京 in 云南京剧
    ("列车从上海南站开出。", {"Shanghai 310000"}),
    ("江西安福县与广西安全部门", {"Jiangxi 360000", "Anfu 360829", "Guangxi 450000"}),
    ("云南京剧团赴法演出。", {"Yunnan 530000"}),
    # autonomous prefectures, banners, SARs
    ("延边朝鲜族自治州与香港特别行政区", {"Yanbian 222400", "Hong Kong 810000"}),
]

NOTHING = [
    # inside a longer foreign name
    "芬兰图尔库市代表团来访。",
    "诗人里尔克的作品在此展出。",
    "前南斯拉夫的电影周",
    # another country before or after
    "罗马尼亚代表团出席。",
    "布雷斯特（白俄罗斯）派队参赛。",
    "日本大阪与福冈派队参赛。",
    "英国南安普顿市长来访。",
    "西班牙瓦伦西亚的厨师到场。",
    # persons
    "让·尼斯先生作了发言。",
    "副市长李南京主持会议。",
    "书记王海南到会祝贺。",
    "主任陈四川陪同考察。",
    # ordinary words that are stems of counties
    "双方将在文化、建设等领域开展合作与交流。",
    "新华社记者报道，和平与发展是时代主题。",
    "结为友好城市，共同开发东部资源。",
    "平安夜的广场上，青年与代表们合影。",
    "双方交流理想与友谊。",
    # an abbreviation that moves nowhere
    "京剧与川菜、粤菜都受欢迎。",
    "豫剧和湘绣亮相。",
]

RIVERS = "a river's name holds an area's: 河 after a French name"
WORDS = "stems of prefectures that are ordinary words need a list like the counties'"
LONGER = "the neighbouring character is not among those that only sound"
NOT_YET = [
    ("卢瓦尔河沿岸的城堡", set()),
    ("塞纳河的水质", set()),
    ("罗讷河上的桥", set()),
    ("两地做法大同小异。", set()),
    ("大理石雕塑旁有三明治。", set()),
    ("祝各位来宾身体安康，社会长治久安。", set()),
    ("两市独自贡献方案。", set()),
    ("尼斯湖水怪的传说", set()),
    wrong("马赛克拼图与马赛曲", set(), LONGER),
    ("格拉斯哥代表团来访。", set()),
    ("新奥尔良代表团来访。", set()),
    ("他住在南京路，离北京路不远。", set()),
    wrong("列车开往珠海南部。", {"Zhuhai 440400"}, "海南 across the end of 珠海: of two equal lengths the better known wins"),
    wrong("法国雷诺汽车与武汉合作。", {"Wuhan 420100"}, "a maker of cars is no village of Corsica"),
    wrong("湘鄂两省代表出席。", {"Hunan 430000", "Hubei 420000"}, "abbreviations before 两省 and 两地"),
    wrong("川渝两地代表出席。", {"Sichuan 510000", "Chongqing 500000"}, "abbreviations before 两省 and 两地"),
]


@pytest.mark.parametrize(("text", "expected"), [*NAMED, *((text, set()) for text in NOTHING), *NOT_YET])
def test_the_places_a_chinese_text_names(text, expected, reading):
    assert places(reading(text)) == expected


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("图尔市与洛阳市", ["图尔市", "洛阳市"]),
        ("法国图尔市", ["图尔市"]),
        ("北京市朝阳区", ["北京市", "朝阳区"]),
        ("抵蓉访问", ["蓉"]),
        ("奥弗涅·罗讷·阿尔卑斯大区", ["奥弗涅·罗讷·阿尔卑斯大区"]),
    ],
)
def test_a_chinese_name_is_quoted_with_its_suffix(text, quotes, reading):
    assert [mention.quote.text for mention in reading(text).of(PlaceMention)] == quotes


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("武汉大学的学生", True),
        ("武汉第一中学的学生", True),
        ("宁波港的码头", True),
        ("武汉市与大学的合作", False),  # 与 ends the name
        ("武汉市政府", False),
    ],
)
def test_what_follows_a_name_makes_it_a_bodys(text, body, reading):
    mention = reading(text).of(PlaceMention)[0]
    assert mention.of_body is body


TITLES = [
    # 长 makes the head's title of what stands before it
    ("里昂市副市长沙瓦内女士致辞。", {"Lyon 69123"}),
    ("昂热市市长春天来访。", {"Angers 49007"}),
    ("图尔市教育局局长宁静会见了客人。", {"Tours 37261"}),
    ("省长治理有方。", set()),
    # but a suffix, a parent or another word makes it a name
    ("湖南省长沙与图尔市合作。", {"Hunan 430000", "Changsha 430100", "Tours 37261"}),
    ("上海市长宁区代表团访问图尔市。", {"Shanghai 310000", "Changning 310105", "Tours 37261"}),
    ("图尔市与长沙合作。", {"Tours 37261", "Changsha 430100"}),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_a_title_is_no_name(text, expected, reading):
    assert places(reading(text)) == expected


ABROAD = [
    ("威尼斯与苏州是友好城市。", {"Suzhou 320500"}),
    ("苏州市代表团访问了威尼斯市和巴塞罗那市。", {"Suzhou 320500"}),
    ("南京、佛罗伦萨和马尔默三市代表出席。", {"Nanjing 320100"}),
    ("尼斯与杭州签约。", {"Nice 06088", "Hangzhou 330100"}),
]


@pytest.mark.parametrize(("text", "expected"), ABROAD)
def test_a_name_inside_a_third_countrys_town_is_none(text, expected, reading):
    assert places(reading(text)) == expected
