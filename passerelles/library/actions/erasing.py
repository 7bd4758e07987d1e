"""Erasing papers that name people once what they were brought for is over: letters that came with a request (docs/decisions/0104)."""

from collections.abc import Collection, Mapping, Set
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.finding import forget, forget_words
from passerelles.common.refusing import Refused
from passerelles.library.finding import KIND, index_source
from passerelles.library.masking import without
from passerelles.library.models import Document, Passage, Reading, Source, Task
from passerelles.reading.secrets.masking import BULLET

Spans = Collection[tuple[int, int]]  # start and end in a document's text


@transaction.atomic
def erase(source: Source, *, names: Set[str] = frozenset()) -> bool:
    """Erase all versions of a source: files, words, passages, readings, search rows. Return whether nothing of it is left.

    Where an app stands on some of its sentences (settings.KEEPERS: an accepted fact), those stay, without `names`; all else is •.
    Refuses what something else is made of: the report of a visit.
    """
    Source.objects.select_for_update(no_key=True).get(pk=source.pk)  # first, as whoever keeps a reading does
    documents = list(source.documents.order_by("version"))
    words = [" ".join((each.name, each.title, each.text)) for each in documents]
    files = [each.original.name for each in documents if each.original.name]
    needed = _needed(source)
    for document in documents:
        _reduce(document, needed[document.pk], names) if document.pk in needed else _drop(document)
    if needed:
        index_source(source)
    else:
        source.delete()
    forget_words(words)
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    return not needed


def _needed(source: Source) -> Mapping[int, Spans]:
    found: dict[int, Spans] = {}
    for path in settings.KEEPERS:
        for number, spans in import_string(path)(source).items():
            found[number] = {*found.get(number, ()), *spans}
    return found


def _drop(document: Document) -> None:
    forget(KIND, document.pk)
    try:
        document.delete()
    except ProtectedError as error:
        raise Refused(_("Something else is made of this document: it stays.")) from error


def _reduce(document: Document, spans: Spans, names: Set[str]) -> None:
    """Leave the sentences that are needed where they stand, so that what points at them goes on pointing at the same words."""
    text = _only(document.text, spans)
    bare = {"name": f"document.{document.format or 'txt'}", "title": "", "notes": [], "original": "", "sha256": ""}
    Document.objects.filter(pk=document.pk).update(text=without(text, names), has_secret=True, **bare)
    Task.objects.filter(document=document).delete()
    stays = [passage.pk for passage in document.passages.all() if any(passage.start < end and start < passage.end for start, end in spans)]
    Passage.objects.filter(document=document).exclude(pk__in=stays).delete()
    for reading in Reading.objects.filter(document=document):
        bare_reading = {name: [] if isinstance(held, list) else "" for name, held in reading.found.items()}
        Reading.objects.filter(pk=reading.pk).update(found=bare_reading | {"reader": reading.reader})


def _only(text: str, spans: Spans) -> str:
    """The text with • over all but some stretches, character for character."""
    kept = [char if char.isspace() else BULLET for char in text]
    for start, end in spans:
        kept[start:end] = text[start:end]
    return "".join(kept)


@transaction.atomic
def unname(source: Source, names: Set[str]) -> None:
    """Put • over names in the words of a source that others read too, in what its readings found, and in how it is found."""
    words = []
    for document in source.documents.all():
        words += [document.name, document.title, document.text]
        told = {name: without(getattr(document, name), names) for name in ("name", "title", "text", "notes")}
        if any(told[name] != getattr(document, name) for name in told):
            Document.objects.filter(pk=document.pk).update(has_secret=True, **told)
    for reading in Reading.objects.filter(document__source=source):
        Reading.objects.filter(pk=reading.pk).update(found=without(reading.found, names))
    index_source(source)
    forget_words(words)
