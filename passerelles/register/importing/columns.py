"""What the columns of a register's spreadsheet may mean, and a guess of it by their titles and by what stands in them."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from passerelles.reading.folding import fold
from passerelles.register.importing.tables import Table
from passerelles.register.naming import authority_named

Mapping = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """Something a column may hold: its name, its title on the screen and in the template, words that its titles use."""

    name: str
    title: Any
    words: re.Pattern[str]
    is_needed: bool = False


def _column(name: str, title: Any, words: str, *, needed: bool = False) -> Column:
    return Column(name, title, re.compile(words, re.IGNORECASE), needed)


_HOME = r"fran[cç]ais|french|法方|法国|(?:^|[^a-z])home|notre c"
_PARTNER = r"chinois|chinese|中方|中国|partenaire|partner|友城|合作方|jumel[ée]e? avec"
_ANYBODY = r"collectivit|authorit|ville|city|commune|r[ée]gion|territoire|organisme|城市|地方|单位"
SINCE = _column("since", _("Since"), r"depuis|since|ann[ée]e|year|date|结好|起始|开始|时间|年份|ouvert|d[ée]but|start|signature")
UNTIL = _column("until", _("Until"), r"jusqu|until|ferm[ée]|clos|^fin|终止|结束|截止|end(?:s|ed)?$|terme")
THEMES = _column("themes", _("Themes"), r"th[èe]me|th[ée]mati|domaine|field|area|领域|主题|secteur|sector")
# What is titled a remark is a note among colleagues: it is left out until somebody names the column.
DESCRIPTION = _column("description", _("Description"), r"description|pr[ée]sentation|r[ée]sum[ée]|objet|summary|about|说明|简介|介绍")
STATE = _column("state", _("State"), r"^[ée]tat|statut|status|^state|状态|actif|activ")
PROVINCE = _column("province", _("Partner's province"), r"province|省")
PERIOD = _column("period", _("Period"), r"p[ée]riode|period|期间|dates|dur[ée]e|时间")

KINDS: dict[str, tuple[Any, tuple[Column, ...]]] = {
    "partnership": (
        _("partnerships"),
        (
            _column("home", _("Home authority"), f"{_HOME}|{_ANYBODY}", needed=True),
            _column("partner", _("Partner authority"), f"{_PARTNER}|{_ANYBODY}|province|省", needed=True),
            PROVINCE,
            _column("kind", _("Kind of tie"), r"nature|type|kind|forme|类型|性质|lien|statut juridique"),
            SINCE,
            STATE,
            UNTIL,
            THEMES,
            DESCRIPTION,
        ),
    ),
    "project": (
        _("projects"),
        (
            _column("name", _("Title of the project"), r"projet|project|action|intitul|titre|title|项目|名称", needed=True),
            _column("home", _("Home authority"), f"{_HOME}|{_ANYBODY}", needed=True),
            _column("partner", _("Partner authority"), f"{_PARTNER}|{_ANYBODY}", needed=True),
            PERIOD,
            SINCE,
            UNTIL,
            THEMES,
            DESCRIPTION,
        ),
    ),
    "office": (
        _("offices"),
        (
            _column("home", _("Home authority"), f"collectivit|authorit|propri|owner|titulaire|{_HOME}|r[ée]gion|派驻", needed=True),
            _column("place", _("City of the office"), r"ville|city|lieu|place|implant|城市|地点|办事处", needed=True),
            SINCE,
            UNTIL,
            DESCRIPTION,
        ),
    ),
    "practice": (
        _("practices"),
        (
            _column("home", _("Home authority"), f"collectivit|authorit|titulaire|holder|{_HOME}|{_ANYBODY}", needed=True),
            _column(
                "name",
                _("Name of the practice or expertise"),
                r"pratique|practice|expertise|savoir|经验|做法|专长|intitul|nom",
                needed=True,
            ),
            SINCE,
            THEMES,
            DESCRIPTION,
        ),
    ),
}
_TELLING = {  # words of a sheet's title or columns that tell its kind
    "project": re.compile(r"projet|project|项目", re.IGNORECASE),
    "office": re.compile(r"bureau|office|antenne|ouvert en|办事处|代表处", re.IGNORECASE),
    "practice": re.compile(r"pratique|expertise|practice|经验|savoir-faire", re.IGNORECASE),
}
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def signature(table: Table) -> str:
    """What a table's titles are remembered by: the same titles in the same order."""
    return hashlib.sha256("\t".join(fold(title).strip() for title in table.header).encode()).hexdigest()


