"""Compares documents that were read together, for the table and the report."""

from passerelles.command.disagreements import Disagreement
from passerelles.command.sheet import Sheet


class Comparison:
    """Keeps of each document what comparing needs."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []

    def add(self, sheet: Sheet) -> None:
        self._sheets.append(sheet)

    def disagreements(self) -> list[Disagreement]:
        return []
