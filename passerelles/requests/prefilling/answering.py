"""Whom to answer: who is named as contact, else who signed; the telephone beside its label. Pure."""

import re

from passerelles.reading.folding import fold
from passerelles.reading.minutes import chinese_person, is_chinese_name, persons
from passerelles.reading.model import OrganisationMention, PlaceMention
from passerelles.reading.reader import Reading
from passerelles.requests.naming import PHONE
from passerelles.requests.prefilling.phrases import hidden
from passerelles.requests.recognising.words import HAN, listed

LAST_LINES = 12  # of a letter, that may be its signature
UNCLOSED = 4  # of a letter that nothing closes
LONGEST_SIGNED = 60  # characters of a line that is a signature
_CONTACT = re.compile(
    r"(?:联系人|联络人|联系方式|经办人|对接人)(?:姓名)?\s?[:：]?\s*"
    r"|\b(?:contacts?|contact person|personne (?:a contacter|de contact|referente)"
    r"|votre (?:contact|interlocut(?:eur|rice))|your contact|interlocut(?:eur|rice)|dossier suivi par|affaire suivie par)\s?[:：]\s*"
    r"|\b(?:contacter|s adresser a|please contact|get in touch with)\s|请[与和同找联]系?(?=.{2,8}?(?:联系|联络|接洽|[,。;]))"
)
_CLOSING = re.compile(
    r"\b(?:cordialement|salutations|sinceres|respectueu\w+|agreer|consideration|sincerely|faithfully|regards|respectfully|truly)\b"
    r"|此致|敬礼|敬上|谨上|顺颂|顺祝|谨启|祝好|商祺"
)
_SIGNED_WITH = re.compile(r"(?:敬上|谨上|谨启|拜上|上|启|\(签字\)|\(签名\)|（签字）|（签名）)$")
_LABEL = re.compile(
    r"(?:联系|办公|移动)?(?:电话|手机)(?:号码)?|\b(?:tel(?:ephone)?|phone|mobile|portable|cell(?:phone)?|ligne directe|gsm)\b\.?",
    re.IGNORECASE,
)
_FAX = re.compile(r"传真|\b(?:fax|telecopie)\b")
_NEAR = 24  # characters between a label and its number


def phone_of(reading: Reading) -> str:
    """A telephone number that is said to be one, or begins as those of abroad do; no other number of a letter."""
    text = hidden(reading.text)
    for found in PHONE.finditer(text):
        start = reading.text.rfind("\n", 0, found.start()) + 1
        before = reading.folded[max(start, found.start() - _NEAR) : found.start()]
        after = reading.folded[found.end() : found.end() + 12]
        labels = list(_LABEL.finditer(before))
        is_fax = bool(_FAX.search(before, labels[-1].start() if labels else 0))
        is_abroad = found[0].startswith(("+", "00")) and sum(char.isdecimal() for char in found[0]) >= 10
        if ((labels or is_abroad) and not is_fax) or re.match(r"\s?\((?:portable|mobile|gsm|cell)", after):
            return _opened(text, found)[:40]
    return ""


def _opened(text: str, found: re.Match[str]) -> str:
    """With what opens it, and is not taken for a part of it: "(+86) 731 …", 电话+86 731 …."""
    before = text[max(0, found.start() - 1) : found.start()]
    is_opened = before == "+" or (before == "(" and ")" in found[0] and "(" not in found[0])
    return before + found[0] if is_opened else found[0]


def contact_of(reading: Reading) -> str:
    """Who is named as the one to answer."""
    for found in _CONTACT.finditer(reading.folded):
        end = reading.text.find("\n", found.end(), found.end() + LONGEST_SIGNED)
        if name := _named(reading, found.end(), end if end >= 0 else found.end() + LONGEST_SIGNED):
            return name
    return ""


def signed_by(reading: Reading) -> str:
    """Who signed: of the last lines, after the words that close a letter where there are any, the first that is a person's name alone."""
    lines = _last_lines(reading)
    closed = [index for index, (start, end) in enumerate(lines) if _CLOSING.search(reading.folded, start, end)]
    for start, end in lines[closed[-1] if closed else -UNCLOSED :]:
        if end - start <= LONGEST_SIGNED and (name := _alone(reading, start, end)):
            return name
    return ""


def _last_lines(reading: Reading) -> list[tuple[int, int]]:
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", reading.text) if found[0].strip()]
    return [line for line in lines[-LAST_LINES:] if not _is_row(reading, line[0])]


def _is_row(reading: Reading, at: int) -> bool:
    """Whether a line is one of a table's, whose head may look like a name."""
    sentence = reading.sentence_at(at)
    return sentence is not None and reading.document.blocks[sentence.block].kind == "row"


def _alone(reading: Reading, start: int, end: int) -> str:
    """A person's name that makes a line, with a title or an office at most."""
    words = _SIGNED_WITH.sub("", reading.text[start:end].strip())
    if any(mark in words for mark in "@:：，。；") or re.search(r"\d", words):
        return ""
    return _chinese(reading, start, end, words) if HAN.search(words) else _latin(reading, start, end)


def _chinese(reading: Reading, start: int, end: int, words: str) -> str:
    """A name may be spaced out: 赵　敏."""
    joined = "".join(words.split())
    places = {"".join(each.quote.text.split()) for each in reading.within(PlaceMention, start, end)}
    person = chinese_person(joined)
    return person[0] if person and person[0] not in places and not (person[1] or "").endswith("尊敬的") else ""


def _latin(reading: Reading, start: int, end: int) -> str:
    words = re.split(r"[,(–—]", reading.text[start:end])[0].split()
    while words and fold(words[0]).strip(".") in listed("titles"):
        words.pop(0)
    is_name = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words)
    is_other = _CLOSING.search(reading.folded, start, end) or any(
        reading.within(kind, start, end) for kind in (OrganisationMention, PlaceMention)
    )
    return " ".join(words) if is_name and not is_other else ""


def _named(reading: Reading, start: int, end: int) -> str:
    words = reading.text[start:end]
    if HAN.search(words):
        for part in re.split(r"[\s,，、;；:：。（(]+|联系|联络|接洽", words):
            title = next((each for each in listed("titles_zh") if part.endswith(each)), "")
            if person := chinese_person(part) or chinese_person(part.removesuffix(title)):
                return person[0]
        joined = "".join(words.split())
        return joined if is_chinese_name(joined) else ""
    return next((person.name for person in persons(reading, start, end)), "")
