"""Compares documents that were read together, for the table and the report."""

from passerelles.command.disagreements import Disagreement, Version
from passerelles.command.facts import dates, texts
from passerelles.command.words import reasons
from passerelles.library.sheet import Sheet
from passerelles.reading.reader import Reading
from passerelles.reading.together import Disagreement as Found
from passerelles.reading.together import compare


class Comparison:
    """Keeps the readings; says at the end what they disagree on, with the reason in each of the report's languages."""

    def __init__(self) -> None:
        self._readings: list[tuple[str, Reading]] = []

    def add(self, sheet: Sheet) -> None:
        if sheet.reading is not None:
            self._readings.append((sheet.found["document"], sheet.reading))

    def disagreements(self) -> list[Disagreement]:
        return [_shown(found) for found in compare(self._readings)]


def _shown(found: Found) -> Disagreement:
    """A disagreement; what each document says is given where there is one value for each."""
    values = found.suggestions if len(found.suggestions) == len(found.quotes) else ("",) * len(found.quotes)
    cell = dates if found.about in ("date", "partnership") else texts
    versions = [
        Version(cell(value), name, span.text, span=(span.start, span.end)) for value, (name, span) in zip(values, found.quotes, strict=True)
    ]
    return Disagreement(found.about, reasons(found.key, found.values), versions)
