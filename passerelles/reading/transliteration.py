"""Which French places a Chinese string may transliterate: 埃斯曼 is Esmans though no table says so.

Stands beside the gazetteer and needs nothing of it: plain names in, plain names out; no Django, no network, no clock. A French name
is turned into *sounds* (see `sounding`), in the orders Chinese uses (塞纳河畔伊夫里 is "Seine, on the,
Ivry"). The learned table says which stretches of sounds each Chinese character stands for, and how often; a character it never met
falls back to its pinyin syllable, then to that syllable's initial and final. Reading a string is a walk over the beginnings of all
names, one character a step, keeping the likeliest. What was tried and measured: docs/decisions/0015-transliteration.md; origin and
licence of the table: data/TRANSLITERATION.md.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from math import fsum
from pathlib import Path

from passerelles.reading.sounding import Words, all_words, beginnings, orders, sounds

DATA = Path(__file__).parent / "data" / "transliteration.tsv"

LONGEST = 24  # Chinese tokens; more than any of GeoNames' pairs takes; a sentence passed by mistake must cost nothing
BEAM = 100  # beginnings of names kept after each token
SOUNDS_KEPT = 150  # stretches tried for each token
UNHEARD = 0.02  # a character that stands for no sound
UNWRITTEN = 0.02  # a sound that no character stands for
SOUNDS = "abcdefghijklmnoprstuvzACFINOUDELS"
SHORTENED = 0.05  # a name said in part: 伊西 for Issy-les-Moulineaux
TRUST_CHARACTER, TRUST_SYLLABLE = 8.0, 12.0  # observations after which the character (the syllable) outweighs its fallback
RARITY = 0.8  # how much a stretch that many characters share counts less: P(sound | character) / P(sound) ** RARITY
RENOWN = 0.3  # a place of 10,000 people is written about twice as often as one of 1,000
NONE, NONE_PER_TOKEN = 20.0, 4.5  # what "none of these names" weighs: fitted, see the decision


# ---- The learned table ----------------------------------------------------------------------------------------------------------

TOKEN = re.compile("河畔|地区|新城|新堡|城堡|滨海|[\u3400-\u9fff]")  # two characters that stand for one word are read as one
_GENERIC = re.compile("(?<=.)(?:市镇|市|镇)$")
_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")
Shares = Mapping[str, float]


class Table:
    """Which sounds each Chinese character stands for: read once, asked by token, never changed after that."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.counts: dict[str, Counter[str]] = {}
        self.syllables: dict[str, str] = {}
        self._simple: dict[int, int] = {}
        self._stretches: dict[str, Sequence[tuple[str, float]]] = {}
        for line in lines:
            kind, key, value = line.rstrip("\n").split("\t")
            self._take(kind, key, value)
        self._count()

    def _take(self, kind: str, key: str, value: str) -> None:
        if kind == "sounds":
            self.counts[key] = Counter({sound: float(count) for sound, count in (pair.split(":") for pair in value.split(" "))})
        elif kind == "syllable":
            self.syllables.update(dict.fromkeys(value, key))
        elif kind == "traditional":
            self._simple = str.maketrans(key, value)

    def _count(self) -> None:
        """Add up what syllables, initials, finals and sounds have in common, for the characters that were never met."""
        self._sounds: Counter[str] = Counter()
        self._by_syllable: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_initial: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_final: dict[str, Counter[str]] = defaultdict(Counter)
        for token, counts in self.counts.items():
            self._sounds.update(counts)
            if token in self.syllables:
                self._count_syllable(self.syllables[token], counts)
        self._total = sum(self._sounds.values()) or 1.0

    def _count_syllable(self, syllable: str, counts: Counter[str]) -> None:
        initial, final = _parts(syllable)
        self._by_syllable[syllable].update(counts)
        for sound, count in counts.items():
            onset = len(sound) - len(sound.lstrip("bcdfghjklmnpqrstvxzCNSELD"))
            self._by_initial[initial][sound[:onset]] += count
            self._by_final[final][sound[onset:]] += count

    def tokens(self, chinese: str) -> list[str]:
        """The Han characters (or pairs that are one word) of a string, simplified, without 市 or 镇 at the end."""
        return TOKEN.findall(_GENERIC.sub("", self.simplified(chinese)))

    def simplified(self, chinese: str) -> str:
        """The Han characters of a string, simplified; dots, hyphens and all else are left out."""
        return "".join(re.findall("[\u3400-\u9fff]", chinese.translate(self._simple)))

    def stretches(self, token: str) -> Sequence[tuple[str, float]]:
        """The stretches of sounds a token may stand for, likeliest first, with a weight: about 1 where the token says nothing of it."""
        if token not in self._stretches:
            self._stretches[token] = self._weighed(token)
        return self._stretches[token]

    def _weighed(self, token: str) -> Sequence[tuple[str, float]]:
        weighed = ((sound, share / self._common(sound)) for sound, share in self.shares(token).items() if share > 1e-5)
        best = sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:SOUNDS_KEPT]
        return (*best, ("", UNHEARD))

    def _common(self, sound: str) -> float:
        return float(((self._sounds[sound] + 1.0) / self._total) ** RARITY)

    def shares(self, token: str) -> dict[str, float]:
        """P(stretch of sounds | token)."""
        syllable = self.syllables.get(token)
        fallback = self._syllable_shares(syllable) if syllable else {}
        return _mixed(self.counts.get(token, Counter()), fallback, TRUST_CHARACTER)

    def _syllable_shares(self, syllable: str) -> Shares:
        initial, final = _parts(syllable)
        onsets, rimes = _shares(self._by_initial[initial]), _shares(self._by_final[final])
        built = {onset + rime: 0.0 for onset in onsets for rime in rimes}
        for onset, share in onsets.items():
            for rime, other in rimes.items():
                built[onset + rime] += share * other
        return _mixed(self._by_syllable[syllable], {sound: share for sound, share in built.items() if share > 1e-4}, TRUST_SYLLABLE)


