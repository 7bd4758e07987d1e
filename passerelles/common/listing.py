"""Names one after the other, as a language writes them."""

from collections.abc import Iterable
from functools import lru_cache

from passerelles.common.words import locale_of, tongue


def listed(names: Iterable[object], language: str | None = None) -> str:
    """Return names in one line: "Pau, Caen et Dunkerque"; "波城、卡昂、敦刻尔克" in Chinese. Of the visitor's language by default."""
    said = [str(name) for name in names]
    return "".join(name + between(place, len(said), language) for place, name in enumerate(said, 1))


def between(place: int, number: int, language: str | None = None) -> str:
    """Return what stands after a name of a list, by its place among so many; nothing after the last."""
    if place >= number:
        return ""
    return _between("2" if number == 2 else "end" if place == number - 1 else "middle", tongue(language))


@lru_cache(maxsize=64)
def _between(where: str, tongue: str) -> str:
    """In Chinese the last name of a list is set apart as the others are: a line of a table is no sentence."""
    return "、" if tongue == "zh" else str(locale_of(tongue).list_patterns["standard"][where]).format("", "")


def in_a_row(parts: Iterable[object], language: str | None = None) -> str:
    """Return what is told of one thing, one part after the other, no list of several: "commune, La Réunion"; nothing of what is empty."""
    return comma(language).join(filter(None, map(str, parts)))


def comma(language: str | None = None) -> str:
    return "，" if tongue(language) == "zh" else ", "


def beside(name: str, more: str, language: str | None = None) -> str:
    """Return a name with something in brackets: "Xuzhou (Jiangsu)"; "徐州（江苏）" in Chinese."""
    return f"{name}（{more}）" if tongue(language) == "zh" else f"{name} ({more})"
