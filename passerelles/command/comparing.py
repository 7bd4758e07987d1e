"""Compares documents that were read together, for the table and the report."""

from passerelles.command.disagreements import Disagreement, Version
from passerelles.command.facts import dates, texts
from passerelles.library.sheet import Sheet
from passerelles.command.words import LANGUAGES, dated
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
        by_language = [compare(self._readings, language=language) for language in LANGUAGES]
        return [_shown(found) for found in zip(*by_language, strict=True)]


def _shown(found: tuple[Found, ...]) -> Disagreement:
    """One disagreement, found once for each language; what each document says is given where there is one value for each."""
    first = found[0]
    values = first.suggestions if len(first.suggestions) == len(first.quotes) else ("",) * len(first.quotes)
    cell = dates if first.about in ("date", "partnership") else texts
    versions = [
        Version(cell(value), name, span.text, span=(span.start, span.end)) for value, (name, span) in zip(values, first.quotes, strict=True)
    ]
    reasons = {language: dated(said.reason, language) for language, said in zip(LANGUAGES, found, strict=True)}
    return Disagreement(first.about, reasons, versions)
