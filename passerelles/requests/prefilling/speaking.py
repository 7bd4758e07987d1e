"""In which languages they work, and whether an interpreter is needed or comes along. Pure."""

import re
from typing import Any

from passerelles.reading.reader import Reading
from passerelles.requests.prefilling.phrases import NEGATION, Phrase, phrases, quoted

# On the folded text: small letters, no accents, a blank for apostrophes and hyphens.
_TONGUES = {
    "fr": re.compile(r"francais|french|francophone|法语|法文"),
    "zh": re.compile(r"chinois|mandarin|chinese|sinophone|中文|汉语|普通话|华语"),
    "en": re.compile(r"anglais|english|anglophone|英语|英文"),
}
_INTERPRETER = re.compile(r"\b(?:interpret(?:es?|ariat|ers?|ing)|traduct(?:eur|rice)s?|translators?)\b|翻译|译员")
_OWN = re.compile(  # before it: it comes along
    r"\b(?:accompagne\w*|viendr\w+|vien[st]\w*|avec|notre propre|nos propres|amen\w+|dispos(?:ons|e)|comprend|compte|compris|dont|inclus\w*"
    r"|own|bring\w*|accompanied|including|includes?|with)\b[^.;,]{0,40}$|(?:自带|自备|随团|自行(?:安排|解决|配备)|含|包括|配有|带)[^,。;]{0,8}$"
)
_OWN_AFTER = re.compile(
    r"^[^.;,]{0,24}\b(?:accompagner\w*|nous accompagn\w+|(?:fait|fera) partie|(?:is|will be) (?:part of|with)|will accompany"
    r"|travels? with|is included)\b"
    r"|^[^,。;]{0,4}(?:自带|自备|随行|随团|自理|自行)"
)
_NEEDED = re.compile(
    r"\b(?:besoin|necessaire\w*|souhait\w+|mettre a (?:notre )?disposition|fournir|prevoir|reconnaissant\w*|merci d|demand\w+"
    r"|serait|faudrait|recherch\w+|cherch\w+|indiquer|trouver|find"
    r"|need\w*|require\w*|provide\w*|arrange\w*|grateful|please|supply|request\w*)\b|需|请|希望|安排|提供|协助|配备|代为|聘请|找"
)
_UNNEEDED = re.compile(
    r"\b(?:pas|aucun|not|no) (?:\w+ ){0,2}?(?:besoin|need|interprete|interpreter|necessaire)|(?:无需|不需|不用|无须|不必)"
)
_WORKS_IN = re.compile(
    r"\b(?:parl\w+|maitris\w+|(?:franco|anglo|sino)phones?|langues? de (?:travail|la visite|l echange|communication)|s exprim\w+"
    r"|comprenn\w+"
    r"|debrouill\w+|bilingues?|bilingual|command of|speaks?|spoken|speaking|fluent|working languages?|conversant|proficient|understands?)\b"
    r"|会(?:说|讲)?|懂|讲|精通|掌握|流利|熟练|工作语言|交流语言|沟通|能用|可用"
)
_PARTS = re.compile(r"[;；:：]|,(?=[^,]*(?:翻译|请))")


def spoken_of(reading: Reading) -> dict[str, Any]:
    """Return `languages` they work in, `needs_interpreter`, and as `composition` that one comes along."""
    tongues: list[str] = []
    brought: list[Phrase] = []
    is_needed = False
    for phrase in phrases(reading):
        for part in _PARTS.split(phrase.folded):
            asks, brings = _interpreter(part)
            is_needed |= asks
            brought += [phrase] if brings else []
            if brings or (_works(part) and not asks):
                tongues += [name for name, words in _TONGUES.items() if words.search(part)]
    along = quoted(dict.fromkeys(brought))
    found: dict[str, Any] = {"languages": list(dict.fromkeys(tongues))} if tongues else {}
    found |= {"needs_interpreter": True} if is_needed and not brought else {}
    return found | ({"composition": along} if along else {})


def _interpreter(part: str) -> tuple[bool, bool]:
    """Whether an interpreter is asked for, and whether one is said to come along."""
    found = _INTERPRETER.search(part)
    if not found:
        return False, False
    if _OWN.search(part[: found.start()]) or _OWN_AFTER.search(part[found.end() :]):
        return False, True
    return bool(_NEEDED.search(part)) and not _UNNEEDED.search(part), False


def _works(part: str) -> bool:
    """Whether somebody is said to speak something; "none of us speaks French" is no such thing."""
    found = _WORKS_IN.search(part)
    if found is None:
        return False
    stop = part.find(",", found.end())
    return not NEGATION.search(part[part.rfind(",", 0, found.start()) + 1 : stop if stop >= 0 else len(part)])
