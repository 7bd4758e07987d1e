"""Hiding what an older reader let through, in all that was kept of a document."""

from collections.abc import Set
from dataclasses import replace

from django.conf import settings
from django.utils.module_loading import import_string

from passerelles.library.masking import coded, without
from passerelles.library.models import Document, Json, Reading
from passerelles.reading.model import Block
from passerelles.reading.model import Document as Text
from passerelles.reading.secrets import mask

HIDDEN = ("name", "title", "text", "notes", "has_secret")


def hide(document: Document, secrets: Set[str]) -> None:
    """Put • over secrets in all versions of a document, in what their readings found, and in what apps took (settings.HIDERS).

    The document's own text is masked by its reader already.
    """
    for version in document.source.documents.exclude(pk=document.pk):
        _hide_in_text(version, secrets)
        _hide_beside(version, secrets)
    _hide_beside(document, secrets)
    for reading in Reading.objects.filter(document__source=document.source_id).iterator(chunk_size=20):
        found = without(reading.found, secrets)
        if found != reading.found:
            Reading.objects.filter(pk=reading.pk).update(found=found)
    for path in settings.HIDERS:
        import_string(path)(document.source, secrets)


def _hide_in_text(version: Document, secrets: Set[str]) -> None:
    """What is an ordinary word elsewhere is hidden where this reader finds it secret in that text, too; what is none, everywhere."""
    if any(secret in version.text for secret in secrets):
        masked = mask(_text_of(version))[0].text
        text = without(masked, coded(secrets))
        version.has_secret = version.has_secret or text != version.text
        version.text = text


def _text_of(version: Document) -> Text:
    blocks = tuple(_block(each) for each in version.blocks)
    language = version.language if version.language in ("fr", "zh", "en") else "fr"
    return Text("version", version.text, blocks, language)  # type: ignore[arg-type]  # narrowed by the line above


def _block(kept: Json) -> Block:
    block = Block(**kept)
    return replace(block, cells=tuple((start, end) for start, end in block.cells))


def _hide_beside(document: Document, secrets: Set[str]) -> None:
    for name in ("name", "title", "notes"):
        setattr(document, name, without(getattr(document, name), secrets))
    document.save(update_fields=HIDDEN)
