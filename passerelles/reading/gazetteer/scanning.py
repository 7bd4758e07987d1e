"""Known names in a text. Latin names are looked up word by word, Chinese ones from every pair of characters.

Measured against Aho-Corasick automata in docs/decisions/0010: a dictionary needs no compiled cache and is fast enough.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from passerelles.reading.folding import APOSTROPHES, BLANKS, COMMON, DOTS, HYPHENS, fold_char

Span = tuple[int, int, str]  # start, end, surface

BARRIER, MARK, SOFT = "|", "\x01", "\x02"
NAME, START = 1, 2
WORDS = re.compile("[a-z0-9]+")
GAPS = re.compile(f"[ \n'\\-{MARK}{SOFT}]{{2,}}|[{MARK}{SOFT}]")
ABBREVIATED_SAINT = re.compile(r"(?<![a-z0-9])ste?\.(?=[ -])")
TO_BLANKS = {ord(char): " " for char in "\n'-"}

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SEPARATORS = DOTS + HYPHENS + " "
RUNS = re.compile(f"[{CJK}][{CJK}{re.escape(SEPARATORS)}]*")
FOLDED_LINES = re.compile(f"(?<=[{CJK}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{CJK}])")
TO_GAPS = {ord(char): " " for char in SEPARATORS}


def stream_char(char: str) -> str:
    """What the scanner sees of one character: a-z0-9, a kind of gap, something to ignore, or a barrier."""
    if char in "\n\u2028\u2029\u0085":
        return "\n"
    if char == "\u00ad":
        return SOFT
    for kind, seen in ((BLANKS, " "), (HYPHENS, "-"), (APOSTROPHES, "'")):
        if char in kind:
            return seen
    folded = fold_char(char)
    if "a" <= folded <= "z" or "0" <= folded <= "9" or folded == ".":
        return folded
    return MARK if "\u0300" <= char <= "\u036f" or char in "\u200b\u200c\u200d\u2060\ufeff" else BARRIER


class _Stream(dict[int, str]):
    def __missing__(self, point: int) -> str:
        self[point] = seen = stream_char(chr(point))
        return seen


_ANY = _Stream()
_ENCODE = codecs.charmap_build(COMMON.ljust(256, "\ufffe"))
_SEEN = "".join(map(stream_char, COMMON)).ljust(256, BARRIER)


def stream_of(text: str) -> str:
    """The text as the Latin scanner sees it, one ASCII character for one."""
    try:
        encoded, _ = codecs.charmap_encode(text, "strict", _ENCODE)
    except UnicodeEncodeError:
        return text.translate(_ANY)
    decoded, _ = codecs.charmap_decode(encoded, "strict", _SEEN)
    return decoded


class Shifts:
    """Where characters were taken out of a text, to find offsets back."""

    def __init__(self) -> None:
        self._at = [0]
        self._shift = [0]

    def note(self, at: int, taken: int) -> None:
        """From offset ``at`` of the shortened text on, ``taken`` characters more are missing."""
        self._at.append(at)
        self._shift.append(self._shift[-1] + taken)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return start + self._before(start), end + self._before(end - 1)

    def _before(self, offset: int) -> int:
        return self._shift[bisect_right(self._at, offset) - 1]


def gap(run: str) -> str:
    """What stands for several gaps in a row: a blank, a barrier (empty line, bullet, quotes), or nothing (soft hyphen, lone mark)."""
    kept = run.replace(MARK, "")
    if SOFT in kept:
        kept = kept.replace(SOFT, "").replace("\n", "")
    if kept.count("\n") > 1 or "''" in kept or ("-" in kept and "\n" in kept and kept.index("\n") < kept.rindex("-")):
        return BARRIER
    return " " if kept else ""


def shorten(stream: str, pattern: re.Pattern[str], shifts: Shifts, instead: dict[str, str] | None = None) -> str:
    """Replace each run of gaps by what stands for it, and note the shifts."""
    parts: list[str] = []
    last, length = 0, 0
    known: dict[str, str] = {} if instead is None else instead
    for match in pattern.finditer(stream):
        run = match[0]
        new = known.get(run)
        if new is None:
            new = known[run] = gap(run) if instead is None else ""
        start, end = match.span()
        parts += (stream[last:start], new)
        length += start - last + len(new)
        if end - start != len(new):
            shifts.note(length, end - start - len(new))
        last = end
    return stream if not last else "".join((*parts, stream[last:]))


class Scanner:
    """Finds surfaces in texts. Built once from the surfaces of the store."""

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._latin: dict[str, int] = {}
        self._chinese: set[str] = set()
        self._lengths: dict[str, tuple[int, ...]] = {}
        single = self._sort(surfaces)
        self._single = re.compile(f"[{''.join(sorted(single))}]") if single else None

    def _sort(self, surfaces: Iterable[str]) -> set[str]:
        states = self._latin
        lengths: dict[str, set[int]] = {}
        single: set[str] = set()
        for surface in surfaces:
            if surface.isascii():
                states[surface] = states.get(surface, 0) | NAME
                at = surface.find(" ")
                while at > 0:
                    states[surface[:at]] = states.get(surface[:at], 0) | START
                    at = surface.find(" ", at + 1)
            elif len(surface) == 1:
                single.add(surface)
            else:
                self._chinese.add(surface)
                lengths.setdefault(surface[:2], set()).add(len(surface))
        self._lengths = {pair: tuple(sorted(some)) for pair, some in lengths.items()}
        return single

    def spans(self, text: str) -> list[Span]:
        """Every occurrence, sorted by start, then by end."""
        found = [*self._in_latin(text)]
        if not text.isascii():
            found += self._in_chinese(text)
        return sorted(found)

    def _in_latin(self, text: str) -> Iterator[Span]:
        shifts = Shifts()
        stream = stream_of(text)
        if "st. " in stream or "ste. " in stream or "st.-" in stream or "ste.-" in stream:
            stream = ABBREVIATED_SAINT.sub(lambda match: match[0][:-1] + " ", stream)
        stream = shorten(stream, GAPS, shifts).translate(TO_BLANKS)
        for start, end, surface in self._word_by_word(stream):
            yield (*shifts.span(start, end), surface)

    def _word_by_word(self, stream: str) -> Iterator[Span]:
        """From each word that is or begins a name, word after word as long as names go on."""
        states, next_word = self._latin.get, WORDS.match
        for word in WORDS.finditer(stream):
            surface = word[0]
            state = states(surface)
            if state is None:
                continue
            start, end = word.span()
            while True:
                if state & NAME:
                    yield start, end, surface
                after = next_word(stream, end + 1) if state & START and stream[end : end + 1] == " " else None
                if after is None:
                    break
                end = after.end()
                surface = stream[start:end]
                state = states(surface)
                if state is None:
                    break

    def _in_chinese(self, text: str) -> Iterator[Span]:
        shifts = Shifts()
        whole = shorten(text, FOLDED_LINES, shifts, instead={}) if "\n" in text else text
        known, lengths = self._chinese, self._lengths
        for match in RUNS.finditer(whole):
            run = match[0].translate(TO_GAPS)
            first = match.start()
            for at in [at for at in range(len(run) - 1) if run[at : at + 2] in lengths]:
                for length in lengths[run[at : at + 2]]:
                    surface = run[at : at + length]
                    if surface in known and len(surface) == length:  # at a run's end the slice is shorter
                        start, end = shifts.span(first + at, first + at + length)
                        if length > 2 or end - start == length:  # 湖南⏎京津 is not 南京
                            yield start, end, surface
        if self._single:
            for match in self._single.finditer(text):
                yield match.start(), match.end(), match[0]
