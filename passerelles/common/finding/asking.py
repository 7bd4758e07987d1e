"""What somebody asks for, as one expression over tokens that each engine is given in its own words.

A word is asked for exactly and, more loosely, by its stem. Syllables of pinyin may belong together (wu han is wuhan), a run of Chinese may
be several words (武汉波尔多 is 武汉 and 波尔多): every way to cut them is asked for at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from passerelles.common.finding.words import Word, facet_token, pairs, stems, words_in

LONGEST_QUERY = 200  # characters: the rest is not looked for
MOST_WORDS = 12
MOST_SYLLABLES = 4  # that may be one name
LONGEST_RUN = 10  # Chinese characters that are cut in every way; a longer run is looked for by its characters
INITIALS = "b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w"
FINALS = "iang|iong|uang|ang|eng|ong|ing|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|ie|iu|ia|ui|un|uo|ua|ue|ve|er|a|o|e|i|u|v"
SYLLABLE = re.compile(rf"(?:{INITIALS})?(?:{FINALS})")
# Words that carry nothing: left out where others remain.
FRENCH = "a au aux avec ces d dans de des du en et entre l la le les ou par pour qu que quel quelle quelles quels qui s sont sur un une"
ENGLISH = "an and are at by for from in is of on or the to what which with"
EMPTY = frozenset(f"{FRENCH} {ENGLISH}".split())
EMPTY_CHARACTERS = re.compile("[的与和及在之了是吗]|哪些|什么")


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any token that begins so."""

    start: str


@dataclass(frozen=True, slots=True)
class All:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    parts: "tuple[Expression, ...]"


Expression = str | Prefix | All | Any  # a string is a token


def all_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else All(found)


def any_of(parts: Iterable[Expression]) -> Expression:
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Any(found)


