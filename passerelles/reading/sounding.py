"""French place names as sounds, one letter each, in the orders in which Chinese says them.

``A`` is "an", ``O`` "on", ``I`` "in", ``U`` "ou", ``F`` "eu", ``C`` "ch", ``N`` "gn"; ``S``, ``E``, ``L`` and ``D`` stand for the small
words between the others where Chinese turns a name round. Rough on purpose: what the rules miss, `transliteration` learns.
"""

import re
from collections.abc import Iterable, Iterator

from passerelles.reading.folding import fold

Words = tuple[str, ...]

_CONSONANT_NEXT = "(?=[^aeiouyUFN&]|$)"
_SPOKEN = [
    (re.compile(pattern, re.MULTILINE), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("sch|ch(?=[aeiouy&])", "C"),
        ("ch", "k"),
        (r"(.)\1", r"\1"),
        ("eaux?|aux$|au[dt]s?$|auld?[st]?$|au", "o"),
        ("gn", "N"),
        ("qu?", "k"),
        ("c(?=[eiy&])", "s"),
        ("c", "k"),
        ("g(?=[ei&])", "j"),
        ("gu(?=[eiy&])", "g"),
        ("y", "i"),
        ("oi", "wa"),
        ("ou", "U"),
        ("oe?u|eu", "F"),
        ("[ae]i[nm]" + _CONSONANT_NEXT, "I"),
        ("ai|ei", "e"),
        ("h", ""),
        ("x(?=.)", "ks"),
        ("[ae][nm]" + _CONSONANT_NEXT, "A"),
        ("o[nm]" + _CONSONANT_NEXT, "O"),
        ("i[nm]" + _CONSONANT_NEXT, "I"),
    )
]
_SILENT = [(re.compile("(?<=.)[sxtdzp]+$", re.MULTILINE), ""), (re.compile("(?<=..)e$", re.MULTILINE), ""), (re.compile("&"), "e")]


def sounds(words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Two spellings of each folded word: as said (final consonants silent), and as a stranger reads it (all letters sounded).

    All words go through each rule at once: 35,000 names in a tenth of a second.
    """
    unique = sorted(set(words))
    heard = read = _rewrite("".join(word + "\n" for word in unique), _SPOKEN)
    heard, read = _rewrite(heard, _SILENT), read.replace("x", "ks").replace("&", "e")
    spelled = dict(zip(unique, zip(heard.splitlines(), read.splitlines(), strict=True), strict=True))
    return spelled | {mark: (mark, mark) for mark in "SELD"}


def _rewrite(text: str, rules: list[tuple[re.Pattern[str], str]]) -> str:
    for pattern, sound in rules:
        text = pattern.sub(sound, text)
    return text


# ---- The orders in which Chinese says a name ----------------------------------------------------------------------------------

ARTICLES = {"la", "le", "les", "l"}
# A small word becomes one mark, of a kind: 河畔 and 滨海 stand for S, 地区 for E.
LINKS = dict.fromkeys(("sur", "sous"), "S") | {"en": "E"} | dict.fromkeys(("les", "lez", "pres"), "L")
LINKS |= dict.fromkeys(("de", "d", "du", "des", "au", "aux", "a"), "D")
LAST_TO_FIRST = {  # 大努瓦西: Noisy-le-Grand
    *("grand", "grande", "grands", "grandes", "petit", "petite", "petits", "petites", "vieux", "vieil", "vieille", "neuf", "neuve"),
    *("haut", "haute", "hauts", "hautes", "bas", "basse", "basses", "ville", "bourg", "nord", "sud", "est", "ouest"),
}
FIRST_TO_LAST = {"villeneuve", "chateauneuf", "neufchateau", "chateau", "fort", "ferte", "pont"}  # 阿斯克新城: Villeneuve-d'Ascq
_WORDLESS = ARTICLES | set(LINKS) | {"saint", "sainte", "et"}


def words_of(name: str) -> Words:
    """The folded words of a French name, letters only, "&" for é: "L'Haÿ-les-Roses" -> ("l", "hay", "les", "roses")."""
    return next(iter(all_words([name])))


def all_words(names: Iterable[str]) -> Iterator[Words]:
    """All names at once: a call for each would take most of the time."""
    text = "".join(name.replace("|", " ").replace("&", " ") + "|" for name in names).lower()
    for written, plain in (("œ", "oe"), ("é", "&")):
        text = text.replace(written, plain)
    return map(tuple, map(str.split, re.sub("[^a-z&|]+", " ", fold(text)).split("|")[:-1]))


def orders(words: Words) -> list[Words]:
    """The whole name, as French and then as Chinese may order it."""
    found = [words]
    if len(words) > 1:
        for place, word in enumerate(words[1:-1], 1):
            if LINKS.get(word, "D") != "D":
                found += _turned(words[:place], LINKS[word], words[place + 1 :])
        found += _adjective_first(words)
        found += _castle_last(words)
    return found


def _turned(before: Words, link: str, after: Words) -> Iterator[Words]:
    yield (*_bare(after), link, *before)
    if after[0] in ARTICLES:
        yield (*after, link, *before)


def _bare(words: Words) -> Words:
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return words


def _adjective_first(words: Words) -> Iterator[Words]:
    if words[0] in ARTICLES and words[1] in LAST_TO_FIRST and len(words) > 2:  # 小凯维伊: Le Petit-Quevilly
        yield words[1:]
    if words[-1] in LAST_TO_FIRST:
        rest = words[:-2] if words[-2] in ARTICLES and len(words) > 2 else words[:-1]
        yield (words[-1], *rest)


def _castle_last(words: Words) -> Iterator[Words]:
    head, *rest = _bare(words)
    if head not in FIRST_TO_LAST or not rest:
        return
    yield (*rest, head)
    if rest[0] in LINKS and len(rest) > 1:
        yield (*_bare(tuple(rest[1:])), head)
        yield (*_bare(tuple(rest[1:])), LINKS[rest[0]], head)


def beginnings(words: Words) -> list[Words]:
    """What is said of a long name where everybody knows the rest: 伊西 for Issy-les-Moulineaux."""
    return [words[:end] for end in range(1, len(words)) if words[end - 1] not in _WORDLESS]
