"""Puts • over what was found, one for each character, and asks about it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from passerelles.reading.model import Block, Document, Doubt
from passerelles.reading.secrets.columns import in_columns
from passerelles.reading.secrets.labelled import labelled
from passerelles.reading.secrets.labels import FAMILY, Secret, labels_in
from passerelles.reading.secrets.unlabelled import unlabelled
from passerelles.reading.secrets.values import looks_coded

BULLET = "•"


def mask(document: Document) -> tuple[Document, list[Doubt]]:
    """Return the document with every secret hidden in text, title and notes, and a doubt for each place where one was printed."""
    columns = list(in_columns(document))
    secrets = _apart([*_found(document.text, [head for head, _ in columns]), *(secret for _, of_head in columns for secret in of_head)])
    hidden = _hide(document.text, (*secrets, *_again(document.text, secrets))) if secrets else document.text
    title = _hide_words(document.title, document.text, secrets) if document.title else document.title
    notes = tuple(_hide_words(note, document.text, secrets) for note in document.notes)
    if (hidden, title, notes) == (document.text, document.title, document.notes):
        return document, []
    masked = replace(document, text=hidden, title=title, notes=notes)
    return masked, [_doubt(masked, group) for group in _together(hidden, secrets)]


def _found(text: str, heads: Sequence[Block] = ()) -> list[Secret]:
    """Find secrets by what stands before them; `heads` are titles of columns, which nothing follows."""
    cues = labels_in(text)
    titles = {cue for head in heads for cue in cues.within(FAMILY, head.start, head.end)}
    return [
        *labelled(text, [cue for cue in cues.within(FAMILY, 0, len(text)) if cue not in titles]),
        *unlabelled(text, cues.within("keys", 0, len(text))),
    ]


def _apart(found: Iterable[Secret]) -> list[Secret]:
    """Leave out what lies in or over another."""
    apart: list[Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if apart and secret.start < apart[-1].end:
            secret = replace(secret, start=apart[-1].end)
        if secret.start < secret.end:
            apart.append(secret)
    return apart


def _again(text: str, secrets: Iterable[Secret]) -> Iterator[Secret]:
    """Find the same passwords elsewhere in the text, where they cannot be ordinary words."""
    for words in {text[secret.start : secret.end] for secret in secrets if secret.key == "password"}:
        if looks_coded(words, 6):
            for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                yield Secret(found.start(), found.end(), found.start())


def _hide(text: str, secrets: Iterable[Secret]) -> str:
    pieces, at = [], 0
    for secret in sorted(secrets):
        pieces += [text[at : secret.start], BULLET * (secret.end - max(secret.start, at))]
        at = max(at, secret.end)
    return "".join((*pieces, text[at:]))


def _hide_words(title: str, text: str, secrets: Iterable[Secret]) -> str:
    """Hide, in words beside the text, what is secret in them and what is in the text."""
    title = _hide(title, _apart(_found(title)))
    for words in {text[secret.start : secret.end] for secret in secrets}:
        if len(words) >= 4:
            title = title.replace(words, BULLET * len(words))
    return title


def _together(hidden: str, secrets: Iterable[Secret]) -> Iterator[list[Secret]]:
    """Group what was printed side by side: a login and its password are one question."""
    group: list[Secret] = []
    for secret in secrets:
        if group and (secret.label - group[-1].end > 40 or "\n\n" in hidden[group[-1].end : secret.start]):
            yield group
            group = []
        group.append(secret)
    if group:
        yield group


def _doubt(masked: Document, group: list[Secret]) -> Doubt:
    start, end = min(secret.label for secret in group), group[-1].end
    return Doubt(masked.span(start, end), "secret", "secret.printed")
