"""Hides logins, passwords, keys and tokens that a text prints, before anything else reads it.

Each hidden character becomes one •, so offsets hold. Labels and what says that no secret follows are word lists
(`data/nearby/secrets.toml`); the grammar here is *label, separator, value* in any language. Where it is not sure, it
hides: a word hidden for nothing costs a look, a password shown costs more.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import Cue, Cues, Lexicon
from passerelles.reading.model import Block, Document, Doubt
from passerelles.reading.nearby import lists

BULLET = "•"
_FAMILY = "secrets"
_LABELS = frozenset({"password", "pin", "user", "account", "pair", "code", "network"})
_NO_SECRETS = frozenset({"absent", "filler"})
_NEAR = 120  # characters within which a label that is weak alone needs a strong one

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
_PIN = re.compile("[0-9]{4,8}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_ENDS = re.compile(r"[.!]?[ \t]*(?:[\n|;,)，。；）]|$)")  # a clause, after its last word
_OPENS = re.compile(r"(?:^|[\n|;(（，。；])[ \t]*(?:[-*•–]+[ \t]*)?$")
_ONE_VALUE = re.compile(r"[ :：]*[^\s:：]+[ ,;/]+")  # between two labels: "Login cuf mdp abc"
_LATER = re.compile(_OF.format(most=40) + r"[^\w\s]?[ \u00a0\u202f]+(?:[^\w\s] )?[«“\"]?(?=[^\s\d]*\d)(?=[^\sA-Za-z]*[A-Za-z])(?=\S{6})")
_COLUMNS = re.compile(r"(?P<of>)[ |\t]*\n[| \t]*")  # "Login | Mot de passe", and the values on the next line
_JOINER = re.compile(r"\s{0,2}(?:[/|,;&+、\t]|(?:et|and|ou|or)\b|和|及)?\s{0,2}")
_VALUES_JOINER = re.compile(r"\s{0,2}(?:[/|,;&+、\t:–-]|(?:et|and|ou|or)\b|和|及)?\s{0,2}")
_QUOTED = re.compile(r"[«“\"‘'‹„`「『][ \u00a0\u202f]?([^\n«»“”\"「」『』]{2,60}?)[ \u00a0\u202f]?[»”\"’'›“`」』]")
_TOKEN = re.compile(r"[^\s|<>«»“”\"\u2e80-\u9fff\u3000-\u303f，；：（）。！？]+")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u2060\ufeff\u0300-\u036f]+")
_NOISE = re.compile(rf"({_UNSEEN.pattern}|(?<=\s)\s+)")  # does not part a label's words
_BLANKS = re.compile(r"\s(\s+)")  # the same, far faster, where all is seen
# Letters that look Latin and are Greek or Cyrillic, beside which a label is read twice.
_FOREIGN = re.compile("[\u0251\u0261\u0370-\u052f]")
_ALIKE = str.maketrans(
    "аеорсхуіјѕһԁԝԛкмтАВЕНІЈКМОРСТХУЅԌԜαορνικτυɑɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxyijshdwqkmtABEHIJKMOPCTXYSGWaopviktuagABEZHIKMNOPTYX",
)
_OPENING = tuple("«“\"‘'‹„`「『 \u00a0\u202f")
_WRAPPING = ".,;:)]}'’*_`"
_ADDRESS = re.compile(r"(?:https?:|www\.|mailto:)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}")

# Secrets that need no label: parameters of web addresses, user:password@host, keys whose first letters say what they are.
_PARAMETER = re.compile(
    r"[?&#;](?:(?:access_|auth_|id_|refresh_)?token|api_?key|auth|passw(?:or)?d|password|pass|pwd|mdp|secret|sig|signature|session(?:id)?|phpsessid)"
    r"=([^&\s#\"'<>()\]，。；）]{4,})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s/@:]{1,64}:([^\s/@]{1,64})@")
_KEY_STARTS = ("sk-*", "sk_live*", "ghp*", "github_pat*", "glpat*", "xox*", "akia*", "aiza*", "eyj*", "bearer")
_KEY = re.compile(
    r"(?:sk[-_](?:live_|test_|proj-)?|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|AIza|Bearer\s+)[A-Za-z0-9_\-./+=]{12,}"
    r"|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{4,}"
)
_NAMED = re.compile(  # as programs write it: client_secret=…, "token": "…", <password>…
    r"(?:passw(?:or)?d|secret|token|api[-_]?key|mdp|authorization: basic)(?:[\"']?[ \t]{0,3}[=:>]|(?<=basic))[ \t]{0,3}[\"']?"
    r"(?=[^\s\d\"'<>]{0,80}\d)([^\s\"'&<>,;]{6,200})",
    re.IGNORECASE,
)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(.{16,8000}?)-----END", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class _Secret:
    """Characters to hide; `label` is where the words that announce them begin."""

    start: int
    end: int
    label: int
    key: str = "password"


def mask(document: Document) -> tuple[Document, list[Doubt]]:
    """Return the document with every secret hidden in text, title and notes, and a doubt for each place where one was printed."""
    columns = list(_in_columns(document))
    secrets = _apart([*_found(document.text, [head for head, _ in columns]), *(secret for _, of_head in columns for secret in of_head)])
    hidden = _hide(document.text, (*secrets, *_again(document.text, secrets))) if secrets else document.text
    title = _hide_words(document.title, document.text, secrets) if document.title else document.title
    notes = tuple(_hide_words(note, document.text, secrets) for note in document.notes)
    if (hidden, title, notes) == (document.text, document.title, document.notes):
        return document, []
    masked = replace(document, text=hidden, title=title, notes=notes)
    return masked, [_doubt(masked, group) for group in _together(hidden, secrets)]


def _found(text: str, heads: Sequence[Block] = ()) -> list[_Secret]:
    """Find secrets by what stands before them; `heads` are titles of columns, which nothing follows."""
    cues = _cues(text)
    titles = {cue for head in heads for cue in cues.within(_FAMILY, head.start, head.end)}
    return [
        *_labelled(text, [cue for cue in cues.within(_FAMILY, 0, len(text)) if cue not in titles]),
        *_unlabelled(text, cues.within("keys", 0, len(text))),
    ]


def _apart(found: Iterable[_Secret]) -> list[_Secret]:
    """Leave out what lies in or over another."""
    apart: list[_Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if apart and secret.start < apart[-1].end:
            secret = replace(secret, start=apart[-1].end)
        if secret.start < secret.end:
            apart.append(secret)
    return apart


def _cues(text: str) -> Cues:
    """Find labels, also where letters of another alphabet make "раssword"."""
    if not _FOREIGN.search(text):
        return _cues_as_written(text)
    both = (_cues_as_written(text), _cues_as_written(text.translate(_ALIKE)))
    return Cues(cue for cues in both for family in (_FAMILY, "keys") for cue in cues.within(family, 0, len(text)))


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
        for family in (_FAMILY, "keys")
        for cue in cues.within(family, 0, len(text))
    )


def _in_columns(document: Document) -> Iterator[tuple[Block, list[_Secret]]]:
    """Read the columns of tables whose titles are labels: each row has a value."""
    rows = (block for block in document.blocks if block.cells and block.table is not None)
    for _, table in groupby(rows, key=lambda block: block.table):
        head = next(table)
        if columns := _columns_of(document.text, head):
            yield head, [secret for row in table for secret in _in_row(document.text, row, columns)]


def _in_row(text: str, row: Block, columns: dict[int, str]) -> Iterator[_Secret]:
    for column, key in columns.items():
        start, end = row.cells[column] if column < len(row.cells) else (0, 0)
        words = text[start:end].strip()
        if words and len(words) <= 60 and _is_secret(words, key) and not _after(text, start, 1):
            start = text.index(words, start)
            yield _Secret(start, start + len(words), start, key)


def _columns_of(text: str, head: Block) -> dict[int, str]:
    """Return which columns hold secrets, by their titles: logins only beside passwords. "Mot de passe | x7y8" is no title."""
    keys: dict[int, str] = {}
    for column, (start, end) in enumerate(head.cells):
        title = text[start:end]
        labels = _cues(title).within(_FAMILY, 0, len(title)) if len(title) <= 60 else []
        if labels and labels[0].start <= 12 and len(title) - labels[-1].end <= 25 and not re.search("[:：=]", title):
            keys[column] = "password" if any(cue.key == "password" for cue in labels) else labels[0].key
    if "password" not in keys.values() or list(keys) == [0]:
        return {}
    return {column: key for column, key in keys.items() if key in ("password", "user", "account", "pair")}


@cache
def _labels() -> Lexicon:
    """Only the labels: this runs before the document is read, and most documents have none."""
    return Lexicon([*_words(_LABELS), *(("keys", "key", start) for start in _KEY_STARTS)])


@cache
def _no_secrets() -> Lexicon:
    """What stands where a value would; too frequent to be looked for in a whole text."""
    return Lexicon(_words(_NO_SECRETS))


def _words(wanted: frozenset[str]) -> list[tuple[str, str, str]]:
    return [(_FAMILY, key, word) for keys in lists(_FAMILY).values() for key, listed in keys.items() if key in wanted for word in listed]


def _after(text: str, at: int, most: int = _NEAR) -> dict[int, str]:
    """Where, in the `most` characters from `at` on, a word says that no secret follows, and which kind of word it is."""
    cues = _no_secrets().cues(fold(text[at : at + _NEAR])).within(_FAMILY, 0, _NEAR)
    return {(at if most > 1 else 0) + cue.start: cue.key for cue in cues if cue.start < most}


def _unlabelled(text: str, keys: Iterable[Cue]) -> Iterator[_Secret]:
    if "=" in text:
        for found in _PARAMETER.finditer(text):
            yield _Secret(found.start(1), found.end(1), found.start() + 1)
    for pattern, anchor in ((_IN_ADDRESS, "://"), (_PRIVATE_KEY, "PRIVATE KEY-----")):
        if anchor in text:
            for found in pattern.finditer(text):
                yield _Secret(found.start(1), found.end(1), found.start())
    for found in _NAMED.finditer(text) if _mentions_key(text) else ():
        yield _Secret(found.start(1), found.end(1), found.start())
    for cue in keys:
        if known := _KEY.match(text, cue.start):
            yield _Secret(known.start(), known.end(), known.start())


def _mentions_key(text: str) -> bool:
    """Whether any word of `_NAMED` occurs: looked for one by one, far faster than all at once whatever their case."""
    folded = fold(text)
    return any(word in folded for word in ("passw", "secret", "token", "api", "mdp", "basic"))


def _labelled(text: str, cues: list[Cue]) -> Iterator[_Secret]:
    cues = [cue for cue in cues if cue.key != "pin" or _is_shouted(text, cue)]
    labels = [cue for cue in cues if cue.key != "network"]
    found = [secret for before, label in zip((None, *cues), cues, strict=False) for secret in _bare(text, before, label)]
    index = 0
    while index < len(labels):
        chain = _chain(text, labels, index)
        index += len(chain)
        limit = labels[index].start if index < len(labels) else len(text)
        found += _values(text, chain, limit, _after(text, chain[-1].end))
    yield from _supported(found, [cue for cue in cues if cue.key == "network"])


def _bare(text: str, before: Cue | None, label: Cue) -> Iterator[_Secret]:
    """Read what stands beside a label without any sign, where it ends the clause: "mdp abc" on its own, "code PIN 4821"."""
    blank = _BARE.match(text, label.end)
    start, end = _value(text, blank.end() if blank else label.end, len(text), is_one_of_many=False)
    words = text[start:end]
    if label.key not in ("password", "pin") or not _ENDS.match(text, end) or not _is_secret(words, label.key):
        return
    is_number = words.isdecimal() and len(words) >= 4 and not _YEAR.fullmatch(words)
    is_word = _is_brief(text, label) and _is_apart(text, before, label)
    if (is_number or is_word) and start not in _after(text, label.end):
        yield _Secret(start, end, label.start)


def _is_shouted(text: str, label: Cue) -> bool:
    return text[label.start : label.end].isupper()


def _is_brief(text: str, label: Cue) -> bool:
    """Whether a label is one of a few letters; in capitals it may be somebody's acronym."""
    return fold(text[label.start : label.end]) in _brief() and not _is_shouted(text, label)


