"""Learns the weights of the signs of a theme (`passerelles/reading/ties/themes.py`) from the annotated documents.

    python -m scripts.themes

As `scripts.likely` does. Each pair that the reader finds and the gold holds is asked of each theme that has a word near it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sets import NAMED, gazetteer
from passerelles.reading import open_document, read
from passerelles.reading.ties import told
from passerelles.reading.ties.scene import Scene
from passerelles.reading.ties.themes import WEIGHTS, page_of, signs, themes_near
from scripts.likely import FROM, Example, _codes, learn


def main() -> None:
    examples = [example for name in FROM for path in NAMED[name].paths() for example in examples_of(path, NAMED[name].gold)]
    weights = learn(examples)
    counts = f"# {len(examples)} themes near a pair of {', '.join(FROM)}, {sum(own for _, own in examples)} of them the pair's"
    head = f"{counts}. Made by scripts/themes.py\n"
    lines = (f"{sign}\t{weight:.3f}\n" for sign, weight in sorted(weights.items()))
    WEIGHTS.write_text(head + "".join(lines), encoding="utf-8")
    print(head.strip())


def examples_of(path: Path, golds: Path) -> Iterator[Example]:
    """Yield the signs of each theme near a pair, and whether the gold gives it to the pair."""
    gold = json.loads((golds / f"{path.stem}.json").read_text(encoding="utf-8"))
    asked = {codes: set(each["themes"]) for each in gold["partnerships"] if not each.get("optional") for codes in _codes(each)}
    reading = read(open_document(path), gazetteer())
    scene = Scene(reading, gazetteer())
    page = page_of(scene, tuple(told(scene)))
    for tie in page.ties:
        own = asked.get((str(tie.parties[0].code), str(tie.parties[1].code)))
        for theme, cues in themes_near(page, tie).items():
            if own is not None:
                yield frozenset(signs(page, tie, cues)), int(theme in own)


if __name__ == "__main__":
    main()
