"""Lays a brief out: one sheet a language, as many lines as fit, numbered sources. What comes out is plain data that a page and a
typesetter print alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from passerelles.common.dates import said_date
from passerelles.common.words import Wording, tongue, wording
from passerelles.library.models import Document, Source, SourceKind
from passerelles.portal.briefs.lines import Line, Section, in_tongue
from passerelles.portal.briefs.matter import Matter
from passerelles.portal.briefs.sections import sections_of
from passerelles.register.models import Entry
from passerelles.register.queries.life import Anniversary

LONGEST_NAME = 120
SPACES = re.compile(r"[ \t\n\v\f\r\u2028\u2029]+")  # not the unbreakable ones of French
UNPRINTED = ("Cc", "Cf", "Cs", "Co", "Cn")  # what turns the direction of a line is among them
# A run that no line can be broken in, longer than any word: of a text, of a title, of a narrow label.
TEXT, TITLE, LABEL = (re.compile(rf"[^\s/\u2010\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef-]{{{most}}}(?=\S)") for most in (24, 15, 14))


@dataclass(frozen=True, slots=True)
class Size:
    """How much a brief may say: lines of a section, characters of a line."""

    lines: int
    longest: int


SIZES = (Size(12, 320), Size(8, 220), Size(5, 160), Size(3, 110), Size(1, 80))  # tried one after the other, until two pages hold it


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class LaidLine:
    label: str
    words: Text
    notes: tuple[Text, ...]
    warning: str
    sources: str  # "1, 3"


@dataclass(frozen=True, slots=True)
class LaidSection:
    title: str
    lines: tuple[LaidLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A brief in one language."""

    lang: str
    kicker: str
    title: Text
    other_names: tuple[Text, ...]
    banner: tuple[str, ...]
    sections: tuple[LaidSection, ...]
    sources_title: str
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidSource:
    number: int
    words: Text
    detail: str
    document: int  # to lead to it from a page; none for a declaration, nor for what the reader may not see


@dataclass(frozen=True, slots=True)
class Laid:
    """What is printed."""

    title: str
    date: str
    sheets: tuple[Sheet, ...]
    sources: tuple[LaidSource, ...]

    @property
    def rows(self) -> list[list[tuple[Sheet, LaidSection]]]:
        """The sections, each in every language: what stands side by side."""
        return [[(sheet, sheet.sections[number]) for sheet in self.sheets] for number in range(len(self.sheets[0].sections))]


def lay(matter: Matter, languages: Sequence[str], size: Size) -> Laid:
    """Return a brief in languages that stand side by side, the first one first."""
    sources = Numbers()
    sheets = []
    for code in languages:
        with override(code):
            sheets.append(_sheet(matter, size, sources))
    return Laid(sheets[0].title.text, matter.today.isoformat(), tuple(sheets), tuple(_sources(sources.documents, languages, size)))


class Numbers:
    """The sources of a brief, numbered as they are first named; all that the reader may not see share one number."""

    def __init__(self) -> None:
        self.documents: dict[int, Document | None] = {}
        self._numbers: dict[int, int] = {}

    def of(self, documents: Iterable[Document | None]) -> str:
        return ", ".join(dict.fromkeys(str(self._number(document)) for document in documents))

    def _number(self, document: Document | None) -> int:
        number = self._numbers.setdefault(document.pk if document else 0, len(self._numbers) + 1)
        self.documents.setdefault(number, document)
        return number


