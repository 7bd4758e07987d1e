"""Whether two names are one person's: characters, pinyin with or without tones, the surname first or last, a title before or after.

Characters become pinyin in all their readings (单 is Dan, Shan, Chan), since a surname's is often the rarer one.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import islice, product

from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein

from passerelles.reading.folding import fold
from passerelles.requests.recognising.words import HAN, listed

READINGS = 64  # of one name; three characters rarely have more than a dozen
LONG = 7  # letters from which one wrong letter may be a mistake of typing
SPELLINGS = (("lyu", "lu"), ("lv", "lu"), ("nyu", "nu"), ("nv", "nu"))  # ü, as passports and keyboards write it
HYPHENS = re.compile(r"[-‐‑’'ʼ·]")


class Likeness(Enum):
    SAME = "same"
    SURNAME = "surname"  # one of them says no more than the surname, and it fits
    NEARLY = "nearly"  # one letter apart, or the same sound in other characters
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Head:
    """A name ready to be compared; empty where nobody was named."""

    characters: str = ""
    parts: frozenset[str] = frozenset()  # what may be the surname
    spellings: frozenset[str] = frozenset()  # of the whole name, in Latin letters; empty where only a surname was said


def head_of(written: str) -> Head:
    """Read a name as it was written: "Mme Shen Jiahe, vice-maire", "沈嘉禾副市长", "SHEN Jiahe (沈嘉禾)"."""
    characters, tokens = _characters(written), _tokens(written)
    parts, spellings = set(tokens), set(_orders(tokens))
    for syllables in _pronounced(characters):
        parts |= {syllables[0], "".join(syllables[:2])} if len(syllables) > 2 else {syllables[0]}
        spellings |= set(_orders(syllables))
    return Head(characters, frozenset(parts), frozenset(spellings))


@cache
def _around() -> re.Pattern[str]:
    titles = sorted(listed("titles_zh") | listed("unnamed_zh"), key=len, reverse=True)
    return re.compile("|".join(titles))


def _characters(written: str) -> str:
    return "".join(HAN.findall(_around().sub("", written)))[:6]


def _tokens(written: str) -> list[str]:
    """The Latin words of a name, titles left out; hyphens join: Jia-he is Jiahe."""
    found = re.findall(r"[a-z]{2,}", fold(re.sub(r"[(（].*?[a-z]{3,} .*?[)）]", "", HYPHENS.sub("", written))))
    if listed("unnamed") & set(found):
        return []
    away = {HYPHENS.sub("", title) for title in listed("titles")} | {"vicemaire", "vicepresident", "vicegouverneur", "vicemayor"}
    return [_plain(token) for token in found if token not in away][:4]


def _plain(token: str) -> str:
    for written, meant in SPELLINGS:
        token = token.replace(written, meant)
    return token


def _pronounced(characters: str) -> list[tuple[str, ...]]:
    if not characters:
        return []
    read = pinyin(characters, style=Style.NORMAL, heteronym=True, errors="ignore")
    return list(islice(product(*([_plain(one) for one in some] for some in read)), READINGS))


def _orders(parts: list[str] | tuple[str, ...]) -> list[str]:
    """The whole name, each of its parts first in turn; nothing for a surname alone."""
    return ["".join((*parts[turn:], *parts[:turn])) for turn in range(len(parts))] if len(parts) > 1 else []


def liken(one: Head, other: Head) -> Likeness:
    if not one.parts or not other.parts:
        return Likeness.UNKNOWN
    if not one.spellings or not other.spellings:
        return Likeness.SURNAME if one.parts & other.parts else Likeness.OTHER
    if one.spellings & other.spellings:
        is_written_otherwise = bool(one.characters and other.characters) and one.characters != other.characters
        return Likeness.NEARLY if is_written_otherwise else Likeness.SAME
    return Likeness.NEARLY if _is_slip(one.spellings, other.spellings) else Likeness.OTHER


def _is_slip(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two long names are one letter apart. (A few of many readings are enough: they differ little.)"""
    couples = product(sorted(some)[:8], sorted(others)[:8])
    return any(min(len(a), len(b)) >= LONG and Levenshtein.distance(a, b, score_cutoff=1) <= 1 for a, b in couples)
