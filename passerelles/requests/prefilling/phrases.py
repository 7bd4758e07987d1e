"""A letter's sentences as the finders of this folder read them, and what of them may be copied into a field. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from passerelles.reading.reader import Reading
from passerelles.reading.secrets.masking import BULLET

MOST = 100_000  # characters of a letter that are looked through: what is longer is none
LONGEST = 500  # characters of a field that quotes
# What must not be copied: numbers of passports, of identity cards, of visas. Beside a label, or as a Chinese card's number is written.
_LABELLED = re.compile(
    r"(?:护照|通行证|身份证|证件|签证)(?:号码?|编号)?\s?[:：为是]?\s?(?P<zh>(?=[A-Z0-9]*\d)[A-Z0-9]{6,20})"
    r"|(?:passe?ports?|visas?|identity cards?|cartes? d[’']identité|(?:national )?ID)\b[^\n\d]{0,24}?"
    r"(?P<latin>(?=[A-Z0-9]*\d{4})[A-Z0-9]{6,20})\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d\d{3}[\dXx](?!\d)")
# On the folded text: small letters, no accents, a blank for apostrophes and hyphens.
NEGATION = re.compile(r"\bn(?:e|en)\b|\b(?:not|cannot|unable|no|neither|none|aucune?|sans|without|nor)\b|不|无|未|没有|毋")
WISHES = re.compile(
    r"\b(?:souhait\w+|aim(?:erions|erait|eraient|erais)|desir\w+|voudr\w+|esper\w+|prevo\w+|programme|envisag\w+|propos\w+|compt(?:ons|e) "
    r"|interess\w+|heureu\w+|projet(?:te|tons|tent|terait)|aur(?:ait|ions) plaisir|tiendr\w+|curieu\w+|ravie?s?|pleased|delighted"
    r"|happy|pourriez|could you|would (?:like|love|wish)|hop(?:e|es|ing)|wish\w*"
    r"|plan\w*|inten[dt]\w*"
    r"|interested|keen|eager|look(?:ing)? forward"
    r"|itinerary)\b"
    r"|希望|拟|计划|想|愿|将|打算|期望|期待|安排|盼|行程|意向|申请"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence: its words, the same folded, and where it begins in the letter."""

    words: str
    folded: str
    start: int


def phrases(reading: Reading) -> Iterator[Phrase]:
    for each in takewhile(lambda sentence: sentence.start < MOST, reading.sentences):
        yield Phrase(reading.text[each.start : each.end], reading.folded[each.start : each.end], each.start)


def hidden(words: str) -> str:
    """Words with • over numbers of passports and identity cards, so that no field holds one."""
    return _CARD.sub(lambda found: BULLET * len(found[0]), _LABELLED.sub(_number_hidden, words))


def quoted(said: Iterable[Phrase]) -> str:
    """Sentences of a letter as one line for a field; none that holds a secret."""
    lines = (" ".join(phrase.words.split()) for phrase in said)
    return " ".join(line for line in lines if BULLET not in hidden(line))[:LONGEST].strip()


def _number_hidden(found: re.Match[str]) -> str:
    number = found["zh"] or found["latin"]
    return found[0].replace(number, BULLET * len(number))
