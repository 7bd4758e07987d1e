"""What minutes have in common: how to know them, and how persons are written in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.reading.folding import fold, one_line
from passerelles.reading.lexicon import listed
from passerelles.reading.model import OrganisationMention, PlaceMention
from passerelles.reading.nearby import words as nearby_words
from passerelles.reading.reader import Reading

_HEAD = 600  # characters of a document in which minutes say that they are minutes

_TITLE = r"(?:MM?\.|Mmes?|Mlles?|Monsieur|Madame|Messieurs|Mesdames|Dr\.?|Pr\.?|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Me|Maître)"
_WORD = r"(?:[A-ZÀ-ÖØ-ÞŒ]\.(?:-?[A-Z]\.)?|[A-ZÀ-ÖØ-ÞŒ][\w’']+(?:-[\w’']+)*)"
_PARTICLE = r"(?:de la |de |du |des |d[’']|von |van |le |la |el |al |ben |bin )"
_NAME = rf"{_WORD}(?:[ \u00a0]?[ \u00a0\n][ \u00a0]?{_PARTICLE}?{_WORD}){{0,4}}"
PERSON = re.compile(rf"(?:(?P<title>{_TITLE})\s{{1,2}})?(?P<name>{_NAME})")
_APPOSITION = re.compile(r"\s{0,2}(?:[(（,]|[–—-]\s)[^;.)）]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)*")


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in the text, and the body he or she is said to be of."""

    start: int
    end: int
    name: str
    organisation: str | None = None


def is_minutes(reading: Reading) -> bool:
    """Whether a document tells what a meeting said and decided: its head says so, or its marks of decisions do."""
    return "minutes" in reading.cues.keys("decisions", 0, _HEAD)


def persons(reading: Reading, start: int, end: int) -> Iterator[Person]:
    """Yield the persons surely named in a stretch of French or English: a title, a name in capitals, or two words no other name."""
    named = [found for found in PERSON.finditer(reading.text, start, end) if found["title"] or _is_sure(reading, found)]
    limits = [*(found.start() for found in named[1:]), end]
    for found, limit in zip(named, limits, strict=False):
        yield Person(found.start(), found.end(), one_line(found["name"]), organisation_after(reading, found.end(), limit))


def _is_sure(reading: Reading, found: "re.Match[str]") -> bool:
    words = found["name"].split()
    if len(words) < 2 or fold(words[0]).split()[0] in nearby_words("people", "office"):
        return False
    shouted = words[-1].isupper() and len(words[-1]) > 2
    return shouted or not _is_named(reading, found.start("name"), found.end())


def organisation_after(reading: Reading, at: int, limit: int) -> str | None:
    """Return the body in what is said of a person just after the name: "(CUF)", ", directrice de Cités Unies France"."""
    said = _APPOSITION.match(reading.text, at, min(limit, at + 160))
    if not said:
        return None
    bodies = reading.within(OrganisationMention, at, said.end())
    return short(bodies[0]) if bodies else None


def short(body: OrganisationMention) -> str:
    """Return a body as the text has it: by its acronym where that is all that is written."""
    return body.acronym if body.acronym and body.quote.text == body.acronym else body.name


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Whether a place or a body has its name there."""
    bodies = [body.quote for body in reading.within(OrganisationMention, max(start - 60, 0), end)]
    places = [place.quote for place in reading.within(PlaceMention, max(start - 60, 0), end)]
    return any(quote.end > start for quote in (*bodies, *places))


def chinese_person(words: str) -> tuple[str, str | None] | None:
    """Read "市外办主任李四", "李四主任" or "李四": the name, and what stands before the office. None where it is no person."""
    words = words.strip().removesuffix("等").removesuffix("同志").removesuffix("先生").removesuffix("女士")
    for length in (4, 3, 2):
        for at in range(len(words) - length, -1, -1):
            if words[at : at + length] in listed("titles", "office"):
                after, before = words[at + length :], words[:at]
                if is_chinese_name(after):
                    return after, before.removesuffix("副") or None
                if not after and is_chinese_name(before.removesuffix("副")):
                    return before.removesuffix("副"), None
    return (words, None) if is_chinese_name(words) else None


def is_chinese_name(words: str) -> bool:
    if "·" in words:
        return 3 <= len(words) <= 24 and bool(_CHINESE.fullmatch(words))
    return 2 <= len(words) <= 3 and words[0] in listed("titles", "surname") and bool(_CHINESE.fullmatch(words))