@cache
def _brief() -> frozenset[str]:
    return frozenset(fold(word) for _, _, word in _words(frozenset({"brief"})))


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


def _values(text: str, chain: list[Cue], limit: int, no_secret: dict[int, str]) -> Iterator[_Secret]:
    """Read one value for each label of the chain, as long as they look like secrets."""
    at, code = _opening(text, chain, limit, no_secret)
    keys = [key for cue in chain for key in (("user", "password") if cue.key == "pair" else (cue.key,))]
    found: list[_Secret] = []
    is_sure = not any(cue.key == "pair" for cue in chain)
    for key in keys:
        start, end = _value(text, at, limit, is_one_of_many=len(keys) > 1)
        words = text[start:end]
        is_quoted = start > at and text[start - 1] in _OPENING
        if not _is_secret(words, key):
            break
        is_code = _is_code(words, code)
        if not (is_code or is_quoted or not (code or start in no_secret)):
            if len(keys) == 1:
                break
            is_sure = False  # unless what follows is a code ("user and password are cuf and x7y8")
        elif is_code or not found:
            is_sure = is_sure or (bool(found) and is_code)
        found.append(_Secret(start, end, chain[0].start, key))
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
    start, end = _value(text, at, limit, is_one_of_many=False)
    if text[at:start].strip(" *_\u00a0\u202f") and " " not in text[start:end]:  # in quotation marks
        return start not in no_secret
    return end > start and (_is_code(text[start:end], code) if code else start not in no_secret)


