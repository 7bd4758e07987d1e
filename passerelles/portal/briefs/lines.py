"""The pieces a brief is laid out of, and how one thing said becomes a line, in the language at hand."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.words import Wording, tongue
from passerelles.library.models import Document
from passerelles.portal.briefs.matter import Said

CITED = 2  # sources given of one line: the youngest ones


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said. `cites` are the documents that say so; None stands for those the reader may not see."""

    words: Wording
    label: str = ""
    notes: tuple[Wording, ...] = ()
    warning: str = ""  # what a reader must not miss: sources disagree, an agreement is over
    cites: tuple[Document | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """`in_all` is how many there are, where the lines are only the first of them; of very many ties, that is not counted (`is_open`), or
    only some of them were looked at (`told_of`).
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    in_all: int = 0
    is_open: bool = False
    told_of: int = 0


def plain(text: Any, **how: Any) -> Line:
    """A line in the language at hand."""
    return Line(Wording(str(text), tongue()), **how)


def in_tongue(text: str, lang: str) -> Wording:
    """Free text in its own language; one that nobody knows, or that the site does not speak, is taken for the reader's."""
    known = tongue(lang)
    return Wording(text, known if known in spoken_languages() else tongue())


def spoken_languages() -> list[str]:
    return [tongue(code) for code, _name in settings.LANGUAGES]


def said_line(said: Said, words: Wording, **how: Any) -> Line:
    """A line with its sources, and a warning where others say something else."""
    warning = how.pop("warning", "") or (_("sources disagree") if said.is_rival else "")
    return Line(words, warning=warning, cites=said.documents[:CITED], **how)


def when(partial: str) -> str:
    return said_date(partial) if partial else _("undated")
