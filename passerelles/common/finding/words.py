"""What a text is found by: one way to make tokens, for what is written and for what is asked, on every database.

Latin words are folded (case, accents, œ), compounds stand whole beside their parts (Xi'an: xi, an, xian), and their French and
English stems, marked with ~, stand beside them. Chinese is single characters and pairs of neighbours, traditional ones as
simplified. A facet is a token, too, so that filters run inside the engine.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from passerelles.common.finding.simplifying import SIMPLE
from passerelles.reading.folding import fold

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
COMPOUND = re.compile(rf"[^\W_{HAN}]+(?:[-'][^\W_{HAN}]+)+")  # of a text whose hyphens and apostrophes are plain
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
PLAIN_SIGNS = {ord(char): "-" for char in "\u2010\u2011\u2012\u2212\u00ad"} | {ord(char): "'" for char in "\u2018\u2019\u02bb\u02bc\u00b4`"}
LONGEST = 40  # characters of a token: more is no word
ALGORITHMS = {"fr": "french", "en": "english"}
NOT_IN_FACET = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, or a run of Chinese: characters `start` to `end`, and how it is compared."""

    start: int
    end: int
    plain: str
    is_chinese: bool


def words_in(text: str) -> Iterator[Word]:
    """Give the words of a text in their order. `fold` keeps the length, so that offsets are the text's own."""
    folded = fold(text)
    for found in WORD.finditer(folded):
        start, end = found.span()
        is_chinese = _is_han(found[0][0])
        yield Word(start, end, found[0].translate(SIMPLE) if is_chinese else plain(text[start:end]), is_chinese)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf"


@lru_cache(20_000)
def plain(word: str) -> str:
    """Return a Latin word as it is compared: lower case, no accents, œ as oe."""
    lowered = unicodedata.normalize("NFKC", word).lower()
    for ligature, letters in LIGATURES.items():
        lowered = lowered.replace(ligature, letters)
    return "".join(found[0] for found in WORD.finditer(fold(lowered)))[:LONGEST]


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(ALGORITHMS[language])


@lru_cache(50_000)
def stems(word: str, language: str = "") -> tuple[str, ...]:
    """Return a word's stems in a language, in every language that has stems where it is not known which."""
    languages = [language] if language in ALGORITHMS else list(ALGORITHMS)
    return tuple(dict.fromkeys(f"{_stemmer(each).stemWord(word)}~" for each in languages))


def pairs(run: str) -> list[str]:
    """Return the pairs of neighbours in a run of Chinese."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens_of(text: str, language: str = "") -> Iterator[str]:
    """Give the tokens that a text is found by."""
    for word in words_in(text):
        if word.is_chinese:
            yield from word.plain
            yield from pairs(word.plain)
        elif word.plain:
            yield word.plain
            yield from stems(word.plain, language)
    yield from compounds_in(text)


def compounds_in(text: str) -> Iterator[str]:
    """Give words that a hyphen or an apostrophe joins as one: xian of Xi'an, saintetienne of Saint-Étienne."""
    for found in COMPOUND.finditer(text.translate(PLAIN_SIGNS)):
        if joined := plain(re.sub("[-']", "", found[0])):
            yield joined


def facet_token(name: str, value: str) -> str:
    """Return the token that an entry under a facet has, in signs that no word of a text has."""
    return f"{name}={NOT_IN_FACET.sub('-', fold(value))}"


def line_of(tokens: Iterable[str]) -> str:
    """Return tokens as they are kept: each once, in one line."""
    return " ".join(dict.fromkeys(tokens))
