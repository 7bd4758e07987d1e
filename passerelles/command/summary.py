"""One line that says what was found in a document, or why it could not be read."""

from typing import Any

from passerelles.command.words import COUNTS, PUNCTUATION, counted


def summary(found: dict[str, Any], language: str = "en") -> str:
    """Return "12 places, 1 partnership, no event…" of a printed reading; a place named ten times is one place."""
    return PUNCTUATION[language]["list"].join(counted(name, _distinct(found, name), language) for name in COUNTS)


def line(found: dict[str, Any]) -> str:
    """Return the summary line of a document, or of a file that could not be read."""
    name = found["document"]
    if "error" in found:
        return f"{name}: could not be read: {found['error'].removeprefix(f'{name}: ')}"
    return f"{name}: {summary(found)}"


def _distinct(found: dict[str, Any], name: str) -> int:
    items = found.get(name) or ()
    if name == "places":
        return len({(item["country"], item["level"], item["code"], item["name"]) for item in items})
    return len(items)