def _says_otherwise(separator: re.Match[str], label: Cue, no_secret: dict[int, str]) -> bool:
    """Whether what stands between label and value says that no secret follows ("vous sera communiqué par : …")."""
    if label.key in ("account", "code", "pin") and separator["of"].strip():
        return True  # "code postal : 75018", "compte rendu : …"
    first, last = separator.span("of")
    return any(no_secret.get(at) == "absent" for at in range(first, last))


def _value(text: str, at: int, limit: int, *, is_one_of_many: bool) -> tuple[int, int]:
    """Return where the value at `at` begins and ends: what is in quotation marks, or all up to a blank."""
    if quoted := _QUOTED.match(text, at, limit):
        return quoted.span(1)
    token = _TOKEN.match(text, at, limit)
    if not token:
        return at, at
    words = token[0]
    if is_one_of_many and not _ADDRESS.match(words):
        words = words.split("/")[0]
    start = at + len(words) - len(words.lstrip("*_`"))
    words = words.strip("*_`")
    while words and words[-1] in _WRAPPING and not (words[-1] == ")" and "(" in words):
        words = words[:-1]
    return start, start + len(words)


def _is_secret(words: str, key: str) -> bool:
    if not any(map(str.isalnum, words)) or len(words) < 2 or (words[0] in "xX" and len(set(words.lower())) == 1) or _ADDRESS.match(words):
        return False
    if key == "pin":
        return bool(_PIN.fullmatch(words))
    return key in ("user", "account") or not _MAIL.fullmatch(words)  # "Mot de passe : contact@ville.fr" says whom to ask


