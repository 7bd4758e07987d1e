"""What is wise to know of a gift: how much of it is declared, what is better not given. Pure; the rules are in `data/gifts.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "data" / "gifts.toml"
Words = Mapping[str, str]


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def is_declared_above(country: str, value: Decimal | None, currency: str) -> Words | None:
    """Return what a country's receivers are told of a gift of this value; nothing below its amount, or where no rule is known."""
    rule: Mapping[str, Any] | None = rules()["declared"].get(country)
    above = rule["amounts"].get(currency) if rule else None
    return rule if value is not None and above is not None and value > above else None


def better_not(what: Iterable[str], country: str) -> Iterator[Words]:
    """Return why a gift, as described, is better not given in a country."""
    text = "\n".join(what).lower()
    for each in rules()["avoided"].get(country, ()):
        if any(_names(text, sign) for sign in each["signs"]):
            yield each


def _names(text: str, sign: str) -> bool:
    """A word of letters stands alone; a Chinese character is found inside a sentence."""
    return bool(re.search(rf"\b{re.escape(sign)}\b", text)) if sign[0] < "\u2e80" else sign in text
