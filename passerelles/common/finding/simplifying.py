"""Traditional characters as the simplified ones they are written as, so that 廣東 finds 广东 and the other way round."""

from pathlib import Path


def _table() -> dict[int, int]:
    text = (Path(__file__).parent / "data" / "traditional.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {ord(char): ord(simple) for simple, traditional in lines for char in traditional}


SIMPLE = _table()
