"""Dropping what nobody goes on with: drafts, and requests whose link nobody opened. They name people."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from passerelles.requests.models import Attachment, Request
from passerelles.requests.queries.asking import KEPT
from passerelles.requests.stages import Stage


def drop_stale() -> dict[str, int]:
    """Drop what is older than it is kept for, files included; return how many of each stage."""
    return {stage.value: _drop(stage) for stage in KEPT}


@transaction.atomic
def _drop(stage: Stage) -> int:
    stale = Request.objects.filter(stage=stage, changed_at__lt=timezone.now() - KEPT[stage])
    files = list(Attachment.objects.filter(request__in=stale).values_list("file", flat=True))
    dropped = stale.delete()[1].get("requests.Request", 0)
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
    return dropped
