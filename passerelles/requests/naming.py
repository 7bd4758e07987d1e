"""The people that a request names, as they may be named again in its free words. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.library.masking import without
from passerelles.reading.folding import fold
from passerelles.reading.minutes import chinese_person
from passerelles.reading.secrets.masking import BULLET
from passerelles.requests.models import Request
from passerelles.requests.recognising.words import HAN, listed

PERSONAL = ("contact_name", "contact_email", "contact_phone", "head_name", "composition")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
PHONE = re.compile(r"(?<![\w-])\+?\d[\d ().-]{7,18}\d(?![\w-])")
APART = re.compile(r"[,，、;；:：()（）/\n]|\bet\b|\band\b|和|及")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[.-]\d{1,2}[.-]\d{4}|(?:19|20)\d{2}[ -]+(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Named:
    names: frozenset[str]

    def hidden(self, words: str) -> str:
        """Words with • over each of these names, over every e-mail address and telephone number."""
        for pattern in (EMAIL, PHONE):
            words = pattern.sub(lambda found: found[0] if DAY.fullmatch(found[0]) else BULLET * len(found[0]), words)
        shown: str = without(words, self.names)
        return shown


def named_by(request: Request) -> Named:
    """The people of a request by every name it says; its organisation's words are no names."""
    told = [request.contact_name, request.head_name, *filter(_is_person, _parts(request.composition))]
    return named_as(told, besides=request.asker_name, addresses=(request.contact_email, request.contact_phone))


def named_as(people: Iterable[str], *, besides: str = "", addresses: Iterable[str] = ()) -> Named:
    """People by every name that words say: whole in Chinese, each part of a Latin one; not what is a word of `besides`, too."""
    names = {name for words in people for part in _parts(words) for name in _names(part)} - set(re.findall(r"\w+", besides))
    return Named(frozenset(names | {each for each in addresses if each}))


def _parts(words: str) -> list[str]:
    return list(filter(None, map(str.strip, APART.split(words))))


def _is_person(part: str) -> bool:
    """Whether one of a list is somebody: a Chinese name with its title, a few words that all have a capital; not "three experts"."""
    if HAN.search(part):
        return chinese_person(part) is not None
    words = [word for word in part.split() if not _is_title(word)]
    return 0 < len(words) <= 4 and all(word[0].isupper() for word in words)


def _names(part: str) -> Iterator[str]:
    if HAN.search(part):
        yield from (name for name in _without_titles(part).split() if 2 <= len(name) <= 4)
    else:
        yield from (word for word in re.findall(r"[^\W\d_][\w’'-]{2,}", part) if word[0].isupper() and not _is_title(word))


def _without_titles(part: str) -> str:
    """沈嘉禾副市长 is 沈嘉禾."""
    for title in sorted(listed("titles_zh") | listed("unnamed_zh"), key=len, reverse=True):
        part = part.replace(title, " ")
    return part


def _is_title(word: str) -> bool:
    return fold(word).strip(".") in listed("titles")
