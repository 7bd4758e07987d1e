"""How lines of text hang together: which go on the one before, which begin an item, which look like a heading.

Used for text files, and for what other formats hold as bare lines (line breaks in a cell, a mail's body).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

STOPS = frozenset(".;:!?…。；：！？")
_ENDS_OPEN = re.compile(
    r"(?:\w[-‐]|[’'(\[«/–—&]|(?:^|[\s’'(])(?:d[eu]s?|l[ae]s?|[ld][’']|un|une|et|ou|à|aux?|en|par|pour|avec|sur|sous|dans|entre|vers|"
    r"of|the|and|or|to|in|for|with|by|at|from|on))$"
)
_BULLETS = frozenset("•·▪◦●○■□►▶➢➤✓✔❖◆◇‣⁃*Øo")
# A bullet that nothing else looks like; then what may also begin a line by chance: a dash, a number, a date.
_BULLET = re.compile(r"[•·▪◦●○■□►▶➢➤✓✔❖◆◇‣⁃\uf000-\uf0ff*]\s*\S|Ø\s+\S|o\s{2,}\S")
_MAY_BE_BULLET = re.compile(
    r"[-–—]\s+\S|\d{1,2}[.)]\s+\S|[a-hA-H]\)\s+\S|(?:I{1,3}|IV|VI{1,3}|IX|i{1,3}|iv)[.)]\s+\S|[（(]?[一二三四五六七八九十\d]{1,2}[、）)]\s*\S|\d{1,2}[.．]\s?[\u4e00-\u9fff]|\d+°\s"
)
_DATE = re.compile(
    r"(?:\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}|\d{1,2}[.\-/]\d{1,2}[.\-/]\d{2,4}|(?:18|19|20)\d\d\s?[:–—年]|"
    r"\d{1,2}(?:er)?(?:\s?(?:&|et|au|-|–|and|to)\s?\d{1,2})?\s(?:janv|févr|mars|avri|mai|juin|juil|août|sept|octo|nove|déce|"
    r"Janu|Febr|Marc|Apri|May|June|July|Augu|Sept|Octo|Nove|Dece)|\d{1,2}\s?[h:]\s?\d\d\b|"
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|June|July|August|"
    r"September|October|November|December)\s(?:18|19|20)\d\d\b)",
    re.IGNORECASE,
)
_DEEP = " " * 12  # a line indented so stands under the second column of an agenda laid out with blanks
_COLUMNS = re.compile(r"\S {4,}\S")
_DAY = re.compile(
    r"(?:le |the |on )?(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|le \d", re.IGNORECASE
)
_NUMBERED_TITLE = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]+[章节条]|[（(][一二三四五六七八九十]{1,3}[)）]")
_ONLY_DATE = re.compile(
    r"\(?(?:[^\W\d]+\.? ){0,2}(?:\d{1,2}(?:er)?[\s./-])?(?:\d{1,2}|[^\W\d]+\.?)[\s./-](?:19|20)\d\d\)?$|"
    r"(?:19|20)\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?(?:\d{1,2}日?)?)?$"
)


def begins_item(line: str) -> bool:
    """Whether a stripped line begins with a bullet, a number or a date."""
    return bool(is_bullet(line) or _MAY_BE_BULLET.match(line) or _DATE.match(line))


def ends_open(line: str) -> bool:
    """Whether a line's last word cannot be the last of anything: a hyphen, an opening bracket, "de", "et", "of"."""
    return bool(_ENDS_OPEN.search(line, max(0, len(line) - 8)))


def looks_like_item(line: str) -> bool:
    """Whether a block that begins with this line is a list item: not a bare date, not a paragraph that happens to begin with one."""
    if is_bullet(line) or _MAY_BE_BULLET.match(line):
        return True
    return len(line) < (30 if line[-1] >= "\u2e80" else 200) and bool(_DATE.match(line)) and not _ONLY_DATE.match(line)


