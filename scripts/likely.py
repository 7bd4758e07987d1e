"""Learns the weights of the signs of a tie (`passerelles/reading/ties/likely.py`) from the annotated documents that come with the project.

    python -m scripts.likely

A logistic regression with a pull towards zero, by plain gradient descent, so that nothing needs installing and the same documents give
the same bytes. Every pair of authorities named in one sentence is an example, whether or not a rule finds it: what rules miss is to
be found by what all ties have in common. Pairs that the gold calls optional teach nothing.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sets import NAMED, gazetteer
from passerelles.reading import open_document, read
from passerelles.reading.ties.likely import WEIGHTS, signs, together
from passerelles.reading.ties.scene import Scene

FROM = ("own", "own6", "own7", "own8", "demo")
RAREST = 4  # examples: a sign seen less often teaches nothing
PULL = 16.0  # towards zero: chosen on one half of a series, confirmed on the other
ROUNDS = 600
Example = tuple[frozenset[str], int]


def main() -> None:
    examples = [example for name in FROM for path in NAMED[name].paths() for example in examples_of(path, NAMED[name].gold)]
    weights = learn(examples)
    right = sum(tied for _, tied in examples)
    told = f"# {len(examples)} pairs of {', '.join(FROM)}, {right} of them tied"
    head = f"{told}; signs seen {RAREST} times or more. Made by scripts/likely.py\n"
    lines = (f"{sign}\t{weight:.3f}\n" for sign, weight in sorted(weights.items()))
    WEIGHTS.write_text(head + "".join(lines), encoding="utf-8")
    print(head.strip())


def examples_of(path: Path, golds: Path) -> Iterator[Example]:
    """Yield the signs of each pair that a document names together, and whether its gold ties it."""
    gold = json.loads((golds / f"{path.stem}.json").read_text(encoding="utf-8"))
    tied = {(code, partner): not each.get("optional") for each in gold["partnerships"] for code, partner in _codes(each)}
    scene = Scene(read(open_document(path), gazetteer()), gazetteer())
    for where in together(scene).values():
        one, other = where[0][1]
        is_tied = tied.get((one.place.code, other.place.code))
        if is_tied is not False:
            yield frozenset(signs(scene, where)), int(is_tied is not None)


def _codes(tie: dict[str, object]) -> Iterator[tuple[str, str]]:
    home = [str(tie.get("fr_code")), *map(str, tie.get("alt_fr") or [])]  # type: ignore[call-overload]  # JSON
    partner = [str(tie.get("cn_code")), *map(str, tie.get("alt_cn") or [])]  # type: ignore[call-overload]  # JSON
    return ((one, other) for one in home for other in partner)


def learn(examples: list[Example]) -> dict[str, float]:
    """Return each sign's weight, and under "always" what holds without any."""
    seen = Counter(sign for found, _ in examples for sign in found)
    weights = {sign: 0.0 for sign, times in sorted(seen.items()) if times >= RAREST} | {"always": 0.0}
    kept = [([sign for sign in sorted(found) if sign in weights] + ["always"], tied) for found, tied in examples]
    for turn in range(ROUNDS):
        step = 4.0 / (1 + turn / 60) / len(kept)
        pulled = {sign: 0.0 if sign == "always" else PULL * weight for sign, weight in weights.items()}
        for found, tied in kept:
            error = 1 / (1 + math.exp(-sum(weights[sign] for sign in found))) - tied
            for sign in found:
                pulled[sign] += error
        for sign, slope in pulled.items():
            weights[sign] -= step * slope
    return weights


if __name__ == "__main__":
    main()
