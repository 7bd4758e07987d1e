"""What announces a secret: labels from the word lists (`data/nearby/secrets.toml`), found however they are written."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import Cue, Cues, Lexicon
from passerelles.reading.nearby import lists

FAMILY = "secrets"
_LABELS = frozenset({"password", "pin", "user", "account", "pair", "code", "network"})
_NO_SECRETS = frozenset({"absent", "filler"})
NEAR = 120  # characters within which a label that is weak alone needs a strong one
_KEY_STARTS = ("sk-*", "sk_live*", "ghp*", "github_pat*", "glpat*", "xox*", "akia*", "aiza*", "eyj*", "bearer")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060\ufeff\u0300-\u036f]+")
_NOISE = re.compile(rf"({_UNSEEN.pattern}|(?<=\s)\s+)")  # does not part a label's words
_BLANKS = re.compile(r"\s(\s+)")  # the same, far faster, where all is seen
# Letters that look Latin and are Greek or Cyrillic, beside which a label is read twice.
_FOREIGN = re.compile("[\u0251\u0261\u0370-\u052f]")
_ALIKE = str.maketrans(
    "аеорсхуіјѕһԁԝԛкмтАВЕНІЈКМОРСТХУЅԌԜαορνικτυɑɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxyijshdwqkmtABEHIJKMOPCTXYSGWaopviktuagABEZHIKMNOPTYX",
)


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """Characters to hide; `label` is where the words that announce them begin."""

    start: int
    end: int
    label: int
    key: str = "password"


def labels_in(text: str) -> Cues:
    """Find labels, also where letters of another alphabet make "раssword"."""
    if not _FOREIGN.search(text):
        return _cues_as_written(text)
    both = (_cues_as_written(text), _cues_as_written(text.translate(_ALIKE)))
    return Cues(cue for cues in both for family in (FAMILY, "keys") for cue in cues.within(family, 0, len(text)))


def _cues_as_written(text: str) -> Cues:
    """Find labels also where blanks are doubled, or characters that nobody sees stand in a word."""
    pieces: list[str] = []
    starts: list[int] = []  # of the pieces, in what is left of the text
    gone: list[int] = []  # characters left out before each piece
    at = length = 0
    for noise in (_NOISE if _UNSEEN.search(text) else _BLANKS).finditer(text):
        start, end = noise.span(1)
        if at < start:
            starts.append(length)
            gone.append(at - length)
            pieces.append(text[at:start])
            length += start - at
        at = end
    if not at:
        return _labels().cues(fold(text))
    starts.append(length)
    gone.append(at - length)
    cues = _labels().cues(fold("".join((*pieces, text[at:]))))
    return Cues(
        Cue(cue.start + gone[bisect_right(starts, cue.start) - 1], cue.end + gone[bisect_right(starts, cue.end - 1) - 1], family, cue.key)
        for family in (FAMILY, "keys")
        for cue in cues.within(family, 0, len(text))
    )


@cache
def _labels() -> Lexicon:
    """Only the labels: this runs before the document is read, and most documents have none."""
    return Lexicon([*_words(_LABELS), *(("keys", "key", start) for start in _KEY_STARTS)])


@cache
def _no_secrets() -> Lexicon:
    """What stands where a value would; too frequent to be looked for in a whole text."""
    return Lexicon(_words(_NO_SECRETS))


def _words(wanted: frozenset[str]) -> list[tuple[str, str, str]]:
    return [(FAMILY, key, word) for keys in lists(FAMILY).values() for key, listed in keys.items() if key in wanted for word in listed]


def denied_after(text: str, at: int, most: int = NEAR) -> dict[int, str]:
    """Where, in the `most` characters from `at` on, a word says that no secret follows, and which kind of word it is."""
    cues = _no_secrets().cues(fold(text[at : at + NEAR])).within(FAMILY, 0, NEAR)
    return {(at if most > 1 else 0) + cue.start: cue.key for cue in cues if cue.start < most}


@cache
def brief() -> frozenset[str]:
    """Return the labels so short that a bare word may follow them: "mdp abc"."""
    return frozenset(fold(word) for _, _, word in _words(frozenset({"brief"})))
