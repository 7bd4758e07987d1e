"""Erasing what names people, long after a request has ended; what was asked, answered and by whom of the network stays (0104)."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from passerelles.common.mailing import forget_about
from passerelles.common.refusing import Refused
from passerelles.library.actions import erase, unname
from passerelles.library.models import Source, Visibility
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.models import Attachment, Change, Heard, Host, Incoming, Letter, Opinion, Purge, Request, Step
from passerelles.requests.models.requests import RequestQuerySet
from passerelles.requests.naming import PERSONAL, Named, named_by
from passerelles.requests.terms import StepKind

FREE = ("purpose", "sites", "payment", "through", "approved_by", "others_asked")  # where people may be named among other words


def to_be_purged(moment: datetime) -> RequestQuerySet:
    """Return the requests that ended before a moment, without those whose journey is later, as other parts know it (settings.LATER)."""
    later = {pk for path in settings.LATER for pk in import_string(path)(moment.date())}
    return Request.objects.over_since(moment).exclude(pk__in=later).exclude(joined_to__isnull=False, joined_to__in=later)


@transaction.atomic
def purge(request: Request) -> Purge | None:
    """Erase the people of a request, its files and mails, the words of its letters and opinions, and the library's copy of the letter it
    was read from; note how much there was. Once.
    """
    now = timezone.now()
    if not Request.objects.filter(pk=request.pk, purged_at=None).update(purged_at=now, changed_at=now, token=""):
        return None
    named = named_by(request)
    counted = {name: 1 for name in PERSONAL if getattr(request, name)}
    counted |= {"letter": _drop_letter(request, named), "words": _unname_words(request, named)}
    for name in PERSONAL:
        setattr(request, name, "")
    Request.objects.filter(pk=request.pk).update(**dict.fromkeys(PERSONAL, ""))
    counted |= {"files": _drop_files(request), "letters": Letter.objects.filter(request=request).update(to="", subject="", body="")}
    counted["advisers"] = Opinion.objects.filter(request=request).exclude(email="").update(email="")
    counted["opinions"] = Opinion.objects.filter(request=request).exclude(words="").update(words="")
    counted["said_by"] = Heard.objects.filter(step__request=request).exclude(said_by="").update(said_by="")
    counted["changes"] = Change.objects.filter(step__request=request, column__in=(*PERSONAL, *FREE)).update(before=None, after=None)
    counted["mails"] = forget_about(f"request/{request.pk}")
    note_keys(request)  # a name is one of what it was recognised by
    return Purge.objects.create(request=request, columns=counted)


def _drop_letter(request: Request, named: Named) -> int:
    """Erase the library's copy of the letter, and the purpose that was read out of it. One that others were shown, or that the
    library had before, is a paper of its own: it stays, without the people of this request. So does one that another request still needs.
    """
    letter = request.document
    if letter is None:
        return 0
    Request.objects.filter(pk=request.pk).update(document=None, purpose="")
    request.document, request.purpose = None, ""
    if not Request.objects.filter(document__source=letter.source_id).exists():
        _let_go(letter.source, named)
    return 1


def _let_go(source: Source, named: Named) -> None:
    versions = source.documents.all()
    was_there = Incoming.objects.filter(document__in=versions, is_copy=False).exists()
    if was_there or versions.exclude(visibility=Visibility.PRIVATE).exists():
        unname(source, named.names)
        return
    try:
        erase(source, names=named.names)
    except Refused:
        unname(source, named.names)


def _unname_words(request: Request, named: Named) -> int:
    """Put • over those people, and over every address and telephone, where free words of the request or of its history name them."""
    changed = {name: shown for name in FREE if (shown := named.hidden(getattr(request, name))) != getattr(request, name)}
    for name, shown in changed.items():
        setattr(request, name, shown)
    Request.objects.filter(pk=request.pk).update(**changed)
    done = len(changed)
    for table, column in ((Step, "reason"), (Host, "words"), (Opinion, "question")):
        for row in table.objects.filter(request=request).exclude(**{column: ""}):
            shown = named.hidden(getattr(row, column))
            if shown != getattr(row, column):
                done += table.objects.filter(pk=row.pk).update(**{column: shown})
    return done


def _drop_files(request: Request) -> int:
    files = Attachment.objects.filter(request=request)
    names = list(files.values_list("file", flat=True))
    files.delete()
    steps = Step.objects.filter(request=request, kind__in=(StepKind.AMENDED, StepKind.REMOVED))
    steps.update(reason="")  # the files' names
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
    return len(names)
