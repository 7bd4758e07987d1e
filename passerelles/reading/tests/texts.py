"""Documents made from a few lines, for tests: one block a line; `# ` is a heading, `- ` an item, ` | ` between cells makes a row."""

import re
from collections.abc import Iterable

from passerelles.reading.model import Block, Document, Finding, Language
from passerelles.reading.reader import Reading

Cells = tuple[tuple[int, int], ...]


def document_of(text: str, *, name: str = "test.txt", published: str | None = None, title: str | None = None) -> Document:
    """A document as a format would open it. Lines that only go on (indented) belong to the block before; the first row names columns."""
    blocks: list[Block] = []
    for line in re.finditer(r"[^\n]+(?:\n(?=[ \t])[^\n]+)*", text):
        after_row = bool(blocks) and blocks[-1].kind == "row"
        blocks.append(_block(text, *line.span(), after_row=after_row))
    return Document(name, text, tuple(blocks), _language(text), published=published, title=title)


def reading_of(text: str, *findings: Finding, published: str | None = None) -> Reading:
    reading = Reading(document_of(text, published=published))
    reading.add(findings)
    return reading


def quotes_hold(text: str, findings: Iterable[Finding]) -> bool:
    """Whether every quote is the words it says it is."""
    spans = [finding.quote for finding in findings if hasattr(finding, "quote")]
    return all(text[span.start : span.end] == span.text and span.text for span in spans)


def says_hold(text: str, findings: Iterable[Finding]) -> bool:
    """Whether everything said is quoted, with its context, in the words of the text."""
    said = [one for finding in findings for one in finding.says]  # type: ignore[union-attr]  # findings that say things
    spans = [span for one in said for span in (one.quote, *one.context)]
    return all(text[span.start : span.end] == span.text and span.text for span in spans)


def _block(text: str, start: int, end: int, *, after_row: bool) -> Block:
    line, language = text[start:end], _language(text[start:end])
    if " | " in line:
        return Block("row", start, end, language, cells=_cells(line, start), table=1, is_header=not after_row)
    if line.startswith("# "):
        return Block("heading", start + 2, end, language, level=1)
    return Block("item" if line.lstrip().startswith(("- ", "• ", "Ø ", "➢ ")) else "paragraph", start, end, language)


def _cells(line: str, start: int) -> Cells:
    cells, at = [], start
    for cell in line.split(" | "):
        cells.append((at, at + len(cell)))
        at += len(cell) + 3
    return tuple(cells)


def _language(text: str) -> Language:
    if re.search("[\u4e00-\u9fff]", text):
        return "zh"
    return "en" if re.search(r"\b(?:the|was|by|of|and|with|is)\b", text, re.IGNORECASE) else "fr"
