"""What is wise to know of a gift: how much of it is declared, what is better not given. Pure; the rules are in `data/gifts.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "data" / "gifts.toml"
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Threshold:
    """From what value on a gift is declared by who receives it."""

    amount: Decimal
    currency: str
    words: Words


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def threshold(country: str) -> Threshold | None:
    """Return the rule of a country's receivers; none where none is known."""
    said = rules()["declared"].get(country)
    return Threshold(Decimal(said["amount"]), said["currency"], said) if said else None


def is_declared_above(country: str, value: Decimal | None, currency: str) -> Words | None:
    """Return the rule that a gift passes; of a value in another currency, too, which a person then compares."""
    rule = threshold(country)
    if rule is None or value is None or (currency == rule.currency and value <= rule.amount):
        return None
    return rule.words


def better_not(what: Iterable[str], country: str) -> Iterator[Words]:
    """Return why a gift, as described, is better not given in a country."""
    text = "\n".join(what).lower()
    for each in rules()["avoided"].get(country, ()):
        if any(_names(text, sign) for sign in each["signs"]):
            yield each


def _names(text: str, sign: str) -> bool:
    """A word of letters stands alone; a Chinese character is found inside a sentence."""
    return bool(re.search(rf"\b{re.escape(sign)}\b", text)) if sign[0] < "\u2e80" else sign in text
