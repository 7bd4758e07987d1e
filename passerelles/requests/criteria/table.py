"""The criteria as data/criteria.toml has them, in its order."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

MOST_SHARE = 1000
FILE = Path(__file__).parents[1] / "data" / "criteria.toml"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its share of the whole, what it is called and what it looks at, by language; `rules` are its own numbers."""

    key: str
    share: int
    name: Mapping[str, str]
    words: Mapping[str, str]
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """From which sum on which answer is proposed."""

    ask_hosts: int
    decline: int
    least_known: int  # per cent of the shares


def _criterion(key: str, row: dict[str, Any]) -> Criterion:
    return Criterion(key, row.pop("share"), row.pop("name"), row.pop("words"), row)


_DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
ANSWERS = Answers(**_DATA["answers"])
CRITERIA: dict[str, Criterion] = {key: _criterion(key, row) for key, row in _DATA["criteria"].items()}


def published() -> tuple[Criterion, ...]:
    """Return the criteria with the shares of the data file."""
    return tuple(CRITERIA.values())


def with_shares(shares: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """Return the criteria with a group's own shares; one it says nothing of, or nothing that is a share, keeps the published one."""
    return tuple(replace(each, share=shares[each.key]) if is_share(shares.get(each.key)) else each for each in published())


def is_share(said: Any) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST_SHARE
