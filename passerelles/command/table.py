"""What was found in a document as a table for the terminal: no colour, no box and one line a fact where it is piped."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from passerelles.command.disagreements import Disagreement
from passerelles.command.facts import Cell, Fact, Row, facts
from passerelles.command.pages import on_one_line, readable, shortened
from passerelles.command.summary import summary
from passerelles.command.words import PUNCTUATION, day, heading, word
from passerelles.library.sheet import Sheet

# What a section is called; places and organisations are counted in the summary only.
_SECTIONS = {
    "event": "events-found",
    "figure": "figures-found",
    "office": "offices-found",
    "a-wish": "wishes-found",
    "practice": "practices-found",
    "activity": "activities-found",
    "decision": "decisions-found",
    "doubt": "doubts-found",
}
_PIPED = 100  # columns, where there is no terminal
_QUOTED = 120  # characters of the words quoted


def console_for(file: TextIO) -> Console:
    """Return a console that writes at the terminal's width, at $COLUMNS or 100 where there is none."""
    columns = os.environ.get("COLUMNS", "")
    width = None if file.isatty() else int(columns) if columns.isdecimal() and int(columns) >= 40 else _PIPED
    return Console(file=file, highlight=False, markup=False, emoji=False, width=width)


def print_sheet(console: Console, sheet: Sheet, language: str = "en") -> None:
    """Print one document: its name, a summary, then what was found, section by section, in a language's words."""
    told, say = facts(sheet.found), _Words(language)
    with _trimmed(console):
        console.print(Text(on_one_line(sheet.found["document"]), style="bold"), soft_wrap=True)
        for note in (summary(sheet.found, language), *map(on_one_line, sheet.notes)):
            console.print(Padding(Text(note, style="dim"), (0, 0, 0, 2)))
        if ties := [fact for fact in told if fact.name == "tie"]:
            _print_partnerships(console, ties, sheet.text, say)
        for name, title in _SECTIONS.items():
            if of_name := [fact for fact in told if fact.name == name]:
                _print_section(console, _section(heading(title, language), of_name, sheet.text, say))
        console.print()


@contextmanager
def _trimmed(console: Console) -> Iterator[None]:
    """Where it is piped, print no blanks at the ends of lines."""
    if console.is_terminal:
        yield
        return
    with console.capture() as captured:
        yield
    console.file.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


class _Words:
    """Says facts in one language, on one line each."""

    def __init__(self, language: str):
        self.language = language
        self.marks = PUNCTUATION[language]

    def value(self, cell: Cell) -> str:
        if cell.kind == "word":
            return word(cell.text, self.language)
        return day(cell.text, self.language) if cell.kind == "date" else shortened(readable(cell.text), 200)

    def values(self, row: Row) -> str:
        return self.marks["list"].join(map(self.value, row.cells))

    def row(self, row: Row) -> str:
        if row.name in ("kind", "what", "value", "where"):
            return " ".join(map(self.value, row.cells))
        if row.name == "when":
            return word("until", self.language).join(map(self.value, row.cells))
        joint = self.marks["further" if row.name == "milestone" else "list"]
        return self.marks["row"].format(word(row.name, self.language), joint.join(map(self.value, row.cells)))

    def quoted(self, fact: Fact, text: str) -> str:
        """The words that say so, shortened."""
        if not fact.spans:
            return ""
        start, end = fact.main or fact.spans[0]
        return self.quote(text[start:end])

    def quote(self, words: str) -> str:
        return self.marks["quote"].format(shortened(readable(words), _QUOTED))


def _print_section(console: Console, table: Table) -> None:
    console.print()
    console.print(Padding(table, (0, 0, 0, 2)))


def _print_partnerships(console: Console, ties: Sequence[Fact], text: str, say: _Words) -> None:
    """One line a pair, and under it at full width what else is said and the words that say so."""
    console.print()
    console.print(Padding(Text(heading("ties-found", say.language), style="bold"), (0, 0, 0, 2)))
    lines = [(tie, {row.name: say.values(row) for row in tie.rows}) for tie in ties]
    pair = min(34, max(cell_len(tie.title) for tie in ties))
    since = max(5, *(cell_len(rows.get("since", "")) for _, rows in lines))
    for tie, rows in lines:
        line = Table.grid(Column(width=pair), Column(width=11), Column(width=since), Column(ratio=1), padding=(0, 2, 0, 0), expand=True)
        line.add_row(on_one_line(tie.title), rows.get("kind", ""), rows.get("since", ""), rows.get("themes", ""))
        console.print(Padding(line, (0, 0, 0, 2)))
        for further in (say.row(row) for row in tie.rows if row.name in ("state", "milestone", "associated")):
            console.print(Padding(Text(further, style="dim"), (0, 0, 0, 6)))
        console.print(Padding(Text(say.quoted(tie, text), style="italic"), (0, 0, 0, 6)))


def _section(title: str, told: Sequence[Fact], text: str, say: _Words) -> Table:
    style = "red" if told[0].type == "doubt" else ""
    table = Table(title=Text(title, style=f"bold {style}".strip()), title_justify="left", box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for fact in told:
        said = Text(shortened(readable(fact.title_in(say.language)), 300), style=style)
        if details := " · ".join(say.row(row) for row in fact.rows if row.name not in ("about", "chinese")):
            said.append(f"\n{details}", style=style or "dim")
        quoted = "" if fact.name in ("figure", "decision") and fact.rows == [] else say.quoted(fact, text)
        table.add_row(said, Text(quoted, style="italic"))
    return table


def print_disagreements(console: Console, found: Sequence[Disagreement], language: str = "en") -> None:
    """Print what documents say differently, last, so that it is what a person sees."""
    say = _Words(language)
    with _trimmed(console):
        if not found:
            console.print(word("agree", language))
            return
        console.print(Text(word("disagreements", language) + say.marks["bracket"].format(len(found)), style="bold red"))
        for disagreement in found:
            reason = heading(disagreement.about, language) + say.marks["colon"] + readable(disagreement.reasons[language])
            console.print()
            console.print(Padding(Text(reason, style="red"), (0, 0, 0, 2)))
            console.print(Padding(_versions(disagreement, say), (0, 0, 0, 4)))


def _versions(disagreement: Disagreement, say: _Words) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=12)
    table.add_column(overflow="fold")
    for version in disagreement.versions:
        said = Text(on_one_line(version.document))
        if version.words:
            said.append(f"\n{say.quote(version.words)}", style="italic")
        table.add_row(" ".join(map(say.value, version.values)), said)
    return table