def before(name: str, value: str) -> Expression:
    """What is filed under an earlier value of as many digits: of "2024-11", what begins with 0 or 1, with 200 or 201, with 2020…"""
    token = facet_token(name, value)
    begun = len(facet_token(name, ""))
    smaller = ((at, digit) for at, char in enumerate(token) if at >= begun and char.isdecimal() for digit in range(int(char)))
    return any_of(Prefix(f"{token[:at]}{digit}") for at, digit in smaller)


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must be found: characters `start` to `end` of the query, exactly or by its stem."""

    start: int
    end: int
    exact: Expression
    loose: Expression
    word: str = ""  # of one Latin word: what may be misspelt


@dataclass(frozen=True)
class Asked:
    """A query as it is looked for."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, text: str, *, is_unfinished: bool = False) -> "Asked":
        """Read what somebody typed, whatever it is. Unfinished, its last word may go on."""
        text = " ".join(text[: LONGEST_QUERY * 5].split())[:LONGEST_QUERY]
        terms = tuple(_terms(text))[:MOST_WORDS]
        if is_unfinished and terms and terms[-1].end == len(text):
            terms = (*terms[:-1], _unfinished(terms[-1]))
        return cls(text, terms)

    @cached_property
    def exact(self) -> Expression:
        return all_of(term.exact for term in self.terms)

    @cached_property
    def loose(self) -> Expression:
        return all_of(term.loose for term in self.terms)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Every token that an answer may have been found by."""
        return frozenset(token for term in self.terms for each in (term.exact, term.loose) for token in tokens_in(each))


def tokens_in(expression: Expression) -> Iterator[str]:
    match expression:
        case str():
            yield expression
        case Prefix(start):
            yield start
        case All(parts) | Any(parts):
            for part in parts:
                yield from tokens_in(part)


def _terms(text: str) -> Iterator[Term]:
    units = [_without_empty(unit) for unit in _units(text)]
    telling = [unit for unit in units if not _is_empty(unit)]
    for unit in telling or [unit for unit in units if unit]:
        if unit[0].is_chinese:
            yield from _chinese(unit[0])
        else:
            yield _latin(unit, text)


def _units(text: str) -> Iterator[list[Word]]:
    """Words that may belong together: joined by a hyphen or an apostrophe, or syllables of pinyin one after the other."""
    unit: list[Word] = []
    for word in words_in(text):
        if not word.plain:
            continue
        if unit and not _belong_together(unit, word, text):
            yield unit
            unit = []
        unit.append(word)
    if unit:
        yield unit


def _belong_together(unit: list[Word], word: Word, text: str) -> bool:
    between = text[unit[-1].end : word.start]
    if word.is_chinese or unit[-1].is_chinese or len(unit) >= MOST_SYLLABLES:
        return False
    if between == " ":
        return bool(SYLLABLE.fullmatch(word.plain)) and all(SYLLABLE.fullmatch(each.plain) for each in unit)
    return between.strip() != "" and len(between) == 1 and between in "-'’‘ʼ‐‑"


def _without_empty(unit: list[Word]) -> list[Word]:
    """Syllables that follow an empty word ("de xi an") without it."""
    while len(unit) > 1 and unit[0].plain in EMPTY:
        unit = unit[1:]
    return unit


def _is_empty(unit: list[Word]) -> bool:
    return all(word.plain in EMPTY or (word.is_chinese and not EMPTY_CHARACTERS.sub("", word.plain)) for word in unit)


def _latin(unit: list[Word], text: str) -> Term:
    plain = [word.plain for word in unit]
    apart = all_of(any_of(stems(word)) for word in plain)
    one = "".join(plain)
    is_joined = any(text[left.end : right.start] != " " for left, right in pairwise(unit))
    exact = any_of(_joined(plain) if not is_joined else [all_of(plain), one])
    loose = any_of([apart, *(exact.parts if isinstance(exact, Any) else [exact])])  # a joined word has no stem of its own
    return Term(unit[0].start, unit[-1].end, exact, loose, one)


def _joined(syllables: list[str]) -> Iterator[Expression]:
    """Every way in which syllables may be one or several names: wu han, wuhan."""
    for cuts in range(2 ** (len(syllables) - 1)):
        names, held = [], syllables[0]
        for at, syllable in enumerate(syllables[1:]):
            if cuts >> at & 1:
                held += syllable
            else:
                names.append(held)
                held = syllable
        yield all_of([*names, held])


def _chinese(word: Word) -> Iterator[Term]:
    """The words of a run of Chinese; characters that carry nothing part them."""
    at = 0
    for run in EMPTY_CHARACTERS.split(word.plain) if EMPTY_CHARACTERS.sub("", word.plain) else [word.plain]:
        if run:
            start = word.start + word.plain.index(run, at)
            at = start - word.start + len(run)
            yield run_of(run, start)


def run_of(run: str, start: int) -> Term:
    """Return a run of Chinese as it is looked for: by all its pairs, or as several words."""
    return Term(start, start + len(run), all_of(pairs(run) or [run]), _cut(run))


def _cut(run: str) -> Expression:
    """Every way in which a run of Chinese may be several words: of two or three characters, for what has a longer one has those, too."""
    if len(run) > LONGEST_RUN:
        return all_of(run)
    return any_of(all_of(pair for part in parts for pair in pairs(part) or [part]) for parts in _parts(run))


def _parts(run: str) -> Iterator[tuple[str, ...]]:
    if len(run) <= 3:
        yield (run,)
    for at in (2, 3):
        if len(run) - at >= 2:
            yield from ((run[:at], *rest) for rest in _parts(run[at:]))


def _unfinished(term: Term) -> Term:
    if not term.word:
        return term
    begun = any_of([Prefix(term.word), *([term.exact] if isinstance(term.exact, Any) else [])])
    return Term(term.start, term.end, begun, begun, term.word)


Holds = Callable[[str], bool]


def holding(expression: Expression) -> Holds:
    """Return whether a line of tokens, each between blanks, answers an expression."""
    match expression:
        case str():
            return _needle(f" {expression} ")
        case Prefix(start):
            return _needle(f" {start}")
        case All(parts):
            every = [holding(part) for part in parts]
            return lambda line: all(holds(line) for holds in every)
        case Any(parts):
            some = [holding(part) for part in parts]
            return lambda line: any(holds(line) for holds in some)


def _needle(needle: str) -> Holds:
    return lambda line: needle in line


@dataclass(frozen=True, slots=True)
class Syntax:
    """How an engine writes an expression. Every token is quoted: none can be taken for an operator."""

    token: str
    prefix: str
    both: str
    either: str

    def written(self, expression: Expression) -> str:
        match expression:
            case str():
                return self.token.format(expression)
            case Prefix(start):
                return self.prefix.format(start)
            case All(parts):
                return f"({self.both.join(map(self.written, parts))})"
            case Any(parts):
                return f"({self.either.join(map(self.written, parts))})"


for_sqlite = Syntax('"{}"', '"{}"*', " AND ", " OR ").written  # FTS5's MATCH
for_postgresql = Syntax("'{}'", "'{}':*", " & ", " | ").written  # a tsquery's text: lexemes that no dictionary touches
