"""Text as names are compared: lower case, no accents, blanks for hyphens and apostrophes; same length, so offsets hold.

``fold`` is used on names and on texts alike. Two ways lead to the same result (a test compares them): the common characters of
French, English and pinyin texts go through a table of 256 entries in C, any other text through ``str.translate``.
"""

import codecs
import unicodedata

HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\u00ad\uff0d"  # the em dash is punctuation, never part of a name
APOSTROPHES = "'\u2018\u2019\u02bb\u02bc\u02b9\u2032\u00b4`\uff07"
DOTS = "\u00b7\u30fb\u2022\u2027\uff65"  # between the words of a foreign name in Chinese: 奥弗涅·罗讷
BLANKS = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
TO_BLANK = frozenset(HYPHENS + APOSTROPHES + DOTS + BLANKS)

# Letters that Unicode does not decompose. One letter for one: œ is o, so "Cœur" and "Coeur" are two forms of one name.
PLAIN = {"œ": "o", "æ": "a", "ß": "s", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "þ": "t", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k"}


def _step(char: str) -> str:
    """One character, one step nearer to its folded form."""
    if char in TO_BLANK:
        return " "
    lowered = char.lower()
    char = lowered if len(lowered) == 1 else char  # "İ".lower() has two characters
    if char in PLAIN:
        return PLAIN[char]
    base = [part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part)]
    if len(base) == 1 or (base and base[0].isascii() and base[0].isalpha()):  # é, Ａ, but also ﬁ -> f
        return base[0]
    return char  # a lone mark, ½, a Hangul syllable…


def fold_char(char: str) -> str:
    """The folded form of one character: always one character, always its own folded form."""
    while (nearer := _step(char)) != char:
        char = nearer
    return char


class _Table(dict[int, str]):
    """Filled as characters are met: at most one entry for each character of Unicode."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = fold_char(chr(point))
        return folded


_TABLE = _Table()

# The 256 characters of the fast way: ASCII, the letters of Latin-1, pinyin's vowels, French typography.
COMMON = (
    "".join(map(chr, range(128)))
    + "\u00a0«»°·\u00ad´²³½§©®¿¡"
    + "".join(map(chr, range(0xC0, 0x100)))
    + "āĀēĒīĪōŌūŪǎǍěĚǐǏǒǑǔǓǖǘǚǜ"
    + "œŒŸ‐‑–—−‘’“”…•€\u202f\u2009ʼ"
)
_ENCODE = codecs.charmap_build(COMMON.ljust(256, "\ufffe"))
_FOLDED_COMMON = "".join(map(fold_char, COMMON)).ljust(256, "\ufffe")


def fold(text: str) -> str:
    """Fold a text, one character for one (``len(fold(text)) == len(text)``, ``fold(fold(text)) == fold(text)``).

    Lower case; accents removed; hyphens, apostrophes (' ’ ‘ ʼ ʻ), middle dots, any blank, tab or newline become one blank each; œ, æ
    and ß become o, a and s; other punctuation, Chinese, lone surrogates and combining marks stay. Never raises on a ``str``.
    """
    if text.isascii():
        return text.lower().translate(_ASCII)
    try:
        encoded, _ = codecs.charmap_encode(text, "strict", _ENCODE)
    except UnicodeEncodeError:
        return text.translate(_TABLE)
    decoded, _ = codecs.charmap_decode(encoded, "strict", _FOLDED_COMMON)
    return decoded


_ASCII = {ord(char): " " for char in map(chr, range(128)) if char in TO_BLANK}


def one_line(words: str) -> str:
    """Return words on one line: every run of blanks and line ends is one blank."""
    return " ".join(words.split())
