"""Which department of a host answers: rules by theme and kind, as data (departments.toml)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

OTHERWISE = "international"
BUREAUX = "CN"  # the country whose authorities have bureaux


@dataclass(frozen=True, slots=True)
class Department:
    """A department as authorities usually call it, by language; `because` is the theme or the kind that the rule goes by, if any."""

    key: str
    name: dict[str, str]
    because: str = ""


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "departments.toml").read_text(encoding="utf-8"))


def departments_for(kind: str, themes: Iterable[str], country: str) -> list[Department]:
    """Return who within a host of a country answers a request of a kind on these themes, the first in charge; each department once."""
    rules = _rules()
    ways = [(theme, rules["themes"].get(theme)) for theme in themes]
    of_kind = (kind, rules["kinds"].get(kind))
    ways = [of_kind, *ways] if kind in rules["first"]["kinds"] else [*ways, of_kind]
    ways.append(("", OTHERWISE))
    found: dict[str, Department] = {}
    for because, key in ways:
        if key:
            found.setdefault(key, Department(key, _name(key, country), because))
    return list(found.values())


def _name(key: str, country: str) -> dict[str, str]:
    rules = _rules()
    name: dict[str, str] = rules["departments"][key]
    return {**name, "zh": rules["bureaux"][key]} if country == BUREAUX else dict(name)


@cache
def _called(country: str) -> dict[str, dict[str, str]]:
    """The names of all departments of a country, by each of them."""
    names = [_name(key, country) for key in _rules()["departments"]]
    return {said: name for name in names for said in name.values()}


def names_of(department: str, country: str) -> dict[str, str]:
    """Return what a department is called in each language, from its name in one; nothing of one that somebody wrote as they call it."""
    return _called(country).get(department, {})


def department_for(kind: str, themes: Iterable[str], country: str) -> Department:
    return departments_for(kind, themes, country)[0]
