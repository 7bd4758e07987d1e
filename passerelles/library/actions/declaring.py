"""A person's word, kept as the machine's findings are: a document with a passage and a reading."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from passerelles.library.holding import holdable
from passerelles.library.models import ESTIMATES, Document, DocumentState, Passage, Reading, Source, SourceKind, Visibility
from passerelles.people.models import Group, Organisation, User
from passerelles.reading.model import Block, Language
from passerelles.reading.model import Document as Text
from passerelles.reading.secrets import mask

BETWEEN = "\n"  # two sentences of one declaration
ESTIMATED = "estimated"  # who read an estimate: nobody, a coordinator said it


@transaction.atomic
def record_declaration(*sentences: str, organisation: Organisation | None, group: Group, by: User, lang: str = "fr") -> Reading:
    """Keep what somebody declares at one time as a document of the organisation, signed by that officer, and an empty reading of it.
    Without an organisation it is the word of the group's coordination.

    Each sentence is a passage: what is accepted of one is quoted without the others.
    """
    source = _locked(f"declaration/{organisation.key}" if organisation else f"coordination/{group.slug}", organisation)
    return _record(source, sentences, signed=f"{organisation or group}", reader="declared", group=group, by=by, lang=lang)


@transaction.atomic
def record_estimate(sentence: str, *, group: Group, by: User, lang: str = "fr") -> Reading:
    """Keep a coordinator's estimate as a declaration is kept: a document of one sentence, of the group's own source."""
    source = _locked(f"{ESTIMATES}{group.slug}", None)
    return _record(source, [sentence], signed=f"{group}", reader=ESTIMATED, group=group, by=by, lang=lang)


def _record(source: Source, sentences: Iterable[str], *, signed: str, reader: str, group: Group, by: User, lang: str) -> Reading:
    said = [masked(sentence, lang) for sentence in sentences]  # each for itself: the end of one is no label of the next
    text = BETWEEN.join(said)
    document = Document.objects.create(
        source=source,
        version=(source.documents.aggregate(last=Max("version"))["last"] or 0) + 1,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        name=f"{signed} {timezone.localdate().isoformat()}"[:255],
        title=text[:500] if len(said) == 1 else "",  # one sentence of several would be a wrong title of the others
        text=text,
        blocks=[{"kind": "paragraph", "start": start, "end": end, "language": lang} for start, end in _places(said)],
        language=lang,
        published=timezone.localdate().isoformat(),
        visibility=Visibility.GROUP,  # until it is judged; what is accepted of it quotes it beside the fact
        group=group,
        brought_by=by,
        state=DocumentState.READ,
    )
    Passage.objects.bulk_create(
        Passage(document=document, position=position, start=start, end=end, language=lang)
        for position, (start, end) in enumerate(_places(said))
    )
    return Reading.objects.create(document=document, reader=reader, found={})


def _places(sentences: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence stands in the text they make together."""
    start = 0
    for sentence in sentences:
        yield start, start + len(sentence)
        start += len(sentence) + len(BETWEEN)


def masked(words: str, lang: str) -> str:
    """Return what a person wrote as it may be kept: a password pasted is hidden as the reader hides it, character for character."""
    words = holdable(words)
    language: Language = lang if lang in ("fr", "zh", "en") else "fr"  # type: ignore[assignment]  # narrowed by the test
    return mask(Text("declaration", words, (Block("paragraph", 0, len(words), language),), language))[0].text


def _locked(key: str, organisation: Organisation | None) -> Source:
    """Somebody's own source, locked, so that two who declare at once have two versions."""
    declared = {"kind": SourceKind.DECLARATION, "organisation": organisation}
    source, _new = Source.objects.get_or_create(key=key[:700], defaults=declared)
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk)
