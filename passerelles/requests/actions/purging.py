"""Erasing what names people, long after a request has ended; what was asked, answered and by whom of the network stays."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from passerelles.requests.actions.likening import note_keys
from passerelles.requests.models import Attachment, Change, Heard, Letter, Opinion, Purge, Request, Step
from passerelles.requests.terms import StepKind

PERSONAL = ("contact_name", "contact_email", "contact_phone", "head_name", "composition")


@transaction.atomic
def purge(request: Request) -> Purge | None:
    """Erase the people of a request, its files and the words of its letters and opinions; note how much there was. Once."""
    if not Request.objects.filter(pk=request.pk, purged_at=None).update(purged_at=timezone.now(), token=""):
        return None
    counted = {name: 1 for name in PERSONAL if getattr(request, name)}
    for name in PERSONAL:
        setattr(request, name, "")
    Request.objects.filter(pk=request.pk).update(**dict.fromkeys(PERSONAL, ""))
    counted |= {"files": _drop_files(request), "letters": Letter.objects.filter(request=request).update(to="", subject="", body="")}
    counted["opinions"] = Opinion.objects.filter(request=request).exclude(words="").update(words="")
    counted["said_by"] = Heard.objects.filter(step__request=request).exclude(said_by="").update(said_by="")
    counted["changes"] = Change.objects.filter(step__request=request, column__in=PERSONAL).update(before=None, after=None)
    note_keys(request)  # a name is one of what it was recognised by
    return Purge.objects.create(request=request, columns=counted)


def _drop_files(request: Request) -> int:
    files = Attachment.objects.filter(request=request)
    names = list(files.values_list("file", flat=True))
    files.delete()
    Step.objects.filter(request=request, kind=StepKind.AMENDED).update(reason="")  # the files' names
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
    return len(names)
