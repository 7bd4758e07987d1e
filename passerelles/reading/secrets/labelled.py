"""The grammar of printed secrets, *label, separator, value* in any language. Where it is not sure, it hides."""

import re
from collections.abc import Iterator

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import Cue
from passerelles.reading.secrets.labels import NEAR, Secret, brief, denied_after
from passerelles.reading.secrets.values import is_secret, looks_coded, value

# After a label: perhaps what it is for ("pour l'espace membres (attention !)"), then a colon or the like, or a verb.
_OF = r"(?P<of>(?:[^\n.;:?!=：；。？！|\t(（<>→►]|[(（][^()（）\n]{{0,60}}[)）]){{0,{most}}}?)"
_LED = (  # "(sans espaces) …", "<b>…"
    r"(?:</?(?:b|i|u|em|strong|span|code|p|br|div|dd|dt|font|kbd|li|mark|small|td|tr)\b[^<>\n]{0,40}>[ \t]*){0,3}"
    r"(?:[(（][^()（）\n]{1,60}[)）][ \t]+(?=\S))?[(（\[【<{]?[*_` \t\u00a0\u202f\u200b]*"
)
_SIGN = (
    r"[*_ \u00a0\u202f\u200b]*(?:\n[ \t]*(?=[:：=]))?"
    r"(?:(?:[:=：＝﹕︰∶ː|\t;>→►▶➜➤⇒✓]|-+>|\.{3,}|…+|_{3,})[*_` \t\u00a0\u202f\u200b]*(?:[-–][ ]+)?)+"
)
_BREAK = r"(?:\n[ \t]*(?:\n[ \t]*(?=\S+[ \t]*(?:\n|$)))?)?"
_COLON = re.compile(_OF.format(most=40) + _SIGN + _BREAK + _LED)
_FAR = re.compile(_OF.format(most=90) + _SIGN + _BREAK + _LED)
_DASH = re.compile(r"(?P<of>)[ \u00a0\u202f]+[-–—,][ \u00a0\u202f]+(?=\S+[ \t]*(?:[\n|;,)]|$))")
_VERB = re.compile(_OF.format(most=40) + r"(?:\b(?:est|sont|is|are)\b(?: :)?|是|为|為)[ \t\u00a0\u202f]*")
_BLANK = re.compile(r"(?P<of>)(?:[ \u00a0\u202f]+|[ \u00a0\u202f]*[(（\[【<{]|(?<=[\u2e80-\u9fff]))[ \u00a0\u202f]*")
_BELOW = re.compile(r"(?P<of>)[ \t]*\n[ \t]*(?=\S+[ \t]*(?:\n|$))")  # the label alone on its line, then the value
_BARE = re.compile(r"[ \u00a0\u202f]*")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ENDS = re.compile(r"[.!]?[ \t]*(?:[\n|;,)，。；）]|$)")  # a clause, after its last word
_OPENS = re.compile(r"(?:^|[\n|;(（，。；])[ \t]*(?:[-*•–]+[ \t]*)?$")
_ONE_VALUE = re.compile(r"[ :：]*[^\s:：]+[ ,;/]+")  # between two labels: "Login cuf mdp abc"
_LATER = re.compile(_OF.format(most=40) + r"[^\w\s]?[ \u00a0\u202f]+(?:[^\w\s] )?[«“\"]?(?=[^\s\d]*\d)(?=[^\sA-Za-z]*[A-Za-z])(?=\S{6})")
_COLUMNS = re.compile(r"(?P<of>)[ |\t]*\n[| \t]*")  # "Login | Mot de passe", and the values on the next line
_JOINER = re.compile(r"\s{0,2}(?:[/|,;&+、\t]|(?:et|and|ou|or)\b|和|及)?\s{0,2}")
_VALUES_JOINER = re.compile(r"\s{0,2}(?:[/|,;&+、\t:–-]|(?:et|and|ou|or)\b|和|及)?\s{0,2}")
_OPENING = tuple("«“\"‘'‹„`「『 \u00a0\u202f")


def labelled(text: str, cues: list[Cue]) -> Iterator[Secret]:
    """Yield what stands after the labels of a text, each with the label's place."""
    cues = [cue for cue in cues if cue.key != "pin" or _is_shouted(text, cue)]
    labels = [cue for cue in cues if cue.key != "network"]
    found = [secret for before, label in zip((None, *cues), cues, strict=False) for secret in _bare(text, before, label)]
    index = 0
    while index < len(labels):
        chain = _chain(text, labels, index)
        index += len(chain)
        limit = labels[index].start if index < len(labels) else len(text)
        found += _of_chain(text, chain, limit)
    yield from _supported(found, [cue for cue in cues if cue.key == "network"])


def _bare(text: str, before: Cue | None, label: Cue) -> Iterator[Secret]:
    """Read what stands beside a label without any sign, where it ends the clause: "mdp abc" on its own, "code PIN 4821"."""
    blank = _BARE.match(text, label.end)
    start, end = value(text, blank.end() if blank else label.end, len(text), is_one_of_many=False)
    words = text[start:end]
    if label.key not in ("password", "pin") or not _ENDS.match(text, end) or not is_secret(words, label.key):
        return
    is_number = words.isdecimal() and len(words) >= 4 and not _YEAR.fullmatch(words)
    is_word = _is_brief(text, label) and _is_apart(text, before, label)
    if (is_number or is_word) and start not in denied_after(text, label.end):
        yield Secret(start, end, label.start)


