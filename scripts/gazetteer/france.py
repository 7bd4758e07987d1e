"""French units: communes, EPCI, départements, régions, overseas."""

import json
import re
from pathlib import Path
from typing import Any

from .unit import Unit, Units

ARTICLE = re.compile(r"^(Le |La |Les |L'|L’)", re.I)
SAINT = re.compile(r"\b(Saint|Sainte|Saints|Saintes)\b(?=[ -])")
ABBREVIATED = {"Saint": "St", "Sainte": "Ste", "Saints": "Sts", "Saintes": "Stes"}
OTHER_TERRITORIES = {"975", "977", "978", "984", "986", "987", "988", "989"}
Row = dict[str, Any]


def load(folder: Path) -> Units:
    """Every unit of France with the names that rules give, by key."""
    data = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    units: Units = {}
    for unit in (*regions(data["regions"]), *departements(data["departements"]), *epcis(data["epci"]), *epts(data["ept"])):
        units[unit.key] = unit
    groupings = {member["code"]: f"FR/epci/{epci['code']}" for epci in data["epci"] for member in epci["membres"]}
    for row in data["communes"]:
        if row["type"] == "commune-actuelle":
            unit = commune(row, groupings)
            units[unit.key] = unit
    for row in data["communes"]:
        if row["type"] != "commune-actuelle":
            merge(row, units)
    return units


def regions(data: list[Row]) -> list[Unit]:
    found = [Unit("FR", "other" if row["code"] in OTHER_TERRITORIES else "region", row["code"], row["nom"]) for row in data]
    for unit in found:
        unit.called("official", unit.name)
        unit.called("short", ARTICLE.sub("", unit.name))
    return found


def departements(data: list[Row]) -> list[Unit]:
    found = [
        Unit("FR", "departement", row["code"], row["nom"], parents=[f"FR/region/{row['region']}"])
        for row in data
        if row["code"] not in OTHER_TERRITORIES
    ]
    for unit in found:
        unit.called("official", unit.name)
        unit.called("short", ARTICLE.sub("", unit.name))
    return found


def commune(row: Row, groupings: dict[str, str]) -> Unit:
    unit = Unit("FR", "commune", row["code"], row["nom"], population=row.get("population"))
    epci = groupings.get(row["code"])
    above = [f"FR/departement/{row['departement']}", f"FR/region/{row['region']}"]
    if row["departement"] in OTHER_TERRITORIES:
        above = [f"FR/other/{row['departement']}"]
    unit.parents = [*([epci] if epci else []), *above]
    unit.former_codes = sorted(set(row.get("anciensCodes", [])))
    unit.called("official", unit.name)
    unit.called("short", ARTICLE.sub("", unit.name))
    unit.called("alias", *variants(unit.name))
    return unit


def variants(name: str) -> list[str]:
    """St-Étienne for Saint-Étienne; œ and oe."""
    found = [SAINT.sub(lambda match: ABBREVIATED[match[1]], name)] if SAINT.search(name) else []
    found += [other for spelling in (name, *found) for other in (ligature(spelling),) if other != spelling]
    return found


def ligature(name: str) -> str:
    """The other way to write œ: Cœur for Coeur, Oeuilly for Œuilly."""
    if re.search("[œŒ]", name):
        return name.replace("œ", "oe").replace("Œ", "Oe")
    return re.sub(r"[Oo]e(?=u)", lambda match: "Œ" if match[0][0] == "O" else "œ", name)


def merge(row: Row, units: Units) -> None:
    """A delegated or associated commune, or a municipal arrondissement: a name and a code of the commune it is part of."""
    within = units.get(f"FR/commune/{row.get('chefLieu') or row.get('commune')}")
    if within is None:
        raise ValueError(f"{row['code']} {row['nom']}: no commune")
    kind = "alias" if row["type"] == "arrondissement-municipal" else "former"
    within.called(kind, row["nom"], *(variants(row["nom"]) if kind == "former" else []))
    if row["code"] not in (within.code, *within.former_codes) and f"FR/commune/{row['code']}" not in units:
        within.former_codes.append(row["code"])


KINDS = {
    "CC": ["Communauté de communes"],
    "CA": ["Communauté d'agglomération", "Agglomération", "Communauté d'agglo", "Agglo"],
    "CU": ["Communauté urbaine"],
}
LINK = re.compile(r"^(du |de la |de l'|de |des |d')", re.I)
FUSED = {"le ": "du ", "les ": "des "}


def epcis(data: list[Row]) -> list[Unit]:
    return [epci(row) for row in data]


def clean(name: str) -> str:
    """Without stray quotes and doubled blanks."""
    return " ".join(re.sub(r"''|\"", "", name).split())


