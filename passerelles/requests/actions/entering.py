"""A request that reached somebody of the network otherwise, by letter or word of mouth: entered by them, received at once."""

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, take
from passerelles.library.models import Document, Visibility
from passerelles.library.queries import may_have_original, may_see
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.requests.actions.asking import Said, columns_of
from passerelles.requests.actions.attaching import attach
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import note
from passerelles.requests.models import Host, Incoming, Request
from passerelles.requests.stages import Stage
from passerelles.requests.terms import Origin, StepKind


def take_letter(file: "File[bytes]", group: Group, *, by: User) -> Document:
    """Take a letter into the library. Only who brought it sees it there: who reads the request gets it as one of its files (0090)."""
    letter, is_new = take(Brought(file.name or "", file, group, visibility=Visibility.PRIVATE), by=by)
    if is_new:
        Incoming.objects.create(document=letter)
    return letter


def may_bring_along(letter: Document, user: User) -> bool:
    """Whether a document may become a file of a request: one's own, or one of the library whose file one may have."""
    return may_see(letter, user) and (letter.brought_by_id == user.pk or may_have_original(letter, user))


def enter(said: Said, *, host: Organisation | None, letter: Document | None, by: User) -> Request:
    """Receive a request for whoever asks; `host` is whom of the network they wrote to. The letter becomes one of its files."""
    asked = _entered(said, host, letter, by)
    if letter:
        with letter.original.open("rb") as data:
            attach(asked, File(data, name=letter.name), by=by)
    return asked


@transaction.atomic
def _entered(said: Said, host: Organisation | None, letter: Document | None, by: User) -> Request:
    columns = columns_of(said)
    _check_may_enter(columns["group"], host, letter, by)
    how = {"stage": Stage.RECEIVED, "received_at": timezone.now(), "entered_by": by, "document": letter}
    how["origin"] = Origin.LETTER if letter else Origin.OFFICER
    how["language"] = (letter and letter.language) or get_language() or "fr"
    asked = Request.objects.create(**columns, **how)
    if host:
        Host.objects.create(request=asked, organisation=host)
    Incoming.objects.filter(document=letter).delete()
    note(asked, StepKind.ENTERED, by=by)
    note_keys(asked)
    return asked


def _check_may_enter(group: Group, host: Organisation | None, letter: Document | None, by: User) -> None:
    who = standing(by)
    if group.pk not in who.brings:
        raise Refused(_("You are not of the group %(group)s.") % {"group": group})
    if host and host.pk not in who.speaks_for:
        raise Refused(_("You do not speak for this organisation."))
    if letter and not may_bring_along(letter, by):
        raise Refused(_("This letter was brought by somebody else."))
