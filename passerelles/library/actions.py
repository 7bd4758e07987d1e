"""Taking documents in, and keeping what was read in them."""

import hashlib
import re
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.models import (
    Document,
    DocumentState,
    Passage,
    Reading,
    Source,
    SourceKind,
    Task,
    TaskState,
    Visibility,
)
from passerelles.library.sheet import Sheet
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing

# What a column cannot hold: NUL (PostgreSQL) and halves of surrogate pairs. Replaced one for one, so that offsets hold.
UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")
LEASE = timedelta(minutes=10)
ATTEMPTS = 3  # a document whose worker died so often is failed: it may be what kills them


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as somebody brings it: bytes and what they say of it."""

    name: str
    data: bytes
    group: Group
    visibility: str = Visibility.GROUP
    address: str = ""
    published: str = ""
    language: str = ""
    genre: str = ""
    licence: str = ""
    title: str = ""


@transaction.atomic
def take(brought: Brought, *, by: User | None, version_of: Document | None = None) -> tuple[Document, bool]:
    """Keep a document and queue its reading. Return it and whether it is new: the same bytes of the same source are recognised.

    What is brought under an address already known, or as `version_of` another, becomes that source's next version.
    """
    _check(brought, by, version_of)
    digest = hashlib.sha256(brought.data).hexdigest()
    known = _recognised(brought, digest, by, version_of)
    if known:
        return known, False
    source = version_of.source if version_of else _source(brought, digest)
    document = _keep(source, brought, digest, by)
    queue(document)
    return document, True


def _check(brought: Brought, by: User | None, version_of: Document | None) -> None:
    if not brought.data.strip():
        raise Refused(_("%(name)s is empty.") % {"name": brought.name})
    if len(brought.data) > settings.LARGEST_DOCUMENT:
        limit = settings.LARGEST_DOCUMENT // 2**20
        raise Refused(_("%(name)s is larger than %(limit)d MB.") % {"name": brought.name, "limit": limit})
    if by and brought.group.pk not in standing(by).reads:
        raise Refused(_("You are not of the group %(group)s.") % {"group": brought.group})
    if by and version_of and version_of.group_id not in standing(by).coordinates and version_of.brought_by_id != by.pk:
        raise Refused(_("Only its group's coordinator, or who brought it, can bring a new version of it."))


def _recognised(brought: Brought, digest: str, by: User | None, version_of: Document | None) -> Document | None:
    """The same bytes, where who brings them may see them: what others hold in private stays unknown."""
    same = Document.objects.current().filter(sha256=digest, group=brought.group)
    if brought.address:
        same = same.filter(source__key=_key(brought, digest))
    if version_of:
        same = same.filter(source=version_of.source)
    return (same.visible_to(by) if by else same).first()


def _key(brought: Brought, digest: str) -> str:
    return f"address/{brought.address}" if brought.address else f"file/{brought.group.slug}/{digest}/{brought.name}"[:700]


def _source(brought: Brought, digest: str) -> Source:
    kind = SourceKind.ADDRESS if brought.address else SourceKind.FILE
    key = _key(brought, digest)
    if not brought.address and Source.objects.filter(key=key).exists():  # somebody else's, in private: theirs stays apart
        key = f"{key[:660]}/{timezone.now().isoformat()}"
    source, _new = Source.objects.get_or_create(key=key, defaults={"kind": kind, "address": brought.address})
    return source


def _keep(source: Source, brought: Brought, digest: str, by: User | None) -> Document:
    earlier = source.documents.order_by("-version").first()
    source.documents.update(is_current=False)
    document = Document(
        source=source,
        version=earlier.version + 1 if earlier else 1,
        sha256=digest,
        brought_by=by,
        **{name: getattr(brought, name) for name in ("name", "group", "visibility", "published", "language", "genre", "licence", "title")},
    )
    document.original.save(brought.name, ContentFile(brought.data), save=False)
    document.save()
    return document


def queue(document: Document) -> Task:
    """Ask for a document to be read, again where it was; one task waits at a time."""
    Document.objects.filter(pk=document.pk).update(state=DocumentState.WAITING, failure="")
    waiting = document.tasks.filter(state=TaskState.QUEUED).first()
    return waiting or Task.objects.create(document=document)


def take_task(worker: str) -> Task | None:
    """Take the next task for a worker, for as long as its lease; None where nothing waits. Two workers never take the same."""
    for task in Task.objects.takeable().order_by("pk")[:20]:
        unchanged = Task.objects.takeable().filter(pk=task.pk, attempts=task.attempts)
        until = timezone.now() + LEASE
        if unchanged.update(state=TaskState.RUNNING, worker=worker, leased_until=until, attempts=task.attempts + 1):
            task.refresh_from_db()
            if task.attempts > ATTEMPTS:
                fail(task, _("Reading it ended its worker %(count)d times.") % {"count": ATTEMPTS})
                continue
            Document.objects.filter(pk=task.document_id).update(state=DocumentState.READING)
            return task
    return None


def still_at_it(task: Task) -> bool:
    """Prolong a worker's lease; False where the task is no longer its own."""
    mine = Task.objects.filter(pk=task.pk, worker=task.worker, attempts=task.attempts, state=TaskState.RUNNING)
    return bool(mine.update(leased_until=timezone.now() + LEASE))


