"""What somebody asks for, as one expression over tokens that each engine is given in its own words.

A word is asked for exactly and, more loosely, by its stem. Syllables of pinyin may belong together (wu han is wuhan), a run of Chinese may
be several words (武汉波尔多 is 武汉 and 波尔多): every way to cut them is asked for at once. A place that somebody knows (`Knows`) is
asked for by all its names, and what says its level beside it (ville de, province, 大区) is not required.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

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
ASKING_FRENCH = "combien comment il je nous pourquoi quand y"
ENGLISH = "an and are at by for from in is of on or the to what which with do does how i we when where who why"
EMPTY = frozenset(f"{FRENCH} {ASKING_FRENCH} {ENGLISH}".split())
EMPTY_CHARACTERS = re.compile("请问|我想|想要|了解|知道|有没有|有什么|如何|怎么|怎样|关于|我们|谁|哪些|什么|[的与和及在之了是吗]")
# What may stand beside any place, and takes nothing away where it is left out.
LEVELS_FRENCH = "region departement commune ville municipalite metropole agglomeration province prefecture district"
LEVELS_ENGLISH = "city town county department municipality metropolis"
LEVELS_CHINESE = "大区 自治区 自治州 地区 省 市 县 区 州"
LEVELS = frozenset(f"{LEVELS_FRENCH} {LEVELS_ENGLISH} {LEVELS_CHINESE}".split())
LEVEL_AFTER = re.compile(rf"(?:{'|'.join(LEVELS_CHINESE.split())})(?!长)")  # 市长 is a mayor


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
class Named:
    """A place that a query names, at characters `start` to `end`, and the ways it is written."""

    start: int
    end: int
    names: tuple[str, ...]


Knows = Callable[[str], Sequence[Named]]  # the places that a text names, in its order and apart from each other


def knows_nothing(_text: str) -> Sequence[Named]:
    return ()


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must be found: characters `start` to `end` of the query, exactly or by its stem."""

    start: int
    end: int
    exact: Expression
    loose: Expression
    word: str = ""  # of one Latin word: what may be misspelt
    is_place: bool = False
    is_optional: bool = False  # need not be found: what has it comes before what has not


@dataclass(frozen=True)
class Asked:
    """A query as it is looked for."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, text: str, knows: Knows = knows_nothing, *, is_unfinished: bool = False) -> "Asked":
        """Read what somebody typed, whatever it is. Unfinished, its last word may go on."""
        text = " ".join(text[: LONGEST_QUERY * 5].split())[:LONGEST_QUERY]
        places = knows(text)
        most = MOST_WORDS + 2 * len(places)  # each may stand in the middle of a run of Chinese
        terms = tuple(_terms(text, places, is_unfinished=is_unfinished))[:most]
        if is_unfinished and terms and terms[-1].end == len(text):
            terms = (*terms[:-1], _unfinished(terms[-1]))
        return cls(text, terms)

    @cached_property
    def required(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_optional) or self.terms

    @cached_property
    def exact(self) -> Expression:
        return all_of(term.exact for term in self.required)

    @cached_property
    def loose(self) -> Expression:
        return all_of(term.loose for term in self.required)

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


Unit = list[Word]
Stretch = tuple[Named | None, Unit]  # words that belong together, and the place they name


def _terms(text: str, places: Sequence[Named], *, is_unfinished: bool) -> Iterator[Term]:
    found = list(_stretches(text, places))
    last = found[-1] if found and is_unfinished and found[-1][1][-1].end == len(text) else None  # may be the beginning of any word
    telling = [each for each in found if each[0] or each is last or not _is_empty(each[1])]
    if last:  # "la r…" may become a name
        yield from (replace(_latin(unit, text), is_optional=True) for _, unit in found[:-1] if _is_empty(unit) and not unit[0].is_chinese)
    for at, each in enumerate(telling or found):
        around = telling[max(at - 1, 0) : at + 2]
        is_level = not each[0] and len(each[1]) == 1 and each[1][0].plain in LEVELS and any(place for place, _ in around)
        yield from (replace(term, is_optional=is_level) for term in _of_stretch(*each, text))


def _stretches(text: str, places: Sequence[Named]) -> Iterator[Stretch]:
    def place_at(word: Word) -> Named | None:
        return next((each for each in places if each.start <= word.start < each.end), None)

    for place, words in groupby(_words(text, places), place_at):
        if place:
            yield place, list(words)
        else:
            yield from ((None, _without_empty(unit)) for unit in _units(words, text))


def _words(text: str, places: Sequence[Named]) -> Iterator[Word]:
    """The words of a text; a run of Chinese ends where a place does, and where its level."""
    levels = (found.end() for each in places if (found := LEVEL_AFTER.match(text, each.end)))
    edges = sorted({*(each.start for each in places), *(each.end for each in places), *levels})
    for word in words_in(text):
        within = [edge for edge in edges if word.is_chinese and word.start < edge < word.end]
        if not within and word.plain:
            yield word
            continue
        for start, end in pairwise([word.start, *within, word.end]) if within else ():
            yield Word(start, end, word.plain[start - word.start : end - word.start], True)


def _of_stretch(place: Named | None, unit: Unit, text: str) -> Iterator[Term]:
    if place:
        yield _place(place, unit, text)
    elif unit[0].is_chinese:
        yield from _chinese(unit[0])
    else:
        yield _latin(unit, text)


def _place(place: Named, words: Unit, text: str) -> Term:
    """A place: as it was typed, or by any other of its names that says no more than another does (江苏省 is found by 江苏)."""
    typed = [_latin(unit, text) if not unit[0].is_chinese else run_of(unit[0].plain, unit[0].start) for unit in _units(words, text)]
    names = {frozenset(_spoken(name)) for name in place.names} - {frozenset()}
    shortest = sorted(sorted(name) for name in names if not any(other < name for other in names))
    exact, loose = (
        any_of([all_of(ways), *map(all_of, shortest)]) for ways in ([term.exact for term in typed], [term.loose for term in typed])
    )
    return Term(place.start, place.end, exact, loose, is_place=True)


def _spoken(name: str) -> Iterator[str]:
    for word in words_in(name):
        yield from (pairs(word.plain) or [word.plain]) if word.is_chinese else [word.plain]


def _units(words: Iterable[Word], text: str) -> Iterator[Unit]:
    """Words that may belong together: joined by a hyphen or an apostrophe, or syllables of pinyin one after the other."""
    unit: Unit = []
    for word in words:
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
