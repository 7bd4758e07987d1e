"""Files that come with a request."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.holding import plain_name
from passerelles.people.models import User
from passerelles.requests.actions.moving import note
from passerelles.requests.files import SAID, ending_of, format_of
from passerelles.requests.models import Attachment, Request
from passerelles.requests.stages import UNSENT, Stage
from passerelles.requests.terms import StepKind

LARGEST = 10 * 2**20  # bytes
MOST = 5  # files of one request
ADDED_TO = (*UNSENT, Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED)  # stages in which its asker adds files


def attach(asked: Request, file: "File[bytes]", *, by: User | None) -> Attachment:
    """Keep a file with a request. Refuses what is too large, one too many, or not what its name says; the same file twice is one."""
    name = plain_name(file.name or "")
    if by is None and asked.stage not in ADDED_TO:
        raise Refused(_("Nothing can be added to this request any more."))
    if not file.size or file.size > LARGEST:
        raise Refused(_("“%(name)s” is empty or larger than %(limit)d MB.") % {"name": name, "limit": LARGEST // 2**20})
    data = file.read()
    told = checked(data, name)
    digest = hashlib.sha256(data).hexdigest()
    known = asked.attachments.filter(sha256=digest).first()
    return known or _stored(Attachment(request=asked, name=name, format=told, size=len(data), sha256=digest), data, by)


def checked(data: bytes, name: str) -> str:
    """Return the format of a file, which its name must promise as well; refuses what we take none of."""
    promised, told = ending_of(name), format_of(data, name)
    if not promised:
        raise Refused(_("“%(name)s” is of a kind we do not take. We take: %(formats)s.") % {"name": name, "formats": SAID})
    if promised != told:
        raise Refused(
            _("“%(name)s” is not what its name says: its content is another. Save it again as %(format)s.")
            % {"name": name, "format": promised}
        )
    return told


def _stored(attachment: Attachment, data: bytes, by: User | None) -> Attachment:
    """The bytes to the disk before the transaction, so that nobody waits for it."""
    attachment.file.save(attachment.name, ContentFile(data), save=False)
    try:
        return _written(attachment, by)
    except BaseException:
        attachment.file.delete(save=False)
        raise


@transaction.atomic
def _written(attachment: Attachment, by: User | None) -> Attachment:
    asked = attachment.request
    if asked.attachments.count() >= MOST:
        raise Refused(_("A request has %(number)d files at most.") % {"number": MOST})
    attachment.save()
    if asked.stage not in UNSENT:
        note(asked, StepKind.AMENDED, by=by, reason=attachment.name)
    return attachment
