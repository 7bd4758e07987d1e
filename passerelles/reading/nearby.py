"""Words too frequent to be looked for in whole texts ("avant", "sera"): asked only near something already found.

`data/nearby/<family>.toml` holds one table a language, in the shape of the lexicon's lists.
"""

import tomllib
from functools import cache

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import DATA, Cue, Lexicon

Lists = dict[str, dict[str, list[str]]]


def near(family: str, folded: str, start: int, end: int) -> list[Cue]:
    """Return the family's cues in folded[start:end], in order; to be asked of short stretches only."""
    cues = _lexicon(family).cues(folded[start:end]).within(family, 0, end - start)
    return [Cue(cue.start + start, cue.end + start, family, cue.key) for cue in cues]


def keys_near(family: str, folded: str, start: int, end: int) -> set[str]:
    return {cue.key for cue in near(family, folded, start, end)}


@cache
def words(family: str, key: str) -> frozenset[str]:
    """Return the words of a key in all languages, folded."""
    return frozenset(fold(word) for keys in lists(family).values() for word in keys.get(key, ()))


@cache
def lists(family: str) -> Lists:
    """Return a family's lists: language, key, words."""
    return tomllib.loads((DATA / "nearby" / f"{family}.toml").read_text(encoding="utf-8"))


@cache
def _lexicon(family: str) -> Lexicon:
    return Lexicon((family, key, word) for keys in lists(family).values() for key, listed in keys.items() for word in listed)
