"""What tests of briefs share: a brief in French of the first of June 2024, and its lines as words."""

from datetime import date

from passerelles.people.queries import NOBODY
from passerelles.portal.briefs import Brief, find_subject

DAY = date(2024, 6, 1)


def brief_of(kind, about, user=NOBODY, languages=("fr",), today=DAY):
    return Brief.of(find_subject(kind, about.pk, user), user, languages, today)


def lines(laid, title, sheet=0):
    """The lines of a section as words: label, text, notes, warning, sources."""
    found = [section for section in laid.sheets[sheet].sections if section.title == title]
    return [
        " | ".join(filter(None, [line.label, line.words.text, *(note.text for note in line.notes), line.warning, f"[{line.sources}]"]))
        for section in found
        for line in section.lines
    ]
