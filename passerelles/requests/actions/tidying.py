"""Dropping what nobody goes on with: drafts, requests whose link nobody opened, letters that became no request. They name people."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from passerelles.common.mailing import forget_about
from passerelles.library.actions import erase
from passerelles.library.models import Source, Visibility
from passerelles.requests.models import Attachment, Incoming, Request
from passerelles.requests.queries.asking import KEPT
from passerelles.requests.stages import Stage

LETTERS = "letters"  # as the command names them


def drop_stale() -> dict[str, int]:
    """Drop what is older than it is kept for, files and mails included; return how many of each stage, and how many letters."""
    return {stage.value: _drop(stage) for stage in KEPT} | {LETTERS: _drop_letters()}


@transaction.atomic
def _drop(stage: Stage) -> int:
    stale = Request.objects.filter(stage=stage, changed_at__lt=timezone.now() - KEPT[stage])
    numbers = list(stale.values_list("pk", flat=True))
    files = list(Attachment.objects.filter(request__in=numbers).values_list("file", flat=True))
    dropped = stale.delete()[1].get("requests.Request", 0)
    for number in numbers:
        forget_about(f"request/{number}")
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    return dropped


@transaction.atomic
def _drop_letters() -> int:
    """Those that were read and never entered, unless whoever brought them showed them to others since."""
    stale = Incoming.objects.filter(read_at__lt=timezone.now() - KEPT[Stage.DRAFT], document__requests=None)
    copies = stale.filter(is_copy=True, document__visibility=Visibility.PRIVATE)
    sources = list(Source.objects.filter(pk__in=copies.values("document__source")))
    stale.delete()
    return sum(erase(source) for source in sources)
