"""Adding photographs to a visit, saying who may see them, taking them back."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.limits import Breach
from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.visits.actions.holding import keep_open
from passerelles.visits.models import Photograph, Shown, Visit, lacking
from passerelles.visits.models.photographs import WORDS_OF_IT
from passerelles.visits.picturing import MOST_PIXELS, Made, NotAPicture, pictures_of
from passerelles.visits.rights import Act, acts_of, check_may, may_change
from passerelles.visits.stages import VisitStage

LARGEST = 20 * 2**20  # bytes
MOST = 60  # photographs of one visit


def add_photograph(visit: Visit, file: "File[bytes]", said: Mapping[str, Any], *, by: User) -> Photograph:
    """Make a photograph anew from what was brought, and keep it. Refuses what is no picture, too large, one too many, or here already."""
    check_may_attach(visit, by)
    _check_shown(said)
    if not file.size or file.size > LARGEST:
        raise Refused(_("The photograph is empty or larger than %(limit)d MB.") % {"limit": LARGEST // 2**20})
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    _check_room(visit, digest)
    made = made_anew(data)
    photograph = Photograph(visit=visit, sha256=digest, width=made.width, height=made.height, added_by=by, **said)
    return _stored(photograph, made)


def check_may_attach(visit: Visit, by: User) -> None:
    """Refuse who may add nothing, and everybody once the visit is closed or its personal data are erased."""
    check_may(by, Act.ATTACH, visit)
    if visit.stage == VisitStage.CLOSED:
        raise Refused(_("The visit is closed."))
    if visit.purged_at:
        raise Refused(_("The personal data of this visit were erased: none is taken any more."))


def _check_shown(said: Mapping[str, Any]) -> None:
    found = set(lacking(said))
    if "people" in found:
        raise Refused(_("It stays within the visit until it is said that nobody can be recognised, or that those who can have agreed."))
    if found:
        raise Refused(_("Before others may see it, say who took it, whose agreement there is and, for everybody, under which licence."))


def _check_room(visit: Visit, digest: str) -> None:
    held = Photograph.objects.filter(visit=visit, withdrawn_at=None)
    if held.filter(sha256=digest).exists():
        raise Refused(_("This photograph is here already."))
    if held.count() >= MOST:
        raise Refused(_("A visit has no more than %(most)d photographs.") % {"most": MOST})


def made_anew(data: bytes) -> Made:
    """Return what may be shown of a picture; refuses what cannot be shown."""
    try:
        return pictures_of(data)
    except NotAPicture as error:
        said = _("This is no picture we can show: JPEG, PNG or WebP, of at most %(most)d million pixels. Save it anew as JPEG.")
        raise Refused(said % {"most": MOST_PIXELS // 10**6}) from error
    except Breach as error:
        raise Refused(_("The picture takes too much, or too many are being made just now; try again in a minute.")) from error


def _stored(photograph: Photograph, made: Made) -> Photograph:
    """The bytes to the disk before the transaction, so that nobody waits for it."""
    try:
        photograph.file.save("whole", ContentFile(made.whole), save=False)
        photograph.small.save("small", ContentFile(made.small), save=False)
        return _written(photograph)
    except BaseException:
        for held in filter(None, (photograph.file, photograph.small)):
            held.delete(save=False)
        raise


@transaction.atomic
def _written(photograph: Photograph) -> Photograph:
    keep_open(photograph.visit)
    _check_room(photograph.visit, photograph.sha256)
    photograph.save()
    return photograph


def _check_may_change(photograph: Photograph, by: User) -> None:
    if not may_change(photograph, by, acts_of(by, photograph.visit)):
        raise Refused(_("This is for others to decide."))


@transaction.atomic
def say_of_photograph(photograph: Photograph, said: Mapping[str, Any], *, by: User) -> None:
    """Say anew what it shows and who may see it. A closed visit does not stop it: agreements do not end with a dossier."""
    _check_may_change(photograph, by)
    _check_shown(said)
    if photograph.visit.purged_at and said["shown"] == Shown.VISIT:  # what stays within the visit was erased on that day
        raise Refused(_("The personal data of this visit were erased: withdraw the photograph instead."))
    if not Photograph.objects.filter(pk=photograph.pk, withdrawn_at=None).update(**said):
        raise Refused(_("This photograph was withdrawn."))
    photograph.refresh_from_db()


@transaction.atomic
def withdraw_photograph(photograph: Photograph, *, by: User) -> None:
    """Erase a photograph and what was said of it, at any time; that there was one, who withdrew it and when is kept."""
    _check_may_change(photograph, by)
    if not withdrawn([photograph], by=by):
        raise Refused(_("This photograph was withdrawn."))
    photograph.refresh_from_db()


def withdrawn(photographs: Iterable[Photograph], by: User | None) -> int:
    """Erase photographs, files and words, once; return how many."""
    held = list(photographs)
    rows = Photograph.objects.filter(pk__in=[each.pk for each in held], withdrawn_at=None)
    count = rows.update(file="", small="", withdrawn_by=by, withdrawn_at=timezone.now(), **WORDS_OF_IT)
    for name in (file.name for each in held for file in (each.file, each.small) if file.name):
        transaction.on_commit(partial(default_storage.delete, name))
    return count


def to_be_purged(visit: Visit) -> list[Photograph]:
    """Those that never left the visit; what others may see stays, with the agreement it is shown by, until somebody withdraws it."""
    return list(Photograph.objects.filter(visit=visit, withdrawn_at=None, shown=Shown.VISIT))