def _sheet(matter: Matter, size: Size, sources: Numbers) -> Sheet:
    subject = matter.subject
    title = wording(subject.name)
    others = {name: lang for lang, name in sorted(subject.name.items()) if name != title.text}
    return Sheet(
        lang=tongue(),
        kicker=" · ".join(filter(None, [_kicker(subject.kind), _group(subject.about)])),
        title=_text(title, LONGEST_NAME, TITLE),
        other_names=tuple(_text(Wording(name, lang), LONGEST_NAME) for name, lang in others.items()),
        banner=tuple(_anniversary(matter, each) for each in matter.anniversaries[: max(1, size.lines // 3)]),
        sections=tuple(_section(section, size, sources) for section in sections_of(matter)),
        sources_title=_("Sources"),
        foot=_foot(matter),
    )


def _kicker(kind: str) -> str:
    return {"partnership": _("Partnership brief"), "authority": _("Territory brief"), "group": _("Portfolio brief")}[kind]


def _group(about: object) -> str:
    return about.group.wording.text if isinstance(about, Entry) else ""


def _foot(matter: Matter) -> tuple[str, ...]:
    made = _("%(site)s, %(day)s") % {"site": settings.SITE_NAME, "day": said_date(matter.today.isoformat())}
    public = _("Public version: what everybody may see.")
    inside = _("Version for the network’s own people: it may say what is not public.")
    return (made, public if matter.is_public else inside)


def _anniversary(matter: Matter, each: Anniversary) -> str:
    said = {"years": each.years, "day": said_date(each.on), "who": each.entry.wording.text}
    if matter.subject.kind == "partnership":
        return ngettext("Anniversary: %(years)d year, %(day)s", "Anniversary: %(years)d years, %(day)s", each.years) % said
    return ngettext("Anniversary: %(who)s, %(years)d year, %(day)s", "Anniversary: %(who)s, %(years)d years, %(day)s", each.years) % said


def _section(section: Section, size: Size, sources: Numbers) -> LaidSection:
    shown = section.lines[: size.lines]
    left = max(section.in_all, len(section.lines)) - len(shown)
    return LaidSection(section.title, tuple(_line(line, size, sources) for line in shown), _more(section, left))


def _more(section: Section, left: int) -> str:
    """What is said of what is not told: nothing that was not counted."""
    if number := section.told_of:
        said = ngettext(
            "looked for in the liveliest partnership alone", "looked for in the %(number)d liveliest partnerships alone", number
        )
        return said % {"number": number}
    if section.is_open:
        return _("and others") if left else ""
    return ngettext("and %(number)d more", "and %(number)d more", left) % {"number": left} if left else ""


def _line(line: Line, size: Size, sources: Numbers) -> LaidLine:
    notes = tuple(_text(note, size.longest // 2) for note in line.notes if note.text)
    return LaidLine(clipped(line.label, 60, LABEL), _text(line.words, size.longest), notes, line.warning, sources.of(line.cites))


def _text(said: Wording, longest: int, run: re.Pattern[str] = TEXT) -> Text:
    """A text as it is printed; its language only where it is not the sheet's."""
    lang = in_tongue("", said.lang).lang if said.lang else tongue()
    return Text(clipped(said.text, longest, run), "" if lang == tongue() else lang)


def clipped(text: str, longest: int, run: re.Pattern[str] = TEXT) -> str:
    """One line of text, not too long, that can be broken wherever the column ends."""
    plain = SPACES.sub(" ", "".join(char for char in text if unicodedata.category(char) not in UNPRINTED)).strip()
    plain = plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
    return run.sub(lambda found: found[0] + "\u200b", plain)


def _sources(documents: dict[int, Document | None], languages: Sequence[str], size: Size) -> Iterable[LaidSource]:
    for number, document in documents.items():
        is_page = document is not None and document.source.kind != SourceKind.DECLARATION
        leads_to = document.pk if document is not None and is_page else 0
        yield LaidSource(number, _source(document, languages, size), _detail(document, languages, size), leads_to)


def _source(document: Document | None, languages: Sequence[str], size: Size) -> Text:
    if document is not None and document.source.kind != SourceKind.DECLARATION:
        lang = in_tongue("", document.language).lang
        return Text(clipped(str(document), min(size.longest, LONGEST_NAME)), "" if lang == tongue(languages[0]) else lang)
    said = []
    for code in languages:
        with override(code):
            said.append(_declared(document.source) if document else _("A document of the network"))
    return Text(" / ".join(clipped(each, LONGEST_NAME) for each in said), "")


def _declared(source: Source) -> str:
    if source.organisation:
        return _("Declared by %(who)s") % {"who": source.organisation.wording.text}
    return _("Estimated by the coordination") if source.is_estimate else _("Declared by the coordination")


def _detail(document: Document | None, languages: Sequence[str], size: Size) -> str:
    """When it is of, in each language, and where it can be read; an address is printed to be typed."""
    if document is None:
        return ""
    day = " / ".join(dict.fromkeys(said_date(document.published, code) for code in languages)) if document.published else ""
    return " · ".join(filter(None, [day, clipped(document.source.address, size.longest // 3)]))