def _parts(syllable: str) -> tuple[str, str]:
    """Initial and final of a toneless pinyin syllable: "zhang" -> ("zh", "ang")."""
    found = _SYLLABLE.fullmatch(syllable)
    return (found[1], found[2]) if found else ("", syllable)


def _shares(counts: Counter[str]) -> Shares:
    total = sum(counts.values())
    return {sound: count / total for sound, count in counts.items() if count >= 0.5}


def _mixed(counts: Counter[str], fallback: Shares, trust: float) -> dict[str, float]:
    """Observed shares, leaning on the fallback where there are few observations."""
    total = sum(counts.values()) + trust
    mixed = {sound: share * trust / total for sound, share in fallback.items()}
    for sound, count in counts.items():
        mixed[sound] = mixed.get(sound, 0.0) + count / total
    return mixed


@cache
def learned() -> Table:
    """The package's own table."""
    return Table(DATA.read_text(encoding="utf-8").splitlines())


def pinyin(chinese: str) -> str:
    """Return toneless pinyin, capitalised ("Fuhong"); a character the table never met is left as it is. Source: pypinyin, at build time."""
    return "".join(learned().syllables.get(character, character) for character in chinese).capitalize()


# ---- Reading a string -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Likeness:
    """A French name, as given, and how probable it is that the string means it: 0..1, summing to at most 1 over one answer.

    0.5 or more at the top means: more probably right than wrong (fitted on GeoNames' pairs, a quarter of them with the right name
    taken away; see `benchmarks/transliteration.py`).
    """

    name: str
    score: float


Ways = tuple[tuple[str, ...], tuple[str, ...]]  # how a name may be spelled in sounds: whole, in part


class _Names:
    """The names by the ways they may be said, and every beginning of these ways."""

    def __init__(self, ways: Mapping[str, Ways]) -> None:
        self.whole = _turned_over((name, spelled) for name, (spelled, _) in ways.items())
        self.partly = _turned_over((name, spelled) for name, (_, spelled) in ways.items())
        self.beginnings = {"", *chain.from_iterable(map(accumulate, self.whole))}