def _is_code(words: str, length: int) -> bool:
    """Whether no word looks so: a digit in it, and long enough."""
    return len(words) >= max(length, 4) and any(map(str.isdigit, words)) and not (length > 4 and words.isdigit())


def _supported(found: list[_Secret], networks: list[Cue]) -> Iterator[_Secret]:
    """Leave out what is a secret only beside another label: a bank account, a customer's code."""
    strong = [secret.label for secret in found if secret.key in ("password", "user")]
    for secret in found:
        near = strong if secret.key == "account" else [*strong, *(cue.start for cue in networks)]
        if secret.key in ("password", "pin", "user") or any(abs(at - secret.label) <= _NEAR for at in near):
            yield secret


def _again(text: str, secrets: Iterable[_Secret]) -> Iterator[_Secret]:
    """Find the same passwords elsewhere in the text, where they cannot be ordinary words."""
    for words in {text[secret.start : secret.end] for secret in secrets if secret.key == "password"}:
        if _is_code(words, 6):
            for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                yield _Secret(found.start(), found.end(), found.start())


def _hide(text: str, secrets: Iterable[_Secret]) -> str:
    pieces, at = [], 0
    for secret in sorted(secrets):
        pieces += [text[at : secret.start], BULLET * (secret.end - max(secret.start, at))]
        at = max(at, secret.end)
    return "".join((*pieces, text[at:]))


def _hide_words(title: str, text: str, secrets: Iterable[_Secret]) -> str:
    """Hide, in words beside the text, what is secret in them and what is in the text."""
    title = _hide(title, _apart(_found(title)))
    for words in {text[secret.start : secret.end] for secret in secrets}:
        if len(words) >= 4:
            title = title.replace(words, BULLET * len(words))
    return title


def _together(hidden: str, secrets: Iterable[_Secret]) -> Iterator[list[_Secret]]:
    """Group what was printed side by side: a login and its password are one question."""
    group: list[_Secret] = []
    for secret in secrets:
        if group and (secret.label - group[-1].end > 40 or "\n\n" in hidden[group[-1].end : secret.start]):
            yield group
            group = []
        group.append(secret)
    if group:
        yield group


def _doubt(masked: Document, group: list[_Secret]) -> Doubt:
    start, end = min(secret.label for secret in group), group[-1].end
    return Doubt(masked.span(start, end), "secret", "secret.printed")
