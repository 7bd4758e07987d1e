"""Asks the apps above what the words of a document mean (settings.MARKERS): the library knows no entries."""

from django.conf import settings
from django.utils.module_loading import import_string

from passerelles.library.laying import Mark
from passerelles.library.models import Document
from passerelles.people.queries import Visitor


def marks_on(document: Document, user: Visitor) -> list[Mark]:
    """Return what a visitor may see marked on a document."""
    return [mark for path in settings.MARKERS for mark in import_string(path)(document, user)]