def _turned_over(spelled: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Names by spelling; tuples, which the garbage collector leaves alone."""
    names: dict[str, tuple[str, ...]] = {}
    for name, spellings in spelled:
        for spelling in spellings:
            names[spelling] = (*names[spelling], name) if spelling in names else (name,)
    return names


class Transliterator:
    """French names that Chinese strings may stand for. Built in about 0.3 s at the first question; then some 8 ms each."""

    def __init__(self, names: Sequence[tuple[str, int]], *, table: Table | None = None) -> None:
        """Take French names, each with a population (inhabitants; 0 where unknown); of homonyms the largest counts."""
        self._table = table
        self._population: dict[str, int] = {}
        for name, population in names:
            self._population[name] = max(population, self._population.get(name, 0))
        self._ways: Mapping[str, Ways] | None = None
        self._all: _Names | None = None

    def rank(self, chinese: str, *, limit: int = 5, among: Collection[str] | None = None) -> list[Likeness]:
        """At most ``limit`` names, likeliest first; empty where nothing sounds like it. Same question, same answer; never raises.

        ``among`` narrows to some of the names (a département's communes): rivals elsewhere no longer lower the score.
        """
        table = self._table or learned()
        tokens = table.tokens(chinese)
        if not 0 < len(tokens) <= LONGEST:
            return []
        names = self._names(among)
        weights = self._weights(_walk(table, tokens, names), names)
        return _scored(weights, len(tokens))[:limit]

    def _names(self, among: Collection[str] | None) -> _Names:
        ways = self._spelled()
        if among is not None:
            return _Names({name: ways[name] for name in sorted(set(among)) if name in ways})
        if self._all is None:
            self._all = _Names(ways)
        return self._all

    def _spelled(self) -> Mapping[str, Ways]:
        if self._ways is None:
            self._ways = ways(self._population)
        return self._ways

    def _weights(self, reached: Mapping[str, float], names: _Names) -> dict[str, float]:
        """What each name weighs: the likeliest of its ways, and its renown."""
        weights: dict[str, float] = {}
        for spelling, likelihood in reached.items():
            for said, weight in ((names.whole, 1.0), (names.partly, SHORTENED)):
                for name in said.get(spelling, ()):
                    weights[name] = max(likelihood * weight * self._renown(name), weights.get(name, 0.0))
        return weights

    def _renown(self, name: str) -> float:
        return float(((self._population[name] + 100) / 1000) ** RENOWN)


def ways(names: Collection[str]) -> dict[str, Ways]:
    """The ways each name may be said; a name without a Latin letter has none and is left out."""
    words = dict(zip(names, all_words(names), strict=True))
    spelled = sounds(chain.from_iterable(words.values()))
    return {name: _ways(some, spelled) for name, some in words.items() if some}


def _ways(words: Words, spelled: Mapping[str, tuple[str, str]]) -> Ways:
    if len(words) == 1:
        return spelled[words[0]], ()
    whole = dict.fromkeys(spelling for order in orders(words) for spelling in _spellings(order, spelled))
    partly = dict.fromkeys(spelling for order in beginnings(words) for spelling in _spellings(order, spelled))
    return tuple(whole), tuple(partly)


def _spellings(order: Words, spelled: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    heard, read = zip(*[spelled[word] for word in order], strict=True)
    return "".join(heard), "".join(read)


def _walk(table: Table, tokens: Sequence[str], names: _Names) -> dict[str, float]:
    """The beginnings of names that the whole string may say, with their likelihood."""
    reached = {"": 1.0}
    for token in tokens:
        reached = _passed_over(_likeliest(_stepped(reached, table.stretches(token), names.beginnings)), names.beginnings)
    return reached


def _stepped(reached: Mapping[str, float], stretches: Sequence[tuple[str, float]], beginnings: Collection[str]) -> dict[str, float]:
    """One token further, every way it may be said."""
    further: dict[str, float] = {}
    for beginning, likelihood in reached.items():
        for sound, weight in stretches:
            longer = beginning + sound
            if longer in beginnings:
                further[longer] = further.get(longer, 0.0) + likelihood * weight
    return further


def _likeliest(reached: dict[str, float]) -> dict[str, float]:
    if len(reached) <= BEAM:
        return reached
    return dict(sorted(reached.items(), key=lambda pair: (-pair[1], pair[0]))[:BEAM])


def _passed_over(reached: dict[str, float], beginnings: Collection[str]) -> dict[str, float]:
    """Let one sound go unwritten: Chinese drops many consonants (尔 for r is often left out)."""
    further = dict(reached)
    for beginning, likelihood in reached.items():
        for sound in SOUNDS:
            if (longer := beginning + sound) in beginnings:
                further[longer] = further.get(longer, 0.0) + likelihood * UNWRITTEN
    return further


def _scored(weights: Mapping[str, float], length: int) -> list[Likeness]:
    """Shares of the weight, against each other and against "none of these", which weighs more the longer the string."""
    total = fsum(weights.values()) + NONE * NONE_PER_TOKEN**length
    return sorted((Likeness(name, weight / total) for name, weight in weights.items()), key=lambda found: (-found.score, found.name))
