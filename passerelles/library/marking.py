"""Asks the apps above what the words of a document mean (settings.MARKERS): the library knows no entries."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.library.laying import Mark
from passerelles.library.models import Document
from passerelles.people.queries import Visitor


def marks_on(document: Document, user: Visitor) -> list[Mark]:
    """Return what a visitor may see marked on a document."""
    return [mark for path in settings.MARKERS for mark in import_string(path)(document, user)]


def found_at(start: int | None, end: int | None) -> list[Mark]:
    """Return the mark of the stretch that a search led to."""
    return [Mark(start, end, _("found by the search"), kind="found")] if start is not None and end is not None and start < end else []
