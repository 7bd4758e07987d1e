"""What the hand-written tables add (``passerelles/reading/data/tables``). Every row is checked against the unit it names."""

import re

from passerelles.reading.folding import fold

from . import china, france, geonames
from .unit import Unit, Units, rows, several

MARKS = {"=": "former", "@": "acronym", "+": "alias"}
REGION_ENDS = ("大区", "地区")
DEPARTEMENT_ENDS = ("省",)
LARGE = 50_000  # a bare two-character Chinese name of a smaller commune may well be a word
METROPOLITAN = [
    "大都会",
    "大都会区",
    "大都市",
    "都会区",
    "都市区",
    "大都市区",
    "城市共同体",
    "都市共同体",
    "城镇共同体",
    "市镇共同体",
    "城市联合体",
]


def add(units: Units) -> None:
    """Everything that needs no coordinates. Hand names come before GeoNames', so that they are the ones shown."""
    add_former_regions(units)
    add_regions(units)
    add_departements(units)
    add_others(units)
    add_epcis(units)
    add_communes(units)
    add_abbreviations(units)
    add_changes(units)
    china.add_exonyms(units)


def finish(units: Units) -> None:
    """What stands on everything else: 市 after French communes, métropoles in Chinese after their seat."""
    for unit in list(units.values()):
        if unit.country == "FR" and unit.level == "commune":
            finish_commune(unit)
    name_metropoles(units)


def checked(units: Units, key: str, name: str) -> Unit:
    """The unit of a row; ValueError when the table and the packages disagree."""
    unit = units.get(key)
    if unit is None or name not in (unit.name, unit.zh):
        raise ValueError(f"{key} is {unit and unit.name}, not {name}")
    return unit


def call(unit: Unit, cell: str, kind: str = "alias") -> None:
    """Latin names of a cell, "=" former, "@" acronym, "+" alias; œ and St- variants too."""
    for written in several(cell):
        name = written.lstrip("=@+")
        unit.called(MARKS.get(written[0], kind), name, *france.variants(name))


def call_chinese(unit: Unit, cell: str, generic: str, ends: tuple[str, ...], stem_kind: str) -> None:
    """Chinese names: each with its generic, and bare unless it already ends in one."""
    for name in several(cell):
        kind = "zh_short" if name.startswith("~") else stem_kind
        for written in geonames.with_separators(name.lstrip("~")):
            if written.endswith(ends):
                unit.called("zh", written)
            else:
                unit.called(kind, written)
                unit.called("zh", written + generic)
    if cell:
        unit.zh = several(cell)[0].lstrip("~")


def add_former_regions(units: Units) -> None:
    for code, name, until, successors, forms, zh in rows("regions_former"):
        unit = Unit("FR", "region", code, name, valid_until=until)
        unit.successors = [f"FR/region/{code}" for code in successors.split()]
        unit.called("official", name)
        call(unit, forms, "english")
        call_chinese(unit, zh, "大区", REGION_ENDS, "zh")
        units[unit.key] = unit


def add_regions(units: Units) -> None:
    for code, name, forms, english, zh in rows("regions"):
        unit = units.get(f"FR/region/{code}") or units[f"FR/other/{code}"]
        if unit.name != name:
            raise ValueError(f"{unit.key} is {unit.name}, not {name}")
        call(unit, forms)
        call(unit, english, "english")
        call_chinese(unit, zh, "大区", REGION_ENDS, "zh")


def add_departements(units: Units) -> None:
    for row in rows("departements"):
        code, name, zh = row[:3]
        unit = checked(units, f"FR/departement/{code}", name)
        call_chinese(unit, zh, "省", DEPARTEMENT_ENDS, "zh_short")
        unit.zh = unit.zh if unit.zh.endswith("省") else unit.zh + "省"
        call(unit, row[3] if len(row) > 3 else "", "english")


def add_others(units: Units) -> None:
    for code, name, parents, forms, zh, _note in rows("others"):
        unit = units.setdefault(f"FR/other/{code}", Unit("FR", "other", code, name, parents=parents.split()))
        unit.called("official", name)
        call(unit, forms)
        call_chinese(unit, zh, "", (), "zh")


def add_epcis(units: Units) -> None:
    for code, name, forms, zh in rows("epci"):
        unit = checked(units, f"FR/epci/{code}", name)
        call(unit, forms)
        call_chinese(unit, zh, "", (), "zh")


def add_communes(units: Units) -> None:
    for code, name, zh in rows("communes_zh"):
        call_chinese(checked(units, f"FR/commune/{code}", name), zh, "市", ("市", "镇"), "zh")
    for key, name, forms in rows("english"):
        call(checked(units, key, name), forms, "english")


def finish_commune(unit: Unit) -> None:
    """市 after each Chinese name; a bare name of two characters is kept as a word that may be another, unless the town is large."""
    for form, kinds in list(unit.forms.items()):
        if kinds[0] in ("zh", "zh_short") and not form.endswith(("市", "镇")):
            unit.called("zh", f"{form}市")
        if "zh" in kinds and len(form) == 2 and (unit.population or 0) < LARGE:
            unit.forms[form] = ["zh_short"]


def add_abbreviations(units: Units) -> None:
    by_code = {unit.code: unit for unit in units.values() if unit.country == "CN"}
    for character, code, zh, _note in rows("abbreviations"):
        checked(units, by_code[code].key, zh).called("zh_abbreviation", character)


def add_changes(units: Units) -> None:
    """Former Chinese names (with their pinyin) and codes. A code of another level is kept with its level: "prefecture/371200"."""
    by_code = {unit.code: unit for unit in units.values() if unit.country == "CN"}
    current = {unit.zh for unit in by_code.values()}
    peoples = [row[0] for row in rows("china_peoples")]
    for zh, code, level, successor, _checked, _note in rows("china_changes"):
        unit = by_code[successor]
        stem = china.stem_of(zh, peoples)
        unit.called("former", zh, *([stem] if len(stem) > 1 and zh not in current else []))
        if len(stem) > 1:
            unit.called("former", *china.splits(china.syllables_of(zh)[: len(stem)]))
        if code and code not in by_code:
            unit.former_codes.append(code if level == unit.level else f"{level}/{code}")


def name_metropoles(units: Units) -> None:
    """图尔大都会 for the métropole of Tours: the seat is the largest member, and its name is in the EPCI's."""
    seats: dict[str, Unit] = {}
    for unit in units.values():
        for parent in unit.parents[:1] if unit.level == "commune" else []:
            if (unit.population or 0) > (seats[parent].population or 0 if parent in seats else -1):
                seats[parent] = unit
    for key, seat in seats.items():
        epci = units[key]
        if epci.level == "epci" and seat.zh and re.search(rf"\b{re.escape(fold(seat.name))}\b", fold(epci.name)):
            stems = [form for form, kinds in seat.forms.items() if kinds[0] in ("zh", "zh_short") and not form.endswith(("市", "镇"))]
            for stem in stems:
                epci.called("zh", *(stem + generic for generic in METROPOLITAN))
            epci.zh = epci.zh or f"{seat.zh}城市共同体"