def fail(task: Task, reason: str) -> None:
    """Note that a document could not be read, and why; it can be tried again."""
    with transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state=TaskState.FAILED, done_at=timezone.now())
        failed = {"state": DocumentState.FAILED, "failure": holdable(reason)[:500]}
        Document.objects.filter(pk=task.document_id).update(**failed)


def finish(task: Task, sheet: Sheet, seconds: float) -> Reading | None:
    """Keep what a worker read, in one transaction with the end of its task; None where another worker has taken it over."""
    with transaction.atomic():
        mine = Task.objects.filter(pk=task.pk, worker=task.worker, attempts=task.attempts, state=TaskState.RUNNING)
        if not mine.update(state=TaskState.DONE, done_at=timezone.now()):
            return None
        return keep_reading(task.document, sheet, seconds)


@transaction.atomic
def keep_reading(document: Document, sheet: Sheet, seconds: float = 0.0) -> Reading:
    """Keep a reading whole, the document's text and passages with the first one, and let every app take what it owns."""
    _describe(document, sheet)
    if not document.passages.exists():
        Passage.objects.bulk_create(_passages(document, sheet), batch_size=1000)
    found = holdable_json(sheet.found)
    reading = Reading.objects.create(document=document, reader=found["reader"], found=found, seconds=seconds)
    take_out(reading)
    return reading


def take_out(reading: Reading) -> None:
    """Let every app of settings.TAKERS take its kinds of findings out of a reading."""
    for path in settings.TAKERS:
        import_string(path)(reading)


def _describe(document: Document, sheet: Sheet) -> None:
    """Write what the reader found of the document itself; what a person said of it when bringing it stands."""
    found = sheet.found
    document.text = holdable(sheet.text)
    document.blocks = [asdict(block) for block in sheet.blocks]
    document.notes = [holdable(note) for note in sheet.notes]
    document.format = sheet.format
    document.language = document.language or found.get("language") or ""
    document.title = document.title or holdable(found.get("title") or "")[:500]
    document.published = document.published or found.get("published") or ""
    document.has_secret = document.has_secret or any(doubt["about"] == "secret" for doubt in found["doubts"])
    document.state, document.failure = DocumentState.READ, ""
    document.save()


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


def holdable(text: str) -> str:
    """Return text that every database can hold, character for character."""
    return UNHOLDABLE.sub("\ufffd", text)


def holdable_json(value: Any) -> Any:
    """Return JSON whose texts every database can hold."""
    if isinstance(value, str):
        return holdable(value)
    if isinstance(value, dict):
        return {key: holdable_json(inner) for key, inner in value.items()}
    return [holdable_json(inner) for inner in value] if isinstance(value, (list, tuple)) else value


@transaction.atomic
def record_declaration(words: str, *, organisation: Organisation, group: Group, by: User, lang: str = "fr") -> Reading:
    """Keep an officer's word as a one-sentence document of the organisation, signed by that officer, and an empty reading of it."""
    source, _new = Source.objects.get_or_create(
        key=f"declaration/{organisation.key}"[:700], defaults={"kind": SourceKind.DECLARATION, "organisation": organisation}
    )
    text = holdable(words)
    version = (source.documents.order_by("-version").values_list("version", flat=True).first() or 0) + 1
    document = Document.objects.create(
        source=source,
        version=version,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        name=f"{organisation} {timezone.localdate().isoformat()}"[:255],
        title=text[:500],
        text=text,
        blocks=[{"kind": "paragraph", "start": 0, "end": len(text), "language": lang}],
        language=lang,
        published=timezone.localdate().isoformat(),
        visibility=Visibility.PUBLIC,
        group=group,
        brought_by=by,
        state=DocumentState.READ,
    )
    Passage.objects.create(document=document, position=0, start=0, end=len(text), language=lang)
    return Reading.objects.create(document=document, reader="declared", found={})


def covering(document: Document, start: int) -> Passage | None:
    """Return the passage that holds a character of a document's text."""
    return document.passages.filter(start__lte=start, end__gt=start).first()


@transaction.atomic
def show_to(document: Document, visibility: str, *, by: User) -> Document:
    """Change who may see a document; what other apps keep of its visibility follows (settings.FOLLOWERS)."""
    if document.group_id not in standing(by).coordinates and document.brought_by_id != by.pk:
        raise Refused(_("Only its group's coordinator, or who brought it, can change who may see it."))
    document.visibility = Visibility(visibility)
    document.save(update_fields=["visibility"])
    for path in settings.FOLLOWERS:
        import_string(path)(document)
    return document
