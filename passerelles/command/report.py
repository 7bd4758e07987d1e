"""The HTML report: one file that needs nothing else, what a person would rather look at.

Documents are rendered one by one as they are read and laid aside on disk; what stands before them (disagreements, partnerships,
index) is only known at the end.
"""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from django.template.loader import get_template

from passerelles.command.disagreements import Disagreement
from passerelles.command.facts import TYPES, Cell, dates, words
from passerelles.command.pages import Page, Tied, clean, page
from passerelles.command.words import WORDS, word
from passerelles.library.sheet import Sheet
from passerelles.reading.reader import READER_VERSION

COUNTED = {"place": "places-found", "tie": "ties-found", "event": "events-found", "figure": "figures-found", "doubt": "doubts-found"}
_MARKER = "@@ the documents @@"
_STRENGTH = ("twinning", "agreement", "cooperation", "project", "contact")


@dataclass(slots=True)
class _Tie:
    """A pair of parties, over all documents that name it."""

    title: str
    zh: str
    href: str
    is_contested: bool = False
    kinds: Sequence[Cell] = ()
    years: Sequence[Cell] = ()
    themes: Sequence[Cell] = ()
    documents: list["_Reference"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reference:
    number: int
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A document's line in the index."""

    number: int
    name: str
    label: str
    language: str
    published: str
    doubts: int
    counts: Sequence[tuple[str, int]]


class Report:
    """Collects what is read; `write` puts the whole together."""

    def __init__(self, language: str):
        self._language = language
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by close()
        self._template = get_template("command/_document.html")
        self._index: list[_Line] = []
        self._ties: dict[str, list[tuple[Page, Tied]]] = {}
        self._unread: list[tuple[str, str]] = []
        self._documents: dict[str, tuple[int, str]] = {}  # number and language, by name
        self._spots: dict[tuple[str, int, int], str] = {}  # addresses of words, for what documents disagree on

    def add(self, sheet: Sheet) -> None:
        laid = page(sheet, len(self._index) + 1, self._language)
        counts = [(key, laid.counts[kind]) for kind, key in COUNTED.items()]
        context = {
            "page": laid,
            "lang": self._language,
            "counted": [(key, count) for key, count in counts if count],
        }
        self._spool.write(self._template.render(context))
        self._index.append(_Line(laid.number, laid.name, laid.label, laid.language, laid.published, laid.counts["doubt"], counts))
        self._documents[sheet.found["document"]] = (laid.number, laid.language)
        for (start, end), mark in laid.spots.items():
            self._spots[sheet.found["document"], start, end] = f"#d{laid.number}-m{mark}"
        for tied in laid.ties:
            self._ties.setdefault(_key(tied.tie), []).append((laid, tied))
        laid.groups = []  # drawn: only its name and ties are needed from here on
        laid.told = []

    def fail(self, name: str, error: str) -> None:
        self._unread.append((clean(name), clean(error.removeprefix(f"{name}: "))))

    def write(self, file: TextIO, disagreements: Iterable[Disagreement] = (), *, is_cut_short: bool = False) -> None:
        """Write the whole report."""
        context = {
            "lang": self._language,
            "title": word("report", self._language),
            "types": TYPES,
            "totals": self._totals(),
            "columns": list(COUNTED.values()),
            "index": self._index,
            "ties": [_merged(told) for _, told in sorted(self._ties.items(), key=lambda pair: pair[1][0][1].fact.title)],
            "unread": self._unread,
            "disagreements": [disagreement.linked(self._documents, self._spots) for disagreement in disagreements],
            "cut_short": is_cut_short,
            "reader": READER_VERSION,
            "words": WORDS,
            "marker": _MARKER,
        }
        before, after = get_template("command/report.html").render(context).rsplit(_MARKER, 1)
        file.write(before)
        self._spool.seek(0)
        while part := self._spool.read(1 << 20):
            file.write(part)
        file.write(after)

    def close(self) -> None:
        self._spool.close()

    def _totals(self) -> list[tuple[str, int]]:
        sums = dict.fromkeys(COUNTED.values(), 0)
        for line in self._index:
            for key, count in line.counts:
                sums[key] += count
        return [("documents", len(self._index)), ("ties-found", len(self._ties)), ("doubts-found", sums["doubts-found"])]


def _key(tie: dict[str, Any]) -> str:
    parties = (party if isinstance(party, dict) else {"name": party} for party in tie["parties"])
    return " ".join(str(party.get("code") or party["name"]) for party in parties)


def _merged(told: Sequence[tuple[Page, Tied]]) -> _Tie:
    """One line for a pair: the strongest kind, every year that is given, all themes."""
    ties = [tied.tie for _, tied in told]
    kinds = sorted({str(tie["kind"]) for tie in ties}, key=lambda kind: _STRENGTH.index(kind) if kind in _STRENGTH else len(_STRENGTH))
    _, first = told[0]
    return _Tie(
        title=first.fact.title,
        zh=next((cell.text for _, tied in told for row in tied.fact.rows if row.name == "chinese" for cell in row.cells), ""),
        href=first.href,
        is_contested=any(tied.fact.is_contested for _, tied in told),
        kinds=words(*kinds[:1]),
        years=dates(*sorted({tie["since"] for tie in ties if tie["since"]})),
        themes=words(*dict.fromkeys(theme for tie in ties for theme in tie["themes"])),
        documents=[_Reference(laid.number, laid.label, tied.href) for laid, tied in told],
    )
