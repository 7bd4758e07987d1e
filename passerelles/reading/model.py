"""What a document is to the reader, and what a reader finds in one.

Everything here is frozen and without behaviour beyond what follows from its own fields. Offsets are characters of
`Document.text`; a `Span` repeats the words it covers so that `text[span.start:span.end] == span.text` can be checked.
The shapes printed for others are FORMAT.md's; `output.py` makes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from passerelles.reading.gazetteer import Place
from passerelles.reading.reasons import Values

Language = Literal["fr", "zh", "en"]
BlockKind = Literal["heading", "paragraph", "item", "row"]
TieKind = Literal["twinning", "agreement", "cooperation", "project", "contact"]
State = Literal["wished", "active", "ended"]

TIE_KINDS: tuple[TieKind, ...] = ("twinning", "agreement", "cooperation", "project", "contact")  # strongest first
EVENT_KINDS = ("rencontres/assises", "seminar", "visit", "meeting", "forum", "exhibition", "signature", "festival", "other")
THEMES = (
    "culture heritage tourism economy education university research health ageing agriculture food environment urban "
    "mobility energy water digital sport youth governance language gastronomy"
).split()


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document: characters `start` to `end` (excluded) of its text, and those characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document as its author cut it. A row has its cells' offsets; rows of one table share `table`."""

    kind: BlockKind
    start: int
    end: int
    language: Language = "fr"
    page: int | None = None  # counted from 1, where the format has pages
    level: int = 0  # of a heading: 1 to 6
    cells: tuple[tuple[int, int], ...] = ()  # of a row, left to right; an empty cell is (n, n)
    table: int | None = None  # of a row: which table of the document, counted from 1
    is_header: bool = False  # of a row: it names the columns


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a text, as opened. Blocks are in order, do not overlap and leave out only white space."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    language: Language = "fr"
    format: str = "txt"
    title: str | None = None
    published: str | None = None  # ISO date as precise as the document says: "2017", "2017-09", "2017-09-14"
    notes: tuple[str, ...] = ()  # what a person should know of the opening: "page 3 has no text: it needs OCR"

    def span(self, start: int, end: int) -> Span:
        """Return the words from `start` to `end`, without white space at either end."""
        words = self.text[start:end]
        left = len(words) - len(words.lstrip())
        stripped = words.strip()
        return Span(start + left, start + left + len(stripped), stripped)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, heading or table row; `block` is its block's index in the document."""

    start: int
    end: int
    block: int
    language: Language


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened or is to happen in a partnership, on a date as precise as the text."""

    date: str | None
    state: Literal["planned", "done"]
    what: str
    lang: Language


Value = str | int | Milestone


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a finding's subject, with its own sentence."""

    name: str  # "kind", "since", "theme", "milestone", "state", "associated"
    value: Value
    quote: Span
    context: tuple[Span, ...] = ()  # what else is needed to understand it: heading, column title, earlier sentence
    origin: str = ""  # which finder said so, with its version: "ties/1"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text: `is_part` when only part of another name (a monument), `of_body` when a body's there (its university)."""

    quote: Span
    place: Place
    reasons: tuple[str, ...] = ()
    is_part: bool = False
    of_body: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """A body named in the text; `place` is the territory of an authority, or where the body's name puts it."""

    quote: Span
    name: str
    kind: str  # authority, ministry, agency, association, university, school, hospital, museum, firm, network, other
    acronym: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or period in the text, resolved: ISO dates as precise as can be known, None where no year can be known."""

    quote: Span
    starts: str | None  # "2017", "2017-12", "2017-12-11"
    ends: str | None = None  # only of a period with an end
    is_relative: bool = False  # resolved against the document's date or an earlier sentence
    is_start: bool = False  # "depuis 1998", "since", "自…以来": a state that began then
    month_day: str | None = None  # "--10-11" where day and month are said and no year can be known


@dataclass(frozen=True, slots=True)
class Tie:
    """A partnership between two authorities, as one document tells it."""

    parties: tuple[Place, Place]  # ordered as the pair of countries is: FR, CN
    says: tuple[Said, ...]
    associated: tuple[str, ...] = ()
    state: State = "active"
    is_disputed: bool = False  # a doubt hangs on one of the parties

    @property
    def kind(self) -> TieKind:
        said = self.values("kind")
        return next((kind for kind in TIE_KINDS if kind in said), "contact")

    @property
    def since(self) -> int | None:
        """The first year said beside the strongest kind (the twinning's, not the first visit's), else the first year said."""
        best = {said.quote for said in self.says if said.name == "kind" and said.value == self.kind}
        years = [(said.quote not in best, int(str(said.value)[:4])) for said in self.says if said.name == "since"]
        return min(years)[1] if years else None

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(value) for value in self.values("theme")))

    def values(self, name: str) -> list[Value]:
        """Return the values said under `name`, in the text's order."""
        return [said.value for said in self.says if said.name == name]


@dataclass(frozen=True, slots=True)
class Event:
    """An act or occasion with a date or a proper name."""

    quote: Span
    kind: str
    name: str
    ordinal: int | None = None
    place: Place | None = None
    starts: str | None = None
    ends: str | None = None
    state: Literal["planned", "held", "cancelled", "moved"] = "held"
    context: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of authorities, projects, partnerships, participants or others (`what`), never money or per cent."""

    quote: Span
    what: str
    value: int
    side: str | None = None  # country whose authorities, participants… are counted
    hedge: str | None = None  # "about", "more than", "less than", "nearly"
    as_of: str | None = None
    is_of_part: bool = False  # a territory's, a body's or an occasion's: not of all that the document's network holds


@dataclass(frozen=True, slots=True)
class Wish:
    """An authority looks for something: a partner, an institute, an expertise."""

    party: Place
    wants: str
    says: tuple[Said, ...]
    place: Place | None = None  # where it looks


@dataclass(frozen=True, slots=True)
class Office:
    """An authority's representation office in the partner country."""

    owner: Place
    place: Place | None
    says: tuple[Said, ...]
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """An expertise or good practice that somebody holds, with the label it was given."""

    holder: str
    name: str
    says: tuple[Said, ...]
    label: str | None = None
    by: str | None = None  # who gave the label
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What one party does with a partner country without naming whom it works with."""

    party: str
    says: tuple[Said, ...]
    themes: tuple[str, ...] = ()
    place: Place | None = None  # the party's territory, where it is an authority


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision or action of minutes, in the document's words."""

    quote: Span
    text: str
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person at a meeting: chair, acting chair, present or excused."""

    quote: Span
    name: str
    role: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question to a person about the words quoted. Why it is asked is `reasons.say(key, values, language)`, in any language."""

    quote: Span
    about: str  # place, date, organisation, secret, figure, name, partner
    key: str  # of data/reasons.toml: "place.wrong-parent"
    values: Values = field(default_factory=dict, hash=False)
    suggestions: tuple[str, ...] = ()


Finding = (
    PlaceMention | OrganisationMention | Moment | Tie | Event | Figure | Wish | Office | Practice | Activity | Decision | Attendance | Doubt
)


def start_of(finding: Finding) -> int:
    """Where a finding first stands in the text."""
    spans: Iterable[Span] = [said.quote for said in finding.says] if hasattr(finding, "says") else [finding.quote]
    return min(span.start for span in spans)
