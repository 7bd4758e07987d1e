"""Numbers in each language's way: "1 234" in French, "1,234" in English and Chinese."""

from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from passerelles.common.words import locale_of, tongue


def said_number(number: int, lang: str | None = None) -> str:
    return _said(number, tongue(lang))


@lru_cache(maxsize=4096)
def _said(number: int, tongue: str) -> str:
    """The same few numbers stand on many pages, and saying them is not quick."""
    return str(format_decimal(number, locale=locale_of(tongue)))


def signed(number: float, digits: int | None = None, lang: str | None = None) -> str:
    """Return a number with its sign, a minus as typographers set it: "+3.5", "−0,75". `digits`: how many after the point, always."""
    pattern = "#,##0.##" if digits is None else f"#,##0.{'0' * digits}".rstrip(".")
    return ("+" if number >= 0 else "−") + str(format_decimal(abs(number), pattern, locale=locale_of(lang)))


def said_share(part: int, whole: int, lang: str | None = None) -> str:
    """Return a share in whole percents; of nothing, nothing."""
    return str(format_percent(part / whole, locale=locale_of(lang))) if whole else ""
