"""Changing what is asked, for those who entered a request or whose organisation asks: what changed is kept, and who works on it is told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.actions.answering import tell_hosts
from passerelles.requests.actions.asking import Said, columns_of
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import check_may, move, note, said_by_another
from passerelles.requests.changing import changes_between, in_lines
from passerelles.requests.models import Change, Request, Step
from passerelles.requests.naming import PERSONAL
from passerelles.requests.rights import Act
from passerelles.requests.stages import AMENDABLE, Stage
from passerelles.requests.telling import tell_coordinators
from passerelles.requests.terms import StepKind

UNTOLD = (*PERSONAL, "others_asked")  # to hosts of the joint request that it is part of: they read its file no more than others do
CORRECTED = (Stage.RECEIVED, Stage.OFFERED)  # in which its asker corrects by the link; where more was asked for, they complete it


@transaction.atomic
def amend(asked: Request, said: Said, *, seen: datetime, by: User) -> Step:
    """Change what is asked of the network; where more was asked for, this completes it. Coordinators and hosts are told what changed.

    `seen` is the moment up to which whoever changes it had read it: what was done meanwhile refuses the change.
    """
    check_may(by, Act.AMEND, asked)
    if asked.stage not in AMENDABLE or asked.purged_at:
        raise Refused(_("This request can be changed no more."))
    step = _amended(asked, said, seen, by)
    if step is None:
        raise Refused(_("Nothing was changed."))
    return step


@transaction.atomic
def amend_as_asker(asked: Request, said: Said) -> bool:
    """Change what is asked for who opened its link, while nothing is decided; return whether anything was changed."""
    if asked.stage not in CORRECTED:
        raise Refused(_("This request can be changed no more."))
    return _amended(asked, said, asked.changed_at, None) is not None


@transaction.atomic
def complete(asked: Request, said: Said) -> Step:
    """Take what an asker adds by the link, where more was asked for: nothing is an answer, too."""
    if asked.stage != Stage.QUESTIONED:
        raise Refused(_("Nothing more is asked of you now. Nothing was changed."))
    columns = columns_of(said)
    changes = changes_between(asked, columns)
    step = _written(asked, columns, None)
    _keep(asked, step, changes)
    return step


def _amended(asked: Request, said: Said, seen: datetime, by: User | None) -> Step | None:
    columns = columns_of(said)
    changes = changes_between(asked, columns)
    if not changes:
        return None
    _hold(asked, seen)
    step = _written(asked, {change.column: columns[change.column] for change in changes}, by)
    _keep(asked, step, changes)
    return step


def _keep(asked: Request, step: Step, changes: list[Change]) -> None:
    for change in changes:
        change.step = step
    Change.objects.bulk_create(changes)
    note_keys(asked)
    _tell(asked, step, changes)


def _hold(asked: Request, seen: datetime) -> None:
    if not Request.objects.filter(pk=asked.pk, changed_at=seen, purged_at=None).update(changed_at=timezone.now()):
        raise Refused(said_by_another(asked))


def _written(asked: Request, columns: dict[str, object], by: User | None) -> Step:
    if asked.stage == Stage.QUESTIONED:
        return move(asked, Stage.RECEIVED, StepKind.COMPLETED, by=by, changes=columns)
    Request.objects.filter(pk=asked.pk).update(**columns)
    for name, value in columns.items():
        setattr(asked, name, value)
    return note(asked, StepKind.CHANGED, by=by)


def _tell(asked: Request, step: Step, changes: list[Change]) -> None:
    """Tell coordinators and hosts; those of the request it was joined to, where it was, what is no matter of its file alone."""

    def words() -> str:
        return in_lines(changes)

    def say() -> str:
        return _("What is asked was completed") if step.kind == StepKind.COMPLETED else _("What is asked was changed")

    tell_coordinators(asked, step, say, words=words, by=step.by)
    tell_hosts(step, words)
    if asked.joined_to:
        tell_hosts(
            note(asked.joined_to, StepKind.CHANGED, by=step.by, other=asked),
            lambda: in_lines(each for each in changes if each.column not in UNTOLD),
        )
