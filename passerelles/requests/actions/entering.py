"""A request that reached somebody of the network otherwise, by letter or word of mouth: entered by them, received at once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, take
from passerelles.library.holding import plain_name
from passerelles.library.models import Document, Visibility
from passerelles.library.queries import may_have_original, may_see
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.reading.formats.enclosed import Enclosed
from passerelles.requests.actions.asking import Said, columns_of
from passerelles.requests.actions.attaching import attach
from passerelles.requests.actions.hosting import met
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import note
from passerelles.requests.models import Host, Incoming, Request
from passerelles.requests.prefilling.filling import why
from passerelles.requests.prefilling.opening import files_of
from passerelles.requests.rights import may_wish
from passerelles.requests.stages import Stage
from passerelles.requests.telling import tell_coordinators
from passerelles.requests.terms import Origin, StepKind

MOST_TOLD = 20  # of what is not kept of a mail: it may hold a thousand files


def take_letter(file: "File[bytes]", group: Group, *, by: User) -> Document:
    """Take a letter into the library. Only who brought it sees it there: who reads the request gets it as one of its files (0090)."""
    letter, is_new = take(Brought(file.name or "", file, group, visibility=Visibility.PRIVATE), by=by)
    Incoming.objects.get_or_create(document=letter, by=by, defaults={"is_copy": is_new})
    return letter


def may_bring_along(letter: Document, user: User) -> bool:
    """Whether a document may become a file of a request: one's own, one whose file one may have, one that one has brought here oneself."""
    is_own = letter.brought_by_id == user.pk or may_have_original(letter, user)
    return may_see(letter, user) and (is_own or Incoming.objects.filter(document=letter, by=user).exists())


@transaction.atomic
def enter(
    said: Said,
    *,
    host: Organisation | None,
    letter: Document | None,
    by: User,
    received: date | None = None,
    wished: Sequence[Organisation] = (),
) -> Request:
    """Receive a request for whoever asks; `host` is whom of the network they wrote to, `received` the day on which it reached them.

    `wished` are further hosts they wish for: who coordinates says so, since these then read the request.

    `keep_letter` makes the letter one of its files.
    """
    columns = columns_of(said)
    _check_may_enter(columns["group"], host, letter, by)
    _check_may_wish(columns["group"], wished, by)
    how = {"stage": Stage.RECEIVED, "received_at": _moment_of(received), "entered_by": by, "document": letter}
    how["origin"] = Origin.LETTER if letter else Origin.OFFICER
    how["language"] = (letter and letter.language) or get_language() or "fr"
    asked = Request.objects.create(**columns, **how)
    for each in dict.fromkeys([*([host] if host else []), *met(wished)]):
        Host.objects.create(request=asked, organisation=each)
    Incoming.objects.filter(document=letter, by=by, is_copy=True).delete()  # of what the library had, it stays known
    step = note(asked, StepKind.ENTERED, by=by)
    note_keys(asked)
    tell_coordinators(asked, step, lambda: _("A request was entered"), by=by)
    return asked


def _moment_of(received: date | None) -> datetime:
    """When a request came: now, or at noon of an earlier day. Nothing comes from days to come."""
    today = timezone.localdate()
    if received and received > today:
        raise Refused(_("This day is yet to come."))
    return timezone.make_aware(datetime.combine(received, time(12))) if received and received < today else timezone.now()


def keep_letter(asked: Request, *, by: User) -> list[str]:
    """Make the letter a file of the request it was read into, and, of a mail, the files that came in it; return what is not, and why.

    Nothing is lost: what came in a mail and is no file of its own is still in the mail.
    """
    letter = asked.document
    if letter is None:
        return []
    with letter.original.open("rb") as data:
        refused = list(_kept(asked, File(data, name=letter.name), by))
    try:
        files = files_of(letter)
    except Refused:
        return [
            *refused,
            _("The site is busy: files that came in “%(name)s” were not taken out of it.") % {"name": plain_name(letter.name)},
        ]
    for file in files:
        refused += [_left(file)] if file.cause else _kept(asked, ContentFile(file.data, name=file.name), by)
    return list(dict.fromkeys(refused))[:MOST_TOLD]


def _kept(asked: Request, file: "File[bytes]", by: User) -> Iterator[str]:
    try:
        attach(asked, file, by=by, is_of_letter=True)
    except Refused as refused:
        yield str(refused)


def _left(file: Enclosed) -> str:
    return f"“{plain_name(file.name)}”: {why(file.cause)}"


def _check_may_wish(group: Group, wished: Sequence[Organisation], by: User) -> None:
    if wished and not may_wish(by, group):
        raise Refused(_("Only who coordinates the group marks others as wished for."))


def _check_may_enter(group: Group, host: Organisation | None, letter: Document | None, by: User) -> None:
    who = standing(by)
    if group.pk not in who.brings:
        raise Refused(_("You are not of the group %(group)s.") % {"group": group})
    if host and host.pk not in who.speaks_for:
        raise Refused(_("You do not speak for this organisation."))
    if letter and not may_bring_along(letter, by):
        raise Refused(_("This letter was brought by somebody else."))
