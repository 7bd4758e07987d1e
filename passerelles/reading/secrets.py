"""Hides logins, passwords, keys and tokens that a text prints, before anything else reads it.

Each hidden character becomes one •, so offsets hold. Labels and what says that no secret follows are word lists
(`data/nearby/secrets.toml`); the grammar here is *label, separator, value* in any language. Where it is not sure, it
hides: a word hidden for nothing costs a look, a password shown costs more.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import Cue, Lexicon
from passerelles.reading.model import Document, Doubt
from passerelles.reading.nearby import lists
from passerelles.reading.reasons import reason

BULLET = "•"
_FAMILY = "secrets"
_LABELS = frozenset({"password", "user", "account", "code", "network"})
_NO_SECRETS = frozenset({"absent", "filler"})
_NEAR = 120  # characters within which a label that is weak alone needs a strong one

# After a label: perhaps what it is for ("pour l'espace membres"), then a colon or the like, or a verb.
_COLON = re.compile(r"(?P<of>[^\n.;:?!=：；。？！|\t]{0,40}?)[*_ \u00a0\u202f]*(?:[:=：＝|\t]|->|→)[*_` \t\u00a0\u202f]*\n?[ \t]*")
_VERB = re.compile(r"(?P<of>[^\n.;:?!=：；。？！|\t]{0,40}?)(?:\b(?:est|is)\b(?: :)?|是|为)[ \t\u00a0\u202f]*")
_BLANK = re.compile(r"(?P<of>)[ \u00a0\u202f]+")
_COLUMNS = re.compile(r"(?P<of>)[ |\t]*\n[| \t]*")  # "Login | Mot de passe", and the values on the next line
_JOINER = re.compile(r"\s{0,2}(?:[/|,;&+、\t]|(?:et|and|ou|or)\b|和|及)?\s{0,2}")
_QUOTED = re.compile(r"[«“\"‘「『][ \u00a0\u202f]?([^\n«»“”\"「」『』]{2,60}?)[ \u00a0\u202f]?[»”\"’」』]")
_TOKEN = re.compile(r"[^\s|<>«»“”\"\u2e80-\u9fff\u3000-\u303f，；：（）。！？]+")
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
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(.{16,8000}?)-----END", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class _Secret:
    """Characters to hide; `label` is where the words that announce them begin."""

    start: int
    end: int
    label: int
    key: str = "password"


def mask(document: Document) -> tuple[Document, list[Doubt]]:
    """Return the document with every secret hidden in text and title, and a doubt for each place where one was printed."""
    secrets = _secrets(document.text)
    if not secrets:
        return document, []
    hidden = _hide(document.text, (*secrets, *_again(document.text, secrets)))
    masked = replace(document, text=hidden, title=_hide_words(document.title, document.text, secrets))
    return masked, [_doubt(masked, group) for group in _together(hidden, secrets)]


def _secrets(text: str) -> list[_Secret]:
    cues = _labels().cues(fold(text))
    found = [*_labelled(text, cues.within(_FAMILY, 0, len(text))), *_unlabelled(text, cues.within("keys", 0, len(text)))]
    apart: list[_Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if secret.start < secret.end and (not apart or secret.start >= apart[-1].end):
            apart.append(secret)
    return apart


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


def _after(text: str, label: Cue) -> dict[int, str]:
    """Where, just after a label, a word says that no secret follows, and which kind of word it is."""
    cues = _no_secrets().cues(fold(text[label.end : label.end + _NEAR]))
    return {label.end + cue.start: cue.key for cue in cues.within(_FAMILY, 0, _NEAR)}


def _unlabelled(text: str, keys: Iterable[Cue]) -> Iterator[_Secret]:
    if "=" in text:
        for found in _PARAMETER.finditer(text):
            yield _Secret(found.start(1), found.end(1), found.start() + 1)
    for pattern, anchor in ((_IN_ADDRESS, "://"), (_PRIVATE_KEY, "PRIVATE KEY-----")):
        if anchor in text:
            for found in pattern.finditer(text):
                yield _Secret(found.start(1), found.end(1), found.start())
    for cue in keys:
        if known := _KEY.match(text, cue.start):
            yield _Secret(known.start(), known.end(), known.start())


def _labelled(text: str, cues: list[Cue]) -> Iterator[_Secret]:
    labels = [cue for cue in cues if cue.key != "network"]
    found: list[_Secret] = []
    index = 0
    while index < len(labels):
        chain = _chain(text, labels, index)
        index += len(chain)
        limit = labels[index].start if index < len(labels) else len(text)
        found += _values(text, chain, limit, _after(text, chain[-1]))
    yield from _supported(found, [cue for cue in cues if cue.key == "network"])


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
    for cue in chain:
        start, end = _value(text, at, limit, is_one_of_many=len(chain) > 1)
        words = text[start:end]
        is_quoted = text[start - 1 : start] in tuple('«“"‘「『 \u00a0\u202f') and start > at
        if not _is_secret(words, cue.key) or not (_is_code(words, code) or is_quoted or not (code or start in no_secret)):
            return
        yield _Secret(start, end, chain[0].start, cue.key)
        joined = _JOINER.match(text, end + is_quoted)
        at = joined.end() if joined else end


def _opening(text: str, chain: list[Cue], limit: int, no_secret: dict[int, str]) -> tuple[int, int]:
    """Return where the values begin, and how long a code must be to be taken for one (0: any word will do)."""
    for pattern, code in ((_COLUMNS if len(chain) > 1 else _COLON, 0), (_COLON, 0), (_VERB, 4), (_BLANK, 6)):
        separator = pattern.match(text, chain[-1].end, limit)
        if separator and not _says_otherwise(separator, chain[-1], no_secret):
            return separator.end(), code
    return limit, 0


def _says_otherwise(separator: re.Match[str], label: Cue, no_secret: dict[int, str]) -> bool:
    """Whether what stands between label and value says that no secret follows ("vous sera communiqué par : …")."""
    if label.key in ("account", "code") and separator["of"].strip():
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
    return key in ("user", "account") or not _MAIL.fullmatch(words)  # "Mot de passe : contact@ville.fr" says whom to ask


def _is_code(words: str, length: int) -> bool:
    """Whether no word looks so: a digit in it, and long enough."""
    return len(words) >= max(length, 4) and any(map(str.isdigit, words)) and not (length > 4 and words.isdigit())


def _supported(found: list[_Secret], networks: list[Cue]) -> Iterator[_Secret]:
    """Leave out what is a secret only beside another label: a bank account, a customer's code."""
    strong = [secret.label for secret in found if secret.key in ("password", "user")]
    for secret in found:
        near = strong if secret.key == "account" else [*strong, *(cue.start for cue in networks)]
        if secret.key in ("password", "user") or any(abs(at - secret.label) <= _NEAR for at in near):
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


def _hide_words(title: str | None, text: str, secrets: Iterable[_Secret]) -> str | None:
    if not title:
        return title
    title = _hide(title, _secrets(title))
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
    return Doubt(masked.span(start, end), "secret", reason("secret", masked.language))
