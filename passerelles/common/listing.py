"""Names one after the other, as a language writes them."""

from collections.abc import Iterable

from passerelles.common.words import tongue


def listed(names: Iterable[object], language: str | None = None) -> str:
    """Return names in one line: "Pau, Normandie"; "波城、诺曼底" in Chinese. Of the visitor's language by default."""
    return ("、" if tongue(language) == "zh" else ", ").join(map(str, names))


def beside(name: str, more: str, language: str | None = None) -> str:
    """Return a name with something in brackets: "Xuzhou (Jiangsu)"; "徐州（江苏）" in Chinese."""
    return f"{name}（{more}）" if tongue(language) == "zh" else f"{name} ({more})"
