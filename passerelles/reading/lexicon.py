"""The reader's word lists: which words point at what ("jumel*" at a twinning), found in one pass over the text.

The lists are data, `data/<language>/<family>.toml` for what any two countries need and `data/<pair>/<family>.toml` for what
is French–Chinese. A list maps a key to words; `jumel*` stands for every word that begins so; words of several blanks,
hyphens or apostrophes are found whatever separates them. Words in Latin script are found at word boundaries.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from passerelles.reading.folding import fold

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "zh", "en")
PAIRS = ("fr-cn",)
LOOKED_UP = {"ordinary", "tails", "titles"}  # families asked by `vocabulary` alone, too frequent in texts to be scanned for


Meaning = tuple[str, str]  # family and key
_Hit = tuple[int, int, str, str]  # start, end, family, key: what makes a cue


class Cue(NamedTuple):
    """Words of the text that point at something: family "ties", key "twinning"."""

    start: int
    end: int
    family: str
    key: str


class Cues:
    """All cues of one text, asked by family and stretch. A family is sorted when it is first asked for: half of them never are."""

    def __init__(self, hits: Iterable[_Hit]):
        """Take what makes cues, in any order. Within a family longer ones hide those they contain; equal stretches stay together."""
        self._hits: dict[str, set[_Hit]] = defaultdict(set)
        for hit in hits:
            self._hits[hit[2]].add(hit)
        self._families: dict[str, tuple[list[Cue], list[int]]] = {}

    def within(self, family: str, start: int, end: int) -> list[Cue]:
        """Return the family's cues that lie in text[start:end], in order."""
        found, starts = self._families.get(family) or self._sorted(family)
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        while last > first and found[last - 1].end > end:  # ends rise as starts do
            last -= 1
        return found[first:last]

    def _sorted(self, family: str) -> tuple[list[Cue], list[int]]:
        found: list[Cue] = []
        for start, end, _, key in sorted(self._hits.pop(family, ())):
            while found and found[-1].start == start and found[-1].end < end:
                found.pop()
            if not found or found[-1].end < end or found[-1].start == start:
                found.append(Cue(start, end, family, key))
        self._families[family] = found, [cue.start for cue in found]
        return self._families[family]

    def keys(self, family: str, start: int, end: int) -> set[str]:
        """Return which keys of the family are pointed at in text[start:end]."""
        return {cue.key for cue in self.within(family, start, end)}


class Lexicon:
    """Every word list, in one automaton for each kind of script."""

    def __init__(self, lists: Iterable[tuple[str, str, str]]):
        latin: dict[str, list[Meaning]] = defaultdict(list)
        chinese: dict[str, list[Meaning]] = defaultdict(list)
        for family, key, word in lists:
            folded = fold(word.removesuffix("*")).strip()
            if not folded.isascii():  # in another script, found anywhere
                chinese[folded].append((family, key))
            elif folded:  # a blank on either side of a word, on the left of a stem: the automaton itself keeps to whole words
                latin[f" {folded}" if word.endswith("*") else f" {folded} "].append((family, key))
        self._latin, self._chinese = _Automaton(latin), _Automaton(chinese)

    def cues(self, folded: str, text: str = "") -> Cues:
        """Find every cue of a text that `fold` has folded; the text itself tells where lines end, which cues may go over."""
        breaks = _Breaks(text)
        latin = (
            (breaks.at(start), breaks.at(end - 1) + 1, family, key) for start, end, family, key in self._in_latin(breaks.closed(folded))
        )
        return Cues((*(latin if breaks else self._in_latin(folded)), *self._in_chinese(folded)))

    def _in_latin(self, folded: str) -> Iterator[_Hit]:
        text = f" {_words_only(folded)} "
        for meanings, pattern, start, end in self._latin.hits(text):
            last = end - 2 if pattern[-1] == " " else text.find(" ", end) - 1
            for family, key in meanings:
                yield start, last, family, key

    def _in_chinese(self, folded: str) -> Iterator[_Hit]:
        if folded.isascii():
            return
        for meanings, _, start, end in self._chinese.hits(_SURROGATES.sub("\ufffd", folded)):
            for family, key in meanings:
                yield start, end, family, key


class _Breaks:
    """The line ends of a text with blanks around them (" \\n", "\\n   "): closed up to one blank, they part two words like any other.

    An empty line stays two blanks, which no cue goes over. Each break is looked at once, so that cost stays linear.
    """

    def __init__(self, text: str):
        found = _BREAK.finditer(text) if "\n" in text else ()
        self._spans = [match.span() for match in found if match.end() - match.start() > 1]
        lost = accumulate((end - start - 1 for start, end in self._spans), initial=0)
        self._lost = list(lost)  # before each break, and at last behind all
        self._at = [start + 1 - lost for (start, _), lost in zip(self._spans, self._lost, strict=False)]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def closed(self, folded: str) -> str:
        """Return the folded text with one blank for each break."""
        starts = (0, *(end for _, end in self._spans))
        ends = (*(start + 1 for start, _ in self._spans), len(folded))
        return "".join(folded[start:end] for start, end in zip(starts, ends, strict=True))

    def at(self, offset: int) -> int:
        """Return where in the text a character of the closed text stands."""
        return offset + self._lost[bisect_right(self._at, offset)]


class _Automaton:
    """Patterns with what they mean."""

    def __init__(self, meanings: dict[str, list[Meaning]]):
        self._patterns = sorted(meanings)
        self._meanings = [tuple(dict.fromkeys(meanings[pattern])) for pattern in self._patterns]
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    def hits(self, text: str) -> Iterator[tuple[tuple[Meaning, ...], str, int, int]]:
        for which, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._meanings[which], self._patterns[which], start, end


# Begun only where blanks begin, so that each is read once; more than eight lead to another column of a page.
_BREAK = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]{0,8}+\n[ \t\u00a0]{0,8}+(?![ \t\u00a0])")
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character, from a damaged file: the automaton reads whole ones

# Whatever is no letter or digit of a folded Latin text separates words; characters beyond ASCII become "?", one for one.
_SEPARATING = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))


def _words_only(folded: str) -> str:
    return folded.encode("ascii", "replace").translate(_SEPARATING).decode("ascii")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all languages and pairs, read once."""
    return Lexicon(entry for entry in _lists(DATA) if entry[0] not in LOOKED_UP)


@cache
def vocabulary(family: str) -> dict[str, frozenset[str]]:
    """Return one family's words, folded, with the keys each stands for: to look up a word that is already cut out."""
    keys: dict[str, set[str]] = defaultdict(set)
    for name, key, word in _lists(DATA):
        if name == family:
            keys[fold(word)].add(key)
    return {word: frozenset(found) for word, found in keys.items()}


@cache
def listed(family: str, key: str) -> frozenset[str]:
    """Return the words of one key of a family, in all languages, folded."""
    return frozenset(word for word, keys in vocabulary(family).items() if key in keys)


def _lists(directory: Path) -> Iterator[tuple[str, str, str]]:
    for folder in (*LANGUAGES, *PAIRS):
        for path in sorted((directory / folder).glob("*.toml")):
            for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
                for word in words:
                    yield path.stem, key, word
                    if "œ" in word:  # œ folds to one letter, so that offsets hold; many write two
                        yield path.stem, key, word.replace("œ", "oe")