def _is_shouted(text: str, label: Cue) -> bool:
    return text[label.start : label.end].isupper()


def _is_brief(text: str, label: Cue) -> bool:
    """Whether a label is one of a few letters; in capitals it may be somebody's acronym."""
    return fold(text[label.start : label.end]) in brief() and not _is_shouted(text, label)


def _is_apart(text: str, before: Cue | None, label: Cue) -> bool:
    """Whether a label opens a line or a clause, or follows another label and its value."""
    opens = _OPENS.search(text, max(0, label.start - 40), label.start)
    return bool(opens or (before and _ONE_VALUE.fullmatch(text, before.end, label.start)))


def _chain(text: str, labels: list[Cue], first: int) -> list[Cue]:
    """Return the labels that stand together from `first` on: "Identifiant / mot de passe"."""
    last = first
    while last + 1 < len(labels):
        gap = labels[last + 1].start - labels[last].end
        joined = _JOINER.match(text, labels[last].end)
        if gap > 8 or not joined or joined.end() < labels[last + 1].start:
            break
        last += 1
    return labels[first : last + 1]


def _of_chain(text: str, chain: list[Cue], limit: int) -> list[Secret]:
    """The values of labels that stand together; where there are fewer, the last label's ("CODE", then "mot de passe : x")."""
    no_secret = denied_after(text, chain[-1].end)
    found = list(_values(text, chain, limit, no_secret))
    if len(found) < len(chain) > 1:
        return list(_values(text, chain[-1:], limit, no_secret)) or found
    return found


def _values(text: str, chain: list[Cue], limit: int, no_secret: dict[int, str]) -> Iterator[Secret]:
    """Read one value for each label of the chain, as long as they look like secrets."""
    at, code = _opening(text, chain, limit, no_secret)
    keys = [key for cue in chain for key in (("user", "password") if cue.key == "pair" else (cue.key,))]
    found: list[Secret] = []
    is_sure = not any(cue.key == "pair" for cue in chain)
    for key in keys:
        start, end = value(text, at, limit, is_one_of_many=len(keys) > 1)
        words = text[start:end]
        is_quoted = start > at and text[start - 1] in _OPENING
        if not is_secret(words, key):
            break
        is_code = looks_coded(words, code)
        if not (is_code or is_quoted or not (code or start in no_secret)):
            if len(keys) == 1:
                break
            is_sure = False  # unless what follows is a code ("user and password are cuf and x7y8")
        elif is_code or not found:
            is_sure = is_sure or (bool(found) and is_code)
        found.append(Secret(start, end, chain[0].start, key))
        joined = _VALUES_JOINER.match(text, end + is_quoted)
        at = joined.end() if joined else end
    yield from found if is_sure else ()


def _opening(text: str, chain: list[Cue], limit: int, no_secret: dict[int, str]) -> tuple[int, int]:
    """Return where the values begin, and how long a code must be to be taken for one (0: any word will do)."""
    is_password = chain[-1].key == "password"
    for pattern, code in (
        (_COLUMNS if len(chain) > 1 else _COLON, 0),
        (_COLON, 0),
        (_VERB, 4),
        (_DASH, 0),
        (_BELOW, 4),
        (_BLANK, 6),
        *(((_FAR, 4), (_LATER, 6)) if is_password else ()),
    ):
        separator = pattern.match(text, chain[-1].end, limit)
        if not separator:
            continue
        if not _says_otherwise(separator, chain[-1], no_secret):
            if pattern in (_DASH, _BELOW, _BLANK) and not _fits(text, separator.end(), limit, code, no_secret):
                continue
            return separator.end(), code
        if is_password and _fits(text, separator.end(), limit, 6, no_secret):
            return separator.end(), 6  # "mot de passe changé : x7y8z9"
    return limit, 0


def _fits(text: str, at: int, limit: int, code: int, no_secret: dict[int, str]) -> bool:
    """Whether a value stands at `at` that is enough of a code, where another way to read on is left."""
    start, end = value(text, at, limit, is_one_of_many=False)
    if text[at:start].strip(" *_\u00a0\u202f") and " " not in text[start:end]:  # in quotation marks
        return start not in no_secret
    return end > start and (looks_coded(text[start:end], code) if code else start not in no_secret)


def _says_otherwise(separator: re.Match[str], label: Cue, no_secret: dict[int, str]) -> bool:
    """Whether what stands between label and value says that no secret follows ("vous sera communiqué par : …")."""
    if label.key in ("account", "code", "pin") and separator["of"].strip():
        return True  # "code postal : 75018", "compte rendu : …"
    first, last = separator.span("of")
    return any(no_secret.get(at) == "absent" for at in range(first, last))


def _supported(found: list[Secret], networks: list[Cue]) -> Iterator[Secret]:
    """Leave out what is a secret only beside another label: a bank account, a customer's code."""
    strong = [secret.label for secret in found if secret.key in ("password", "user")]
    for secret in found:
        near = strong if secret.key == "account" else [*strong, *(cue.start for cue in networks)]
        if secret.key in ("password", "pin", "user") or any(abs(at - secret.label) <= NEAR for at in near):
            yield secret
