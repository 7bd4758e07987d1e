"""Words in which the reader gives the reason of a doubt, in any of its languages (`data/reasons.toml`).

A doubt holds a key and values, so that whoever shows it chooses the language. A value is a word or a number; a list of them; or,
where languages name the thing differently (a weekday, a place), the words by language.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from passerelles.reading.lexicon import DATA, LANGUAGES

Plain = str | int | Mapping[str, str]
Value = Plain | Sequence[Plain]
Values = Mapping[str, Value]


def say(key: str, values: Values, language: str) -> str:
    """Return the reason `key` ("place.wrong-parent") in a language, filled in; in English where a language lacks it."""
    texts = _reasons()[key]
    tongue = language if language in texts else "en"
    return texts[tongue].format(**{name: _worded(value, tongue) for name, value in values.items()})


def in_every_language(key: str, values: Values) -> dict[str, str]:
    """Return the words `key` by language: itself a value of another reason."""
    return {language: say(key, values, language) for language in LANGUAGES}


def _worded(value: Value, language: str) -> str:
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, Mapping):
        return value.get(language) or next(iter(value.values()), "")
    return ("、" if language == "zh" else ", ").join(_worded(one, language) for one in value)


@cache
def _reasons() -> dict[str, dict[str, str]]:
    """The texts of each reason by language, under its subject's name and its own: "date.weekday"."""
    subjects = tomllib.loads((DATA / "reasons.toml").read_text(encoding="utf-8"))
    return {f"{subject}.{name}": texts for subject, named in subjects.items() for name, texts in named.items()}
