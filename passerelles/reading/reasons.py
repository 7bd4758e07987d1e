"""Words in which the reader gives the reason of a doubt, in the document's language (`data/reasons.toml`)."""

import tomllib
from functools import cache

from passerelles.reading.lexicon import DATA


def reason(key: str, language: str, **values: object) -> str:
    """Return the reason `key` in a language, filled in; in English where a language lacks it."""
    texts = _reasons()[key]
    return texts.get(language, texts["en"]).format(**values)


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / "reasons.toml").read_text(encoding="utf-8"))
