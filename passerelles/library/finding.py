"""How documents are found: stretches of their passages, each with a link to where it stands."""

import re
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from passerelles.common.finding import Kind, Row, forget, write
from passerelles.common.words import tongue
from passerelles.library.models import WIDTH, Document, Passage, Source, SourceKind, Visibility
from passerelles.reading.formats.front import end_of

STRETCH = 600  # characters: about what is read at a glance around the words somebody looks for
LONGEST = 4_000  # of one passage: a longer one is cut
KIND = "document"
MARKS = re.compile(r"^[ \t]*(?:#{1,6}|>)[ \t]+|\*\*|__|(?<![\w*])\*(\S[^*\n]*)\*(?![\w*])", re.MULTILINE)  # of Markdown: no words


def index_source(source: Source) -> None:
    """Write how a source's documents are found. Of its versions the last that somebody may see is found, as lists show it."""
    documents = list(source.documents.select_related("source", "group").order_by("-version"))
    widest = -1
    for document in documents if source.kind != SourceKind.DECLARATION else []:
        is_read, width = bool(document.text) and document.state == "read", WIDTH.index(Visibility(document.visibility))
        is_found = is_read and width > widest
        write(KIND, document.pk, list(rows_of(document)) if is_found else [])
        widest = max(widest, width) if is_found else widest


def rows_of(document: Document) -> Iterator[Row]:
    """Give the rows of a document that was read."""
    title = {tongue(document.language or "fr"): str(document)}
    seen = {"visibility": document.visibility, "group": document.group_id, "owner": document.brought_by_id}
    facets = {"year": [document.published[:4]] if document.published else []}
    names = () if document.title == document.name or not document.title else (document.name,)
    matter = end_of(document.text)
    for number, (start, end, language) in enumerate(stretches(document)):
        lang = tongue(language or document.language or "fr")
        yield Row(
            title=title,
            names=names,
            text=MARKS.sub(r"\1", document.text[max(start, matter) : end]).strip(),
            words=[document.text[start : min(end, matter)]] if start < matter else (),  # found, and not quoted
            language=lang,
            place=f"{start}-{end}",
            facets=facets | {"language": [lang]},
            is_titled=number == 0,
            **seen,  # type: ignore[arg-type]  # the three columns of who may see it
        )


def stretches(document: Document) -> Iterator[tuple[int, int, str]]:
    """Give start, end and language of what is found as one: neighbouring passages of a language, up to some length."""
    held: tuple[int, int, str] | None = None
    for start, end, language in _passages(document):
        if held and (end - held[0] > STRETCH or language != held[2]):
            yield held
            held = None
        held = (held[0] if held else start, end, language)
    if held:
        yield held


def _passages(document: Document) -> Iterator[tuple[int, int, str]]:
    passages = Passage.objects.filter(document=document).order_by("position").values_list("start", "end", "language")
    for start, end, language in passages:
        for at in range(start, end, LONGEST):
            yield at, min(at + LONGEST, end), language


@transaction.atomic
def _index(number: int) -> None:
    document = Document.objects.filter(pk=number).only("source").first()
    if document is None:
        forget(KIND, number)
        return
    index_source(Source.objects.select_for_update(no_key=True).get(pk=document.source_id))  # as whoever keeps a version locks it


def _numbers() -> Iterator[int]:
    """The last version of each source: with it, the others are written."""
    return Document.objects.brought().order_by("source", "-version").values_list("pk", flat=True).iterator()


def _address(number: int, place: str) -> str:
    start, _, end = place.partition("-")
    return f"{reverse('document', args=[number])}?at={start}&to={end}#found"


FINDABLES = (Kind(KIND, _("document"), _address, _numbers, _index),)
