"""Taking documents in: the bytes to the disk, a row for them, a task to read them."""

import hashlib
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from passerelles.common.dates import is_date
from passerelles.common.refusing import Refused
from passerelles.library.actions.queueing import queue
from passerelles.library.holding import holdable, plain_words
from passerelles.library.masking import masked, masked_name
from passerelles.library.models import WIDTH, Document, Source, SourceKind, Visibility, place_of_original
from passerelles.library.queries import may_change, may_publish
from passerelles.people.models import Group, User
from passerelles.people.queries import standing

# What is said of a document as it is brought, in columns of the same name: each as long as its column.
SAID = {"visibility": 8, "published": 10, "language": 8, "genre": 60, "licence": 120, "title": 500, "batch": 32}


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as somebody brings it, and what they say of it: `data` is bytes, or an open file that need not fit in memory."""

    name: str
    data: "bytes | File[bytes]" = field(repr=False)
    group: Group
    visibility: str = Visibility.GROUP
    address: str = ""
    published: str = ""
    language: str = ""
    genre: str = ""
    licence: str = ""
    title: str = ""
    batch: str = ""

    @property
    def file(self) -> "File[bytes]":
        return ContentFile(self.data) if isinstance(self.data, bytes) else self.data


def take(brought: Brought, *, by: User | None, version_of: Document | None = None) -> tuple[Document, bool]:
    """Keep a document and queue its reading. Return it and whether it is new: the same bytes of the same source are recognised.

    What is brought under an address already known, or as `version_of` another, becomes that source's next version; where who brings
    it may not publish, its group sees it, and a public version stays the current one until a coordinator publishes the next.
    """
    if version_of and _waits(brought, version_of.source, by):
        brought = replace(brought, visibility=Visibility.GROUP)
    file = brought.file
    _check(brought, file, by, version_of)
    digest = _digest(file)
    known = _recognised(brought, digest, by, version_of)
    if known:
        return known, False
    original = _store(file, digest)  # before the transaction: nobody waits for a disk
    try:
        document, is_new = _write(brought, digest, original, by, version_of)
    except BaseException:
        default_storage.delete(original)
        raise
    if not is_new:
        default_storage.delete(original)
    return document, is_new


def _check(brought: Brought, file: "File[bytes]", by: User | None, version_of: Document | None) -> None:
    named = {"name": masked_name(brought.name)}
    if file.size > settings.LARGEST_DOCUMENT:
        limit = settings.LARGEST_DOCUMENT // 2**20
        raise Refused(_("%(name)s is larger than %(limit)d MB.") % {**named, "limit": limit})
    if not any(chunk.strip() for chunk in file.chunks()):
        raise Refused(_("%(name)s is empty.") % named)
    if brought.visibility not in Visibility.values:
        raise Refused(_("Nobody is called “%(visibility)s”.") % {"visibility": brought.visibility})
    if brought.published and not is_date(brought.published):
        raise Refused(_("“%(date)s” is no date: write 2024, 2024-03 or 2024-03-19.") % {"date": brought.published})
    if brought.address and urlsplit(brought.address).scheme not in ("http", "https"):
        raise Refused(_("An address begins with http:// or https://."))
    _check_may_bring(brought, by, version_of)


def _check_may_bring(brought: Brought, by: User | None, version_of: Document | None) -> None:
    if by and brought.group.pk not in standing(by).brings:
        raise Refused(_("You are not of the group %(group)s.") % {"group": brought.group})
    if by and brought.visibility == Visibility.PUBLIC and not may_publish(brought.group, by):
        raise Refused(_("Only the coordinator of its group can show a document to everybody."))
    if version_of and version_of.group_id != brought.group.pk:
        raise Refused(_("A new version belongs to the same group."))
    if version_of and _is_narrower(brought, version_of.source) and not _waits(brought, version_of.source, by):
        raise Refused(_("A new version is shown to as many people as the one before it: change who sees that one first."))
    if version_of and version_of.source.kind == SourceKind.DECLARATION:
        raise Refused(_("A declaration is amended by declaring again."))
    if by and version_of and not may_change(version_of, by):
        raise Refused(_("Only its group's coordinator, or who brought it, can bring a new version of it."))


def _digest(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _recognised(brought: Brought, digest: str, by: User | None, version_of: Document | None) -> Document | None:
    """The same bytes, where who brings them may see them: what others hold in private stays unknown.

    An address, or a source, that says again what it once said has a new version: there, only the last one counts.
    """
    same = Document.objects.brought().filter(sha256=digest, group=brought.group).order_by("-is_current", "-pk")
    if version_of:
        same = (same.current() | same.unpublished()).filter(source=version_of.source)
    elif brought.address:
        same = (same.current() | same.unpublished()).filter(source__address=brought.address)
    return (same.visible_to(by) if by else same).first()


def _store(file: "File[bytes]", digest: str) -> str:
    """Write the bytes below MEDIA_ROOT; a file that is on the disk already is moved."""
    file.seek(0)
    return str(default_storage.save(place_of_original(Document(sha256=digest), ""), file))


@transaction.atomic
def _write(brought: Brought, digest: str, original: str, by: User | None, version_of: Document | None) -> tuple[Document, bool]:
    source = _locked(version_of.source if version_of else _source(brought, digest, by))
    known = _recognised(brought, digest, by, version_of)  # brought twice at once: the second waited for the lock
    if known:
        return known, False
    if not version_of and not _may_renew(source, brought, by):
        source = _apart(source)
    document = _row(source, brought, digest, by, waits=_is_narrower(brought, source))
    document.original.name = original
    document.save()
    queue(document)
    return document, True


def _source(brought: Brought, digest: str, by: User | None) -> Source:
    """The source of an address that somebody may renew, else one of their own."""
    kind = SourceKind.ADDRESS if brought.address else SourceKind.FILE
    for known in Source.objects.filter(address=brought.address, documents__group=brought.group).distinct() if brought.address else ():
        if _may_renew(known, brought, by):
            return known
        if by and known.documents.visible_to(by).exists() and not _is_narrower(brought, known):
            raise Refused(_("This address is in the library already: its group's coordinator, or who brought it, can bring a new version."))
    place = f"address/{brought.group.slug}/{brought.address}" if brought.address else f"file/{brought.group.slug}/{digest}"
    return Source.objects.get_or_create(key=place[:700], defaults={"kind": kind, "address": brought.address})[0]


def _locked(source: Source) -> Source:
    """The source, which nobody else writes a version of until the transaction ends (SQLite has one writer at a time anyway)."""
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk)


def _may_renew(source: Source, brought: Brought, by: User | None) -> bool:
    last = _current(source)
    may = last is None or by is None or may_change(last, by)
    return may and (not _is_narrower(brought, source) or _waits(brought, source, by))


def _current(source: Source) -> Document | None:
    """The version that counts: a later one may wait to be published."""
    return source.documents.order_by("-is_current", "-version").first()


def _is_narrower(brought: Brought, source: Source) -> bool:
    """Whether fewer people would see it than see the current version: what that one said must not change by what they cannot see."""
    last = _current(source)
    return bool(last and WIDTH.index(Visibility(brought.visibility)) < WIDTH.index(Visibility(last.visibility)))


def _waits(brought: Brought, source: Source, by: User | None) -> bool:
    """Whether it is a new version of a public document by somebody who may not publish it: shown to its group meanwhile."""
    last = _current(source)
    may_not = by is not None and not may_publish(brought.group, by)
    return bool(may_not and last and last.visibility == Visibility.PUBLIC and brought.visibility in (Visibility.GROUP, Visibility.PUBLIC))


def _apart(source: Source) -> Source:
    """A source of one's own, beside one that others hold in private: nobody learns of the other."""
    return Source.objects.create(kind=source.kind, address=source.address, key=f"{source.key[:660]}/{uuid4().hex}")


def _row(source: Source, brought: Brought, digest: str, by: User | None, *, waits: bool) -> Document:
    earlier = source.documents.aggregate(last=Max("version"))["last"] or 0
    if not waits:
        source.documents.update(is_current=False)
    said = {name: holdable(getattr(brought, name))[:longest] for name, longest in SAID.items()}
    said |= {"licence": plain_words(brought.licence)[: SAID["licence"]]}
    said |= {"name": masked_name(brought.name), "title": masked(plain_words(brought.title))[: SAID["title"]]}
    columns = {"version": earlier + 1, "is_current": not waits, "sha256": digest, "brought_by": by, "group": brought.group}
    return Document(source=source, **columns, **said)