def epci(row: Row) -> Unit:
    unit = Unit("FR", "epci", row["code"], clean(row["nom"]), population=row.get("populationMunicipale"))
    unit.parents = departement_of(row)
    unit.called("official", unit.name)
    prefix, _, rest = unit.name.partition(" ")
    if prefix in KINDS:
        name_community(unit, prefix, rest)
    else:
        name_metropole(unit)
    return unit


def departement_of(row: Row) -> list[str]:
    """Filled when the communes are known (see `settle_epci`)."""
    return [f"?{member['code']}" for member in row["membres"]]


def name_community(unit: Unit, prefix: str, rest: str) -> None:
    """'CA du Grand Dole' -> Grand Dole, CA du Grand Dole, Communauté d'agglomération du Grand Dole…"""
    acronym = re.search(r" ?\(([A-Z0-9]{3,})\)$", rest)
    if acronym:
        rest = rest[: acronym.start()]
        unit.called("acronym", acronym[1])
    rest = re.sub(r"\s*\([^)]*\)", "", rest)
    bare = LINK.sub("", rest)
    unit.name = f"{prefix} {rest}"
    if len(bare.split()) > 1 or "-" in bare:  # "CA de Haguenau" alone would be the commune
        unit.called("short", bare, *variants(bare))
    for title in KINDS[prefix]:
        unit.called(
            "official" if title.startswith("Comm") else "alias",
            *entitled(title, rest, bare),
            *entitled(title, ligature(rest), ligature(bare)),
        )
    unit.called("alias", f"{prefix} {bare}", f"{prefix} {ligature(rest)}")


def entitled(title: str, rest: str, bare: str) -> list[str]:
    """'Communauté de communes' + 'du Grand Dole', 'Grand Dole', 'de Grand Dole'."""
    low = bare.lower()
    fused = next((new + bare[len(old) :] for old, new in FUSED.items() if low.startswith(old)), "")
    elided = f"d'{bare}" if re.match(r"[aeiouyhéèêîœ]", low) else f"de {bare}"
    return [f"{title} {rest}", f"{title} {elided}", f"{title} {bare}", f"{title} du {bare}", *([f"{title} {fused}"] if fused else [])]


def name_metropole(unit: Unit) -> None:
    """'Bordeaux Métropole' -> Métropole de Bordeaux, Bordeaux Métropole, Communauté urbaine de Bordeaux…; Grand X is in a table."""
    city = re.sub(r"^(Eurométropole|Métropole) (Européenne )?(de |d'|du )?|[ -]Métropole.*$|\bMétropole$", "", unit.name).strip()
    link = "d'" if re.match(r"[AEIOUYÉ]", city) else "de "
    unit.called(
        "alias",
        f"Métropole {link}{city}",
        f"{city} Métropole",
        f"Métropole {city}",
        f"Eurométropole {link}{city}",
        f"Agglomération {link}{city}",
    )
    unit.called("former", f"Communauté urbaine {link}{city}", f"Communauté d'agglomération {link}{city}")


def epts(data: list[Row]) -> list[Unit]:
    """The établissements publics territoriaux of Greater Paris have a SIREN but are no EPCI with own taxation: level other."""
    found = []
    for row in data:
        unit = Unit("FR", "other", row["code"], row["nom"], population=row.get("populationMunicipale"))
        unit.parents = departement_of(row)
        unit.called("official", unit.name)
        unit.called("alias", f"Établissement public territorial {unit.name}", f"EPT {unit.name}", f"Territoire {unit.name}")
        found.append(unit)
    return found


def settle_epci(units: Units) -> None:
    """The département and région where most members are; the members' mean point where all else is missing."""
    for unit in units.values():
        members = [units[f"FR/commune/{key[1:]}"] for key in unit.parents if key.startswith("?") and f"FR/commune/{key[1:]}" in units]
        if members:
            unit.parents = mostly_within(members)
            unit.point = middle(members)
            unit.located = "mean" if unit.point else ""


def mostly_within(members: list[Unit]) -> list[str]:
    weights: dict[tuple[str, ...], int] = {}
    for member in members:
        above = tuple(key for key in member.parents if "/epci/" not in key)
        weights[above] = weights.get(above, 0) + (member.population or 0)
    heaviest = max(sorted(weights), key=weights.__getitem__)
    return list(heaviest)


def middle(members: list[Unit]) -> tuple[float, float] | None:
    """The middle of the located members, by population."""
    points = [(member.point, member.population or 1) for member in members if member.point and member.located == "exact"]
    total = sum(weight for _, weight in points)
    return (sum(p[0] * w for p, w in points) / total, sum(p[1] * w for p, w in points) / total) if points else None
