"""Lays a document out as a page: its blocks with the facts that stand in them, its doubts as margin notes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath

from passerelles.command.facts import TYPES, Fact, Json, Mark, facts, marks
from passerelles.command.marking import Marking, Stretch
from passerelles.library.sheet import Sheet
from passerelles.reading.model import Block

LINKS = 12  # mentions that a fact links to: a place named a thousand times is found by reading on
NOTES = 6  # ties noted in the margin of one block
# What a page cannot hold, or what would turn its words round: control characters, halves of surrogate pairs, bidirectional overrides.
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_CJK_BREAK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_BULLET = re.compile(r"(?:[-–—•*·▪►»➢\uf0b7\uf0d8]|\(?(?:\d{1,2}|[a-zA-Z])[.)、]|Ø(?=\s))\s*")
_HASHES = re.compile(r"#{1,6}\s+")
_RAISED = re.compile(r"\^\{([^{}\n]{1,24})\}")  # what a converter makes of a raised "èmes": 4^{èmes}
_RAISED_WORD = re.compile(r"\d{1,3}(?=\^\{[^\W\d_]{5,}\})")  # "4^{Quatrièmes}": the number and, over it, its word


def clean(text: str) -> str:
    """Return text that a page can hold, each strange character shown as one that says so."""
    return _STRANGE.sub("\ufffd", text)


def readable(text: str) -> str:
    """Return words of a document as a person would write them, for a page."""
    bound = clean(text).replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return _RAISED.sub(r"\1", _RAISED_WORD.sub("", bound))


def on_one_line(text: str) -> str:
    """Return a name or a reason that cannot pass for several lines: a file's name may hold line breaks."""
    return clean(re.sub(r"[\n\t\u2028\u2029]", "\ufffd", text))


@dataclass(slots=True)
class Piece:
    """A stretch of text as the template writes it; without facts it is plain words."""

    text: str
    types: str = ""
    facts: str = ""
    first: int = 0  # the fact its link leads to; 0 where it only goes on with what an earlier one began
    anchors: tuple[int, ...] = ()
    title: str = ""


@dataclass(slots=True)
class Part:
    """A paragraph, heading, item or cell."""

    pieces: list[Piece]
    language: str = ""  # where it is not the document's
    level: int = 0
    bullet: str = ""
    is_header: bool = False
    page: int | None = None
    notes: list[Fact] = field(default_factory=list)
    cells: list["Part"] = field(default_factory=list)
    columns: int = 1  # that a cell spans: the last of a short row

    @property
    def heading(self) -> int:
        """The level of a heading on the page, below the document's own title."""
        return min(max(self.level, 1) + 2, 6)


@dataclass(slots=True)
class Group:
    """Parts that stand together: one paragraph or heading, the items of a list, the rows of a table."""

    kind: str
    parts: list[Part]

    @property
    def columns(self) -> int:
        return max((len(row.cells) for row in self.parts), default=1)


@dataclass(slots=True)
class Link:
    """A place in the text where a fact is said."""

    mark: int
    words: str


@dataclass(frozen=True, slots=True)
class Tied:
    """A partnership of a page, and the address of its sentence in the report."""

    fact: Fact
    href: str
    tie: Json


@dataclass(slots=True)
class Page:
    """A document, ready to be written."""

    number: int
    name: str
    title: str
    language: str
    published: str
    notes: Sequence[str]
    groups: list[Group]
    told: list[tuple[str, list[tuple[Fact, list[Link]]]]]  # by type, in the legend's order
    counts: dict[str, int]
    ties: list[Tied]
    spots: dict[tuple[int, int], int]  # the mark of an event's, a figure's or a partnership's words
    heading: list[Piece] = field(default_factory=list)  # the title as the text has it, where it does

    @property
    def label(self) -> str:
        """What the document is called: its title, else its file's name."""
        return self.title if any(map(str.isalnum, self.title)) else PurePath(self.name).name

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def page(sheet: Sheet, number: int, language: str) -> Page:
    """Lay out what was read of one document; `language` is the page's."""
    told = facts(sheet.found)
    placed = marks(told)
    found = sheet.found
    links = _links(sheet.text, placed)
    laid = Page(
        number=number,
        name=clean(found["document"]),
        title=readable(found["title"] or ""),
        language=found["language"] or "",
        published=found["published"] or "",
        notes=[clean(note) for note in sheet.notes],
        groups=list(_Layout(sheet, told, placed, language).groups()),
        told=_by_type(told, links),
        counts={kind: sum(fact.type == kind for fact in told) for kind in TYPES},
        ties=_ties(told, placed, links, found["partnerships"], f"#d{number}"),
        spots=_spots(told, placed, links),
    )
    _take_title(laid)
    return laid


def _take_title(laid: Page) -> None:
    """Where one of the first blocks is the title, it stands at the page's head with what was found in it, and not twice."""
    for index, group in enumerate(laid.groups[:6]):
        part = group.parts[0]
        is_text = group.kind in ("heading", "paragraph") and not part.notes
        if is_text and shortened("".join(piece.text for piece in part.pieces), 300) == laid.title:
            laid.heading = part.pieces
            del laid.groups[index]
            return


def _ties(told: Sequence[Fact], placed: Sequence[Mark], links: dict[int, list[Link]], ties: Sequence[Json], at: str) -> list[Tied]:
    """The partnerships, each with the address of the sentence that says what it is, else of its first."""
    tied = [fact for fact in told if fact.type == "tie"]
    hrefs = []
    for fact in tied:
        marks_of = [link.mark for link in links.get(fact.number, ())]
        main = [mark for mark in marks_of if placed[mark][:2] == fact.main]
        hrefs.append(f"{at}-m{(main or marks_of)[0]}" if marks_of else at)
    return [Tied(fact, href, tie) for fact, href, tie in zip(tied, hrefs, ties, strict=True)]