def guess(table: Table, home: str, partner: str) -> Mapping:
    """Return what a table is likely to hold, and what each column is likely to mean. `home`, `partner`: the countries of the group."""
    of_template = _of_template(table)
    if of_template:
        return of_template
    for kind in _likely_kinds(table):
        columns = _by_title(table, kind)
        _by_content(table, kind, columns, {"home": home, "partner": partner, "place": partner})
        needed = {column.name for column in KINDS[kind][1] if column.is_needed}
        if needed <= set(columns.values()):
            return {"kind": kind, "columns": {str(number): name for number, name in sorted(columns.items())}}
    return {"kind": "", "columns": {}}


def _of_template(table: Table) -> Mapping | None:
    """What a table with the titles of our own template holds, in whatever language that was taken."""
    found: list[Mapping] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            for kind, (_title, columns) in KINDS.items():
                titles = {str(column.title): column.name for column in columns}
                named = {str(number): titles[title] for number, title in enumerate(table.header) if title in titles}
                if {column.name for column in columns if column.is_needed} <= set(named.values()):
                    found.append({"kind": kind, "columns": named})
    return max(found, key=lambda mapping: len(mapping["columns"]), default=None)


def _likely_kinds(table: Table) -> list[str]:
    said = [kind for kind, words in _TELLING.items() if words.search(table.title) or words.search(table.header[0])]
    said += [kind for kind, words in _TELLING.items() if any(words.search(title) for title in table.header)]
    return list(dict.fromkeys([kind for kind in said if kind == "office" or words_of(table, kind)] + ["partnership"]))


def words_of(table: Table, kind: str) -> bool:
    """Whether a column is titled as what makes a kind: "Projet", not "Remarque sur le projet"."""
    return any(_TELLING[kind].match(title) for title in (table.title, *table.header))


def _by_title(table: Table, kind: str) -> dict[int, str]:
    """The surest titles first: those that name a side, then any other word of a column's list."""
    columns: dict[int, str] = {}
    for is_sure in (_names_side, None):
        for column in KINDS[kind][1]:
            if column.name not in columns.values():
                number = _titled(table, column, columns, is_sure)
                if number is not None:
                    columns[number] = column.name
    return columns


def _titled(table: Table, column: Column, taken: dict[int, str], is_sure: Callable[[Column, str], bool] | None) -> int | None:
    for number, title in enumerate(table.header):
        if number not in taken and (is_sure(column, title) if is_sure else column.words.search(title)):
            return number
    return None


def _names_side(column: Column, title: str) -> bool:
    sides = {"home": _HOME, "partner": _PARTNER}
    if column.name in sides:
        return bool(re.search(sides[column.name], title, re.IGNORECASE))
    return bool(column.words.match(title)) and not re.search(f"{_HOME}|{_PARTNER}|{_ANYBODY}", title, re.IGNORECASE)


def _by_content(table: Table, kind: str, columns: dict[int, str], countries: dict[str, str]) -> None:
    """Let what stands in the columns find a side that no title names, and swap sides that the titles had the wrong way round."""
    _drop_wrong_sides(table, columns, countries)
    for column in KINDS[kind][1]:
        if column.name in columns.values():
            continue
        free = [number for number in range(len(table.header)) if number not in columns]
        if column.name in countries:
            found = [number for number in free if share_of(table.column(number), countries[column.name]) >= 0.5]
        elif column.name == "since":
            found = [number for number in free if _are_years(table.column(number))]
        else:
            found = []
        if found:
            columns[found[0]] = column.name


def _drop_wrong_sides(table: Table, columns: dict[int, str], countries: dict[str, str]) -> None:
    others = {"home": "partner", "partner": "home"}
    for number, name in list(columns.items()):
        if name in others:
            words = table.column(number)
            if words and share_of(words, countries[name]) < share_of(words, countries[others[name]]) - 0.4:
                del columns[number]


def share_of(words: Sequence[str], country: str) -> float:
    """How many of some words name places of a country."""
    first = [part for text in words[:20] if (part := re.split(r"[,;、，；/]", text)[0].strip())]
    known = [text for text in first if authority_named(text, country=country).is_known]
    return len(known) / len(first) if first else 0.0


def _are_years(words: Sequence[str]) -> bool:
    return bool(words) and sum(bool(_YEAR.match(text)) for text in words) * 5 >= len(words) * 3
