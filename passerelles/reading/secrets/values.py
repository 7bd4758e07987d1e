"""What stands where a secret would: where it begins and ends, and whether it can be one."""

import re

_QUOTED = re.compile(r"[«“\"‘'‹„`「『][ \u00a0\u202f]?([^\n«»“”\"「」『』]{2,60}?)[ \u00a0\u202f]?[»”\"’'›“`」』]")
_TOKEN = re.compile(r"[^\s|<>«»“”\"\u2e80-\u9fff\u3000-\u303f，；：（）。！？]+")
_WRAPPING = ".,;:)]}'’*_`"
_ADDRESS = re.compile(r"(?:https?:|www\.|mailto:)", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}")
_PIN = re.compile("[0-9]{4,8}")


def value(text: str, at: int, limit: int, *, is_one_of_many: bool) -> tuple[int, int]:
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


def is_secret(words: str, key: str) -> bool:
    """Whether words can be the secret that a label of this key announces: no address, no row of x, no mark alone."""
    if not any(map(str.isalnum, words)) or len(words) < 2 or (words[0] in "xX" and len(set(words.lower())) == 1) or _ADDRESS.match(words):
        return False
    if key == "pin":
        return bool(_PIN.fullmatch(words))
    return key in ("user", "account") or not _MAIL.fullmatch(words)  # "Mot de passe : contact@ville.fr" says whom to ask


def looks_coded(words: str, length: int) -> bool:
    """Whether no word looks so: a digit in it, and long enough."""
    return len(words) >= max(length, 4) and any(map(str.isdigit, words)) and not (length > 4 and words.isdigit())
