"""The Chinese side's rules for a twinning, as dated data that is to be verified; what of them a text speaks of. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "data" / "approvals.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, by language; `cues` are words by which a text speaks of it."""

    key: str
    name: Mapping[str, str]
    words: Mapping[str, str]
    cues: tuple[str, ...] = ()

    def is_said(self, text: str) -> bool:
        folded = text.casefold().replace("'", "’")
        return any(cue.casefold() in folded for cue in self.cues)


_DATA: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
RULES = tuple(Rule(row["key"], row["name"], row["words"], tuple(row.get("cues", ()))) for row in _DATA["rules"])
SOURCE: Mapping[str, str] = _DATA["source"]
AS_OF: str = _DATA["as_of"]
COUNTRY: str = _DATA["country"]  # whose side's rules these are
