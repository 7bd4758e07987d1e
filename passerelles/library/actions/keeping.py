"""Keeping what a reader found: the document's text and passages, the reading whole, and what each app takes out of it."""

from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.module_loading import import_string

from passerelles.library.actions.hiding import hide
from passerelles.library.finding import index_source
from passerelles.library.holding import holdable, holdable_json, plain_words
from passerelles.library.masking import without
from passerelles.library.models import WIDTH, Document, DocumentState, Passage, Reading, Source, Visibility
from passerelles.library.sheet import Sheet, masked_in
from passerelles.reading.secrets.masking import BULLET

DESCRIBED = ("name", "text", "blocks", "notes", "format", "language", "title", "published", "has_secret", "state", "failure", "cause")


@transaction.atomic
def keep_reading(document: Document, sheet: Sheet, seconds: float = 0.0) -> Reading:
    """Keep a reading whole, the document's text and passages with the first one, and let every app take what it owns.

    Where a newer reader opens the same bytes as another text, that text is a new version: spans of the old one hold for ever.
    What a newer reader masks is masked in all that older ones left.
    """
    Source.objects.select_for_update(no_key=True).get(pk=document.source_id)  # versions of one source are kept one after the other
    document.refresh_from_db()  # it may have been shown to others since it was taken
    secrets = _secrets(document, sheet)
    if document.text and not _is_same_text(document.text, holdable(sheet.text)):
        document = _opened_anew(document)
    _mask_beside(document, sheet)
    _describe(document, sheet)
    if secrets:
        hide(document, secrets)
    if not document.passages.exists():
        Passage.objects.bulk_create(_passages(document, sheet), batch_size=1000)
    found = holdable_json({**sheet.found, "document": document.name})  # not where the reader's copy lay
    reading = Reading.objects.create(document=document, reader=found["reader"], found=found, seconds=seconds)
    if document.is_current or not (_waits(document) or _is_overtaken(document)):
        take_out(reading)
    index_source(document.source)  # after what the apps above lock: nobody waits in a circle
    return reading


def take_out(reading: Reading) -> None:
    """Let every app of settings.TAKERS take its kinds of findings out of a reading."""
    for path in settings.TAKERS:
        import_string(path)(reading)


def _waits(document: Document) -> bool:
    """Whether it waits to be published, or was passed over while it did: fewer people may see it than the version that counts."""
    current = document.source.documents.current().first()
    return bool(current and WIDTH.index(Visibility(document.visibility)) < WIDTH.index(Visibility(current.visibility)))


def _is_overtaken(document: Document) -> bool:
    """Whether a later version was read before this one: what the source says now is taken from there. One that waits overtakes none."""
    later = document.source.documents.read().filter(version__gt=document.version)
    return later.exclude(pk__in=Document.objects.unpublished().filter(source=document.source_id).values("pk")).exists()


def _is_same_text(kept: str, opened: str) -> bool:
    """Whether two texts differ in what is masked only."""
    return len(kept) == len(opened) and all(one == other or BULLET in (one, other) for one, other in zip(kept, opened, strict=True))


def _opened_anew(document: Document) -> Document:
    """A new version of the same bytes, by the same person, for the same readers: current where that one is, before those that wait."""
    last = document.source.documents.aggregate(last=Max("version"))["last"]
    waiting = list(Document.objects.unpublished().filter(source=document.source_id).order_by("-version"))
    Document.objects.filter(pk=document.pk).update(state=DocumentState.READ, failure="", cause="", is_current=False)
    for place, each in enumerate(waiting):
        Document.objects.filter(pk=each.pk).update(version=last + 1 + len(waiting) - place)
    copied = {f.name: getattr(document, f.name) for f in Document._meta.concrete_fields if f.name not in ("id", "text", "blocks", "notes")}
    return Document.objects.create(**{**copied, "version": last + 1})


def _secrets(document: Document, sheet: Sheet) -> set[str]:
    """What was masked, where something is kept that was read before this reading."""
    if not Reading.objects.filter(document__source=document.source_id).exists():
        return set()
    opened = holdable(sheet.text)
    newly = masked_in(document.text, opened) if _is_same_text(document.text, opened) else ()
    return {*sheet.secrets, *newly}


def _mask_beside(document: Document, sheet: Sheet) -> None:
    """Hide in its name and title what the reader hid in them, and in those that it was given meanwhile what is secret in its text."""
    for column, (sent, masked) in zip(("name", "title"), sheet.beside, strict=False):
        held = getattr(document, column)
        setattr(document, column, masked if held == sent else without(held, sheet.secrets))


def _describe(document: Document, sheet: Sheet) -> None:
    """Write what the reader found of the document itself; what a person said of it when bringing it stands."""
    found = sheet.found
    document.text = holdable(sheet.text)
    document.blocks = [asdict(block) for block in sheet.blocks]
    document.notes = [holdable(note) for note in sheet.notes]
    document.format = sheet.format
    document.language = document.language or found.get("language") or ""
    document.title = document.title or plain_words(found.get("title") or "")[:500]
    document.published = document.published or found.get("published") or ""
    document.has_secret = document.has_secret or any(doubt["about"] == "secret" for doubt in found["doubts"])
    document.state, document.failure, document.cause = DocumentState.READ, "", ""
    document.save(update_fields=DESCRIBED)


def _passages(document: Document, sheet: Sheet) -> list[Passage]:
    blocks = sheet.blocks
    return [
        Passage(
            document=document,
            position=position,
            start=sentence.start,
            end=sentence.end,
            kind=blocks[sentence.block].kind,
            language=sentence.language,
            page=blocks[sentence.block].page,
        )
        for position, sentence in enumerate(sheet.sentences)
    ]
