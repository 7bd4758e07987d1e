"""The levels of authority that a word points at (`data/<pair>/levels.tsv`), asked by the finders of places and of ties.

A word says less of a place that it names ("région Bretagne", 内蒙古区) than of one that it stands for ("cette région"), so each has
its column. The words of Latin script in the first are also the keys of the lists of titles and tails: "ville" is listed under
"commune". The order of lines counts where a longer expression holds several words (两省区): the first line is taken.
"""

from functools import cache

from passerelles.reading.lexicon import DATA, PAIRS

Levels = frozenset[str]


@cache
def named() -> dict[str, Levels]:
    """Return, by title's key or Chinese suffix, the levels of a place that has the word beside its name."""
    return {word: frozenset(named.split()) for word, named, _ in _lines() if named}


def levels_of(words: str) -> Levels:
    """Return the levels of the place that "cette province" or 该市 stands for: none, for any level."""
    return next((levels for word, levels in _meant().items() if word in words), frozenset())


@cache
def _meant() -> dict[str, Levels]:
    return {word: frozenset(meant.split()) for word, _, meant in _lines() if meant}


def _lines() -> list[list[str]]:
    lines = [line for pair in PAIRS for line in (DATA / pair / "levels.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return [line.split("\t") for line in lines]
