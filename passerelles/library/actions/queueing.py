"""The work queue's verbs. Each is one conditional update, so that two workers never hold one row, on any database."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions.keeping import keep_reading
from passerelles.library.holding import holdable
from passerelles.library.models import Document, DocumentQuerySet, DocumentState, Reading, Task, TaskQuerySet, TaskState
from passerelles.library.queries import may_change
from passerelles.library.sheet import Sheet
from passerelles.people.models import User

ATTEMPTS = 3  # a document that ended its reader, or its worker, so often is failed: it may be what kills them
LOOKED_AT = 20  # tasks a worker tries for before it looks at the queue anew


@transaction.atomic
def queue(document: Document) -> Task:
    """Ask for a document to be read; one task waits at a time. What was read before is shown until it is read again."""
    unread = Document.objects.filter(pk=document.pk).exclude(state=DocumentState.READ)
    if unread.update(state=DocumentState.WAITING, failure="", cause=""):
        document.state, document.failure, document.cause = DocumentState.WAITING, "", ""
    return Task.objects.get_or_create(document=document, state=TaskState.QUEUED)[0]


@transaction.atomic
def try_again(document: Document, *, by: User) -> Task:
    """Read again what could not be read."""
    if not may_change(document, by):
        raise Refused(_("Only its group's coordinator, or who brought it, can have it read again."))
    failed = Document.objects.filter(pk=document.pk, state=DocumentState.FAILED)
    if not failed.update(state=DocumentState.WAITING):
        raise Refused(_("It is being read already, or was read meanwhile."))
    return queue(document)


def take_task(worker: str) -> Task | None:
    """Take the next task for a worker, for as long as its lease; None where nothing waits. Two workers never take the same."""
    for task in Task.objects.takeable().order_by("pk")[:LOOKED_AT]:
        unchanged = Task.objects.takeable().filter(pk=task.pk, attempts=task.attempts)
        if not unchanged.update(state=TaskState.RUNNING, worker=worker, leased_until=_lease(), attempts=task.attempts + 1):
            continue
        task.refresh_from_db()
        if task.attempts > ATTEMPTS:
            fail(task, f"reading it ended its worker {ATTEMPTS} times", cause="died")
            continue
        _unread(task).update(state=DocumentState.READING)
        return task
    return None


def _lease() -> datetime:
    return timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)


def _unread(task: Task) -> DocumentQuerySet:
    """The task's document, unless an earlier reading of it is shown."""
    return Document.objects.filter(pk=task.document_id).exclude(state=DocumentState.READ)


def _held(task: Task) -> TaskQuerySet:
    """The task, as long as the worker that took it still holds it."""
    return Task.objects.filter(pk=task.pk, worker=task.worker, attempts=task.attempts, state=TaskState.RUNNING)


def still_at_it(task: Task) -> bool:
    """Prolong a worker's lease; False where the task is no longer its own."""
    return bool(_held(task).update(leased_until=_lease()))


@transaction.atomic
def fail(task: Task, reason: str, *, cause: str) -> bool:
    """Note that a document could not be read, and why; it can be tried again. False where another worker has it now.

    One that an older reader has read stays as that one read it.
    """
    if not _held(task).update(state=TaskState.FAILED, done_at=timezone.now()):
        return False
    Document.objects.filter(pk=task.document_id).update(failure=holdable(reason)[:500], cause=cause)
    _unread(task).update(state=DocumentState.FAILED)
    return True


def try_later(task: Task, reason: str, *, cause: str) -> bool:
    """Put a task back after an accident that may have been nobody's fault; after the last attempt, fail it."""
    return fail(task, reason, cause=cause) if task.attempts >= ATTEMPTS else _put_back(task, attempts=task.attempts)


def give_back(task: Task) -> bool:
    """Put a task back as it was before it was taken: its worker is asked to stop."""
    return _put_back(task, attempts=F("attempts") - 1)


def _put_back(task: Task, *, attempts: int | Combinable) -> bool:
    queued = {"state": TaskState.QUEUED, "worker": "", "leased_until": None, "attempts": attempts}
    try:
        with transaction.atomic():
            is_back = bool(_held(task).update(**queued))
            if is_back:
                _unread(task).update(state=DocumentState.WAITING)
    except IntegrityError:  # somebody has asked for the document meanwhile: that task stands for both
        return bool(_held(task).update(state=TaskState.DONE, done_at=timezone.now()))
    return is_back


def finish(task: Task, sheet: Sheet, seconds: float) -> Reading | None:
    """Keep what a worker read, in one transaction with the end of its task; None where another worker has taken it over."""
    with transaction.atomic():
        if not _held(task).update(state=TaskState.DONE, done_at=timezone.now()):
            return None
        return keep_reading(task.document, sheet, seconds)
