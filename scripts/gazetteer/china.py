"""Chinese units: names, stems, pinyin."""

import csv
import itertools
import re
import unicodedata
from pathlib import Path

from pypinyin import Style, load_phrases_dict, load_single_dict, pinyin

from .unit import Unit, Units, rows, several

SUFFIXES = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|(?<=神农架)林区|特区|(?<=浦东|滨海|沈北)新区|矿区|省|市|区|县|旗|盟)$")
DEVELOPMENT_ZONES = range(60, 81)  # last two digits: the statistical office's own codes; from 81 on they are cities of county level
ENDS = ("市", "区", "县", "旗", "盟", "省", "州")  # the islands of Sansha and 大柴旦行政委员会 are no units of GB/T 2260
GENERIC = {"市": "shi", "区": "qu", "县": "xian", "旗": "qi", "盟": "meng", "省": "sheng", "州": "zhou"}
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def load(folder: Path) -> Units:
    """Every unit of China with all its names, by key."""
    correct_pinyin()
    units = read_units(folder)
    add_special_regions(units)
    peoples = [row[0] for row in rows("china_peoples")]
    latin = {row[0]: row[2] for row in rows("china_latin")}
    for unit in units.values():
        name(unit, stem_of(unit.zh, peoples), latin.get(unit.code))
    return units


def correct_pinyin() -> None:
    """Give pypinyin the readings of tables/pinyin.tsv."""
    for characters, reading, _note in rows("pinyin"):
        if len(characters) == 1:
            load_single_dict({ord(characters): reading})
        else:
            load_phrases_dict({characters: [[syllable] for syllable in reading.split()]})


def read_units(folder: Path) -> Units:
    found: Units = {}
    for level, file, width in (("province", "provinces", 2), ("prefecture", "cities", 4), ("county", "areas", 6)):
        with (folder / f"{file}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if is_real(row["code"], row["name"]):
                    unit = Unit("CN", level, row["code"].ljust(6, "0"), "", zh=row["name"])
                    unit.parents = parents_of(row["code"], width, found)
                    found[unit.key] = unit
    return found


def is_real(code: str, name: str) -> bool:
    return name not in PLACEHOLDERS and name.endswith(ENDS) and not (len(code) == 6 and int(code[4:]) in DEVELOPMENT_ZONES)


def parents_of(code: str, width: int, found: Units) -> list[str]:
    """Nearest first. Counties under a municipality or under a province have no prefecture."""
    keys = [f"CN/prefecture/{code[:4]}00", f"CN/province/{code[:2]}0000"]
    return [key for key, needs in zip(keys, (6, 4), strict=True) if width >= needs and key in found]


def add_special_regions(units: Units) -> None:
    for code, zh in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        unit = Unit("CN", "province", code, "", zh=zh)
        units[unit.key] = unit


def stem_of(zh: str, peoples: list[str]) -> str:
    """黔东南苗族侗族自治州 -> 黔东南 ; 东城区 -> 东城 ; 单县 -> 单."""
    stem = SUFFIXES.sub("", zh)
    if stem != zh and ("自治" in zh or stem.endswith("族")):
        trimmed = stem.removesuffix("各族")
        while people := next((people for people in peoples if trimmed.endswith(people) and len(trimmed) > len(people) + 1), None):
            trimmed = trimmed.removesuffix(people)
        return trimmed.removesuffix("族")
    return stem if stem else zh


def syllables_of(zh: str) -> list[str]:
    """Toneless pinyin, ü kept."""
    read = pinyin(zh, style=Style.TONE)
    return [toneless(syllable[0]) for syllable in read]


def toneless(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part) or part == "\u0308"))


def joined(syllables: list[str]) -> str:
    """Xi + an -> xi'an: the apostrophe before a vowel, as the national rule has it."""
    head, *tail = syllables
    return head + "".join(f"'{syllable}" if syllable[0] in "aoe" else syllable for syllable in tail)


def splits(syllables: list[str]) -> list[str]:
    """Every way to write the syllables with or without blanks, up to four; else joined and all apart."""
    if len(syllables) > 4:
        return ["".join(syllables), " ".join(syllables), joined(syllables)]
    gaps = itertools.product(("", " "), repeat=len(syllables) - 1)
    return ["".join(itertools.chain.from_iterable(zip(syllables, (*gap, ""), strict=True))) for gap in gaps]


def name(unit: Unit, stem: str, latin: str | None) -> None:
    """Fill the display name and the forms that rules give."""
    syllables = syllables_of(unit.zh)[: len(stem)]
    if len(stem) == 1 and unit.zh != stem:
        syllables = [*syllables, *(GENERIC[mark] for mark in unit.zh[-1:] if mark in GENERIC)]
    unit.name = latin or joined(syllables).capitalize()
    unit.called("official", unit.name)
    unit.called("zh", unit.zh)
    if len(stem) > 1:
        unit.called("zh_short", stem)
    for written in splits(syllables):
        unit.called("pinyin", written, written.replace("ü", "v"))


def add_exonyms(units: Units) -> None:
    """tables/exonyms.tsv (code, zh, forms) and tables/china_exonyms.tsv (the same columns)."""
    by_code = {unit.code: unit for unit in units.values() if unit.country == "CN"}
    for table in ("exonyms", "china_exonyms"):
        for code, zh, forms in rows(table):
            if by_code[code].zh != zh:
                raise ValueError(f"{table}: {code} is {by_code[code].zh}, not {zh}")
            by_code[code].called("exonym", *several(forms))
