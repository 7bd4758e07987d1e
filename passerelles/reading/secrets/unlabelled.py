"""Secrets that need no label: parameters of web addresses, user:password@host, keys whose first letters say what they are."""

import re
from collections.abc import Iterable, Iterator

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import Cue
from passerelles.reading.secrets.labels import Secret

_PARAMETER = re.compile(
    r"[?&#;](?:(?:access_|auth_|id_|refresh_)?token|api_?key|auth|passw(?:or)?d|password|pass|pwd|mdp|secret|sig|signature|session(?:id)?|phpsessid)"
    r"=([^&\s#\"'<>()\]，。；）]{4,})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s/@:]{1,64}:([^\s/@]{1,64})@")
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


def unlabelled(text: str, keys: Iterable[Cue]) -> Iterator[Secret]:
    """Yield what is secret whatever stands before it; `keys` are where a key may begin."""
    if "=" in text:
        for found in _PARAMETER.finditer(text):
            yield Secret(found.start(1), found.end(1), found.start() + 1)
    for pattern, anchor in ((_IN_ADDRESS, "://"), (_PRIVATE_KEY, "PRIVATE KEY-----")):
        if anchor in text:
            for found in pattern.finditer(text):
                yield Secret(found.start(1), found.end(1), found.start())
    for found in _NAMED.finditer(text) if _mentions_key(text) else ():
        yield Secret(found.start(1), found.end(1), found.start())
    for cue in keys:
        if known := _KEY.match(text, cue.start):
            yield Secret(known.start(), known.end(), known.start())


def _mentions_key(text: str) -> bool:
    """Whether any word of `_NAMED` occurs: looked for one by one, far faster than all at once whatever their case."""
    folded = fold(text)
    return any(word in folded for word in ("passw", "secret", "token", "api", "mdp", "basic"))
