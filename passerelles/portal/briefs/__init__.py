"""A territory, a partnership, a group's portfolio on one or two pages: gathered once, said in each language, laid out, printed.

subject = find_subject("partnership", entry.pk, user)
brief = Brief.of(subject, user, ["fr", "zh-hans"], today)
brief.laid    # plain data, for a page
brief.pdf()   # bytes, the same for the same data and day
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import override

from passerelles.people.queries import Visitor
from passerelles.portal.briefs.laying import SIZES, Laid, lay
from passerelles.portal.briefs.matter import Matter, gather
from passerelles.portal.briefs.subjects import Subject, find_subject, subject_named
from passerelles.portal.drawing import small
from passerelles.portal.queries.map import picture_of
from passerelles.portal.typesetting import as_pdf


@dataclass(frozen=True)
class Brief:
    """What a reader may know of a subject, in one language or in two side by side."""

    matter: Matter
    languages: tuple[str, ...]

    @classmethod
    def of(cls, subject: Subject, user: Visitor, languages: Sequence[str], today: date) -> "Brief":
        return cls(gather(subject, user, today), tuple(languages))

    @cached_property
    def laid(self) -> Laid:
        """As much as a page shows."""
        return lay(self.matter, self.languages, SIZES[0])

    @cached_property
    def drawings(self) -> list[str]:
        """Its maps for print."""
        return self.maps(are_alone=True)

    def maps(self, *, are_alone: bool = False) -> list[str]:
        """Its ties on a map, in each language: for a page, or each a drawing of its own; empty where the map has a place for none."""
        ties = [*self.matter.ties, *self.matter.inside]
        drawn = []
        for code in self.languages:
            with override(code):
                drawn.append(small(picture_of(ties, self.matter.today), is_alone=are_alone))
        return drawn

    def pdf(self) -> bytes:
        """Return it as PDF: as much as two pages hold. Raises limits.Breach."""
        smaller = [lay(self.matter, self.languages, size) for size in SIZES[1:]]
        return as_pdf([asdict(laid) for laid in (self.laid, *smaller)], self.laid.date, self.drawings)


__all__ = ["Brief", "Subject", "find_subject", "subject_named"]
