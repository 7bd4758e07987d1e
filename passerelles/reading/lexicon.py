"""The reader's word lists: which words point at what ("jumel*" at a twinning), found in one pass over the text.

The lists are data, `data/<language>/<family>.toml` for what any two countries need and `data/<pair>/<family>.toml` for what
is French–Chinese. A list maps a key to words; `jumel*` stands for every word that begins so; words of several blanks,
hyphens or apostrophes are found whatever separates them. Words in Latin script are found at word boundaries.
"""

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from passerelles.reading.folding import fold

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "zh", "en")
PAIRS = ("fr-cn",)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of the text that point at something: family "ties", key "twinning"."""

    start: int
    end: int
    family: str
    key: str


class Cues:
    """All cues of one text, asked by family and stretch."""

    def __init__(self, cues: Iterable[Cue]):
        self._families: dict[str, list[Cue]] = defaultdict(list)
        for cue in sorted(cues, key=lambda cue: (cue.start, -cue.end)):
            self._families[cue.family].append(cue)
        self._starts = {family: [cue.start for cue in found] for family, found in self._families.items()}

    def within(self, family: str, start: int, end: int) -> list[Cue]:
        """Return the family's cues that lie in text[start:end], in order."""
        found = self._families.get(family)
        if not found:
            return []
        starts = self._starts[family]
        first = bisect_left(starts, start)
        return [cue for cue in found[first : bisect_left(starts, end, first)] if cue.end <= end]

    def keys(self, family: str, start: int, end: int) -> set[str]:
        """Return which keys of the family are pointed at in text[start:end]."""
        return {cue.key for cue in self.within(family, start, end)}


class Lexicon:
    """Every word list, in one automaton. Longer words hide the shorter ones they contain, within one family."""

    def __init__(self, lists: Iterable[tuple[str, str, str]]):
        self._meanings: dict[tuple[str, bool], set[tuple[str, str]]] = defaultdict(set)
        for family, key, word in lists:
            stem = word.endswith("*")
            self._meanings[(fold(word.removesuffix("*")).strip(), stem)].add((family, key))
        self._words = sorted({word for word, _ in self._meanings if word})
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def cues(self, folded: str) -> Cues:
        """Find every cue of a text that `fold` has folded."""
        return Cues(self._longest(self._hits(folded)))

    def _hits(self, folded: str) -> Iterator[Cue]:
        for which, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            word = self._words[which]
            latin = word[0] < "\u2e80"
            if latin and start and _is_letter(folded[start - 1]):
                continue
            last = _word_end(folded, end) if latin else end
            for stem in (False, True):
                if stem or last == end:
                    for family, key in self._meanings.get((word, stem), ()):
                        yield Cue(start, last, family, key)

    @staticmethod
    def _longest(hits: Iterable[Cue]) -> Iterator[Cue]:
        by_family: dict[str, list[Cue]] = defaultdict(list)
        for cue in hits:
            by_family[cue.family].append(cue)
        for cues in by_family.values():
            reach = -1
            last: Cue | None = None
            for cue in sorted(set(cues), key=lambda cue: (cue.start, -cue.end, cue.key)):
                if cue.end > reach or (last and (cue.start, cue.end) == (last.start, last.end)):
                    reach, last = max(reach, cue.end), cue
                    yield cue


def _is_letter(character: str) -> bool:
    """Whether a folded character continues a word in Latin script."""
    return character < "\u2e80" and character.isalnum()


def _word_end(folded: str, end: int) -> int:
    while end < len(folded) and _is_letter(folded[end]):
        end += 1
    return end


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all languages and pairs, read once."""
    return Lexicon(_lists(DATA))


@cache
def vocabulary(family: str) -> dict[str, frozenset[str]]:
    """Return one family's words, folded, with the keys each stands for: to look up a word that is already cut out."""
    keys: dict[str, set[str]] = defaultdict(set)
    for name, key, word in _lists(DATA):
        if name == family:
            keys[fold(word)].add(key)
    return {word: frozenset(found) for word, found in keys.items()}


def _lists(directory: Path) -> Iterator[tuple[str, str, str]]:
    for folder in (*LANGUAGES, *PAIRS):
        for path in sorted((directory / folder).glob("*.toml")):
            for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
                for word in words:
                    yield path.stem, key, word
