"""What a host looks at before it receives: sensitive sites and devices. Pure; the items are in `data/precautions.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ITEMS = Path(__file__).parent / "data" / "precautions.toml"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: its lasting name, "sites" or "devices", its words by language."""

    name: str
    kind: str
    words: Mapping[str, str]


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """Return all there is to look at, in order."""
    said = tomllib.loads(ITEMS.read_text(encoding="utf-8"))["items"]
    return tuple(Item(each.pop("name"), each.pop("kind"), each) for each in said)
