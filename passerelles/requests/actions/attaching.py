"""Files that come with a request: added, and taken away again by whoever added them."""

import hashlib
from functools import partial

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.holding import plain_name
from passerelles.library.models import Visibility
from passerelles.people.models import User
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import note
from passerelles.requests.files import ending_of, format_of, kept_as, said_formats
from passerelles.requests.models import Attachment, Incoming, Request
from passerelles.requests.rights import may_remove
from passerelles.requests.stages import ADDED_TO, UNSENT
from passerelles.requests.terms import StepKind

LARGEST = 10 * 2**20  # bytes
MOST = 5  # files that an asker adds
MOST_OF_LETTERS = 12  # of one request, those that came in a letter


def attach(asked: Request, file: "File[bytes]", *, by: User | None, is_of_letter: bool = False) -> Attachment:
    """Keep a file with a request. Refuses what is too large, one too many, or not what its name says; the same file twice is one.

    What came in a letter that an officer enters is kept in some more formats, which nobody here looks into.
    """
    name = plain_name(file.name or "")
    if by is None and asked.stage not in ADDED_TO:
        raise Refused(_("Nothing can be added to this request any more."))
    if not file.size or file.size > LARGEST:
        raise Refused(_("“%(name)s” is empty or larger than %(limit)d MB.") % {"name": name, "limit": LARGEST // 2**20})
    data = file.read()
    told = (kept_as(data, name) if is_of_letter else "") or checked(data, name)
    digest = hashlib.sha256(data).hexdigest()
    known = asked.attachments.filter(sha256=digest).first()
    added = Attachment(request=asked, name=name, format=told, size=len(data), sha256=digest, added_by=by)
    if known is None:
        _check_room(asked, is_of_letter)
    return known or _stored(added, data, is_of_letter)


def _check_room(asked: Request, is_of_letter: bool) -> None:
    most = MOST_OF_LETTERS if is_of_letter else MOST
    if asked.attachments.count() >= most:
        raise Refused(_("A request has %(number)d files at most.") % {"number": most})


def checked(data: bytes, name: str) -> str:
    """Return the format of a file, which its name must promise as well; refuses what we take none of."""
    promised, told = ending_of(name), format_of(data, name)
    if not promised:
        raise Refused(_("“%(name)s” is of a kind we do not take. We take: %(formats)s.") % {"name": name, "formats": said_formats()})
    if promised != told:
        raise Refused(
            _("“%(name)s” is not what its name says: its content is another. Save it again as %(format)s.")
            % {"name": name, "format": promised}
        )
    return told


def _stored(attachment: Attachment, data: bytes, is_of_letter: bool) -> Attachment:
    """The bytes to the disk before the transaction, so that nobody waits for it."""
    attachment.file.save(attachment.name, ContentFile(data), save=False)
    try:
        return _written(attachment, is_of_letter)
    except BaseException:
        attachment.file.delete(save=False)
        raise


@transaction.atomic
def _written(attachment: Attachment, is_of_letter: bool) -> Attachment:
    """A letter's files come with the request: only what is added later is a step of its history."""
    asked = attachment.request
    _check_room(asked, is_of_letter)
    attachment.save()
    if asked.stage not in UNSENT and not is_of_letter:
        note(asked, StepKind.AMENDED, by=attachment.added_by, reason=attachment.name)
    return attachment


@transaction.atomic
def remove(asked: Request, attachment: Attachment, *, by: User | None) -> None:
    """Take a file away, its bytes too; where the network knows of the request, its history says so. `by` is none for its asker."""
    if not may_remove(by, attachment, asked):
        raise Refused(_("A file is removed by whoever added it, while the request is not decided."))
    if not Attachment.objects.filter(pk=attachment.pk, request=asked).delete()[0]:
        raise Refused(_("This file was removed already."))
    if asked.stage not in UNSENT:
        note(asked, StepKind.REMOVED, by=by, reason=attachment.name)
    _let_go_of_letter(asked, attachment)
    if name := attachment.file.name:
        transaction.on_commit(partial(default_storage.delete, name))


def _let_go_of_letter(asked: Request, attachment: Attachment) -> None:
    """Where it is the letter that the request was read from, the library's copy waits to be dropped, as one that became no request."""
    letter = asked.document
    if letter is None or letter.sha256 != attachment.sha256:
        return
    Request.objects.filter(pk=asked.pk).update(document=None, changed_at=timezone.now())
    asked.document = None
    if letter.visibility == Visibility.PRIVATE and letter.brought_by:
        Incoming.objects.get_or_create(document=letter, by=letter.brought_by)
    note_keys(asked)