def is_dated(line: str) -> bool:
    """Whether a stripped line begins with a date, a weekday or an hour."""
    return bool(_DATE.match(line) or _DAY.match(line) or _ONLY_DATE.match(line))


def is_bullet(line: str) -> bool:
    """Whether a stripped line begins with a bullet that nothing else looks like."""
    first = line[0]
    if first not in _BULLETS and not "\uf000" <= first <= "\uf0ff":  # most lines: a look at one character is enough
        return False
    return bool(_BULLET.match(line)) and not line.startswith("**")


def goes_on(before: str, line: str, width: int) -> bool:
    """Whether `line` continues `before`. `width` is the text's line width where it is wrapped by hand, 0 where it is not."""
    before, stripped = before.rstrip(), line.lstrip()
    first, last = stripped[0], before[-1]
    if line.startswith(_DEEP) and _COLUMNS.search(before) and not begins_item(stripped):
        return True
    if first.islower() and last not in STOPS and not begins_item(stripped):
        return 0 < width * 0.55 < _length(before) or last == "," or ends_open(before)
    if first in "•·*Ø" or "\uf000" <= first <= "\uf0ff" or is_bullet(stripped):
        return False
    is_full = bool(width) and _length(before) + 1 + _first_word(stripped) > 0.88 * width
    is_open = ends_open(before)
    if (first in "-–—(（" or first.isalnum()) and begins_item(stripped):
        return (is_full and last not in STOPS) or (is_open and first.isdigit())
    if is_open:
        return True
    if not is_full:
        return False
    return last not in ";:；：" and len(line) - len(stripped) < 2


def _length(line: str) -> int:
    """Width on paper: a Chinese character takes two places."""
    return len(line) if line.isascii() or max(line) < "\u2e80" else len(line) + sum(character >= "\u2e80" for character in line)


def _first_word(line: str) -> int:
    if line[0] >= "\u2e80":
        return 2
    return min(len(line.split(None, 1)[0]), 25)


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width at which a text is wrapped by hand; 0 where lines are paragraphs, or too short to tell.

    Only lines followed by another count: the last line of a paragraph says nothing.
    """
    lengths = []
    continued = cut = 0  # next lines in lower case; Chinese lines without a stop at their end
    for line, following in pairwise(lines):
        if line and following and not line.isspace() and not following.isspace():
            lengths.append(_length(line.strip()))
            continued += following.lstrip()[0].islower()
            cut += line.rstrip()[-1] >= "\u2e80" and line.rstrip()[-1] not in STOPS
            if len(lengths) >= 3000:
                break
    if not lengths or (len(lengths) < 3 and not continued and not cut):
        return 0
    width = sorted(lengths)[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    least = 20 if len(lengths) >= 4 and continued * 2 >= len(lengths) else 50
    return width if least <= width <= 160 else 0


def looks_like_heading(line: str) -> bool:
    """Whether a stripped line could be a heading, if it stands alone: short, without final stop, not a date."""
    if len(line) > 110 or line[-1] in ".;:,…。；：，" or line[0].islower():
        return False
    if line[0] >= "\u2e80" and (len(line) > 40 or line[-1] in "！？!?"):
        return False
    if is_bullet(line) or line[0] in "-–—(（[" or is_dated(line):
        return False
    return any(map(str.isalpha, line))


def is_surely_heading(line: str) -> bool:
    """Whether a stripped line is a heading wherever it stands: #, capitals, Chinese numbering."""
    if line[0] == "#":
        return line.lstrip("#")[:1] == " "
    if line.isupper() and 6 <= len(line) <= 90 and " " in line and line[0].isalpha() and line[-1] not in ".,;":
        return sum(map(str.isalpha, line)) * 3 > len(line) * 2
    return bool(line[0] > "\u3000" and len(line) <= 30 and line[-1] not in "。；，" and _NUMBERED_TITLE.match(line))