def _spots(told: Sequence[Fact], placed: Sequence[Mark], links: dict[int, list[Link]]) -> dict[tuple[int, int], int]:
    compared = [fact.number for fact in told if fact.type in ("event", "figure", "tie")]
    return {(placed[link.mark].start, placed[link.mark].end): link.mark for number in compared for link in links.get(number, ())}


def _by_type(told: Sequence[Fact], links: dict[int, list[Link]]) -> list[tuple[str, list[tuple[Fact, list[Link]]]]]:
    of: dict[str, list[tuple[Fact, list[Link]]]] = {kind: [] for kind in TYPES}
    for fact in told:
        of[fact.type].append((fact, links.get(fact.number, [])))
    return [(kind, listed) for kind, listed in of.items() if listed]


def _links(text: str, placed: Sequence[Mark]) -> dict[int, list[Link]]:
    links: dict[int, list[Link]] = defaultdict(list)
    for index, mark in enumerate(placed):
        if len(links[mark.fact]) < LINKS:
            links[mark.fact].append(Link(index, shortened(readable(text[mark.start : mark.end]), 160)))
    return links


def shortened(text: str, most: int) -> str:
    """Return words on one line, cut with an ellipsis where they are longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


class _Layout:
    """One document on its way to groups."""

    def __init__(self, sheet: Sheet, told: Sequence[Fact], placed: Sequence[Mark], language: str):
        self._sheet, self._text, self._language = sheet, sheet.text, language
        self._marking = Marking(told, placed)
        self._facts = {fact.number: fact for fact in told}
        self._placed = placed
        self._linked = self._linked_marks()
        self._noted = [fact for fact in sorted(told, key=_first) if fact.spans and fact.type in ("doubt", "tie")]
        self._next_note = 0
        self._page: int | None = None

    def groups(self) -> Iterator[Group]:
        for (kind, _), blocks in groupby(self._sheet.blocks, key=_group_key):
            if kind == "row":
                yield _evened(Group(kind, [self._part(block) for block in blocks]))
            elif kind == "item":
                yield Group(kind, [self._part(block) for block in blocks])
            else:
                yield from (Group(kind, [self._part(block)]) for block in blocks)

    def _part(self, block: Block) -> Part:
        language = block.language if block.language != self._sheet.found["language"] else ""
        part = Part([], language, block.level, is_header=block.is_header, page=self._turned(block), notes=self._notes(block.end))
        if block.cells:
            part.notes = [note for note in part.notes if note.type == "doubt"]  # they stand in the table, under the row
            part.cells = [Part(self._pieces(start, end, block.language)) for start, end in block.cells]
            return part
        start = block.start
        if block.kind == "heading" and (hashes := _HASHES.match(self._text, start, block.end)):
            start = hashes.end()
        if block.kind == "item" and (bullet := _BULLET.match(self._text, start, block.end)):
            part.bullet = bullet[0].strip()
            start = bullet.end()
        part.pieces = self._pieces(start, block.end, block.language)
        return part

    def _turned(self, block: Block) -> int | None:
        """The number of a page that begins with this block."""
        before, self._page = self._page, block.page
        return block.page if block.page and block.page != before else None

    def _notes(self, end: int) -> list[Fact]:
        """The doubts and ties first said before `end` that were not noted yet."""
        notes: list[Fact] = []
        while self._next_note < len(self._noted) and _first(self._noted[self._next_note]) < end:
            notes.append(self._noted[self._next_note])
            self._next_note += 1
        ties = [note for note in notes if note.type == "tie"]
        return [note for note in notes if note.type == "doubt" or note in ties[:NOTES]]

    def _pieces(self, start: int, end: int, language: str) -> list[Piece]:
        return [self._piece(stretch, language) for stretch in self._marking.stretches(start, end)]

    def _piece(self, stretch: Stretch, language: str) -> Piece:
        words = readable(self._text[stretch.start : stretch.end])
        if self._sheet.format == "md":
            words = words.replace("**", "")
        if language == "zh" and "\n" in words:
            words = _CJK_BREAK.sub("", words)
        if not stretch.facts:
            return Piece(words)
        anchors = tuple(mark for mark in stretch.begun if mark in self._linked)
        return Piece(
            words,
            " ".join((*stretch.types, *self._begun(stretch))),
            " ".join(map(str, stretch.facts)),
            stretch.facts[0] if stretch.begun else 0,
            anchors,
            self._titles(stretch) if stretch.begun else "",
        )

    def _titles(self, stretch: Stretch) -> str:
        """What a browser without JavaScript shows of the innermost facts."""
        titles = (self._facts[number].title_in(self._language) for number in stretch.facts[:3])
        return " · ".join(shortened(readable(title), 80) for title in titles)

    def _begun(self, stretch: Stretch) -> set[str]:
        """Types that carry a sign where they begin."""
        return {f"{self._facts[self._placed[mark].fact].type}-first" for mark in stretch.begun} & {"wish-first", "decision-first"}

    def _linked_marks(self) -> set[int]:
        seen: dict[int, int] = defaultdict(int)
        linked = set()
        for index, mark in enumerate(self._placed):
            seen[mark.fact] += 1
            if seen[mark.fact] <= LINKS:
                linked.add(index)
        return linked


def _evened(table: Group) -> Group:
    """Let the last cell of a row that is shorter than others take their room."""
    columns = table.columns
    for row in table.parts:
        if row.cells:
            row.cells[-1].columns = columns - len(row.cells) + 1
    return table


def _first(fact: Fact) -> int:
    return fact.spans[0][0] if fact.spans else 0


def _group_key(block: Block) -> tuple[str, int | None]:
    return block.kind, block.table if block.kind == "row" else None
