"""Moving a request from stage to stage: every decision ends here, so that of two at once one wins and the other is told by whom."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.models import Request, Step
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import ANSWERS, MOVES, Stage
from passerelles.requests.terms import HIDDEN, StepKind


def check_may(user: User, act: Act, request: Request) -> None:
    """Refuse what somebody's standpoint does not allow."""
    if not may(user, act, request):
        raise Refused(_("This is for others to decide."))


@transaction.atomic
def move(request: Request, to: Stage, kind: StepKind, *, by: User | None, **told: Any) -> Step:
    """Move a request from the stage it was seen at, changing `changes` with it, and note the step. `by` is none for its asker.

    Refuses where the rules have no such move, and where somebody else moved it meanwhile: the refusal says who did what.
    """
    before, changes, now = Stage(request.stage), told.pop("changes", {}), timezone.now()
    if to not in MOVES[before]:
        raise Refused(_("A request that is “%(now)s” cannot become “%(then)s”.") % {"now": before.label, "then": to.label})
    changes = {**changes, "stage": to, "changed_at": now}
    if to in ANSWERS and request.answered_at is None:
        changes["answered_at"] = now
    if not Request.objects.filter(pk=request.pk, stage=before).update(**changes):
        raise Refused(said_by_another(request))
    for name, value in changes.items():
        setattr(request, name, value)
    return note(request, kind, before=before, by=by, at=now, **told)


def note(request: Request, kind: StepKind, *, by: User | None, before: Stage | None = None, **told: Any) -> Step:
    """Add a step to a request's history; without `before` it stays where it is."""
    return Step.objects.create(request=request, kind=kind, before=before or request.stage, after=request.stage, by=by, **told)


def said_by_another(request: Request) -> str:
    """What whoever decided later is told."""
    last = Step.objects.filter(request=request).exclude(kind__in=HIDDEN).select_related("by").order_by("-pk").first()
    if last is None:
        return _("This request was changed meanwhile. Nothing was done; look at it again.")
    said = {"who": last.by or _("its asker"), "what": last.get_kind_display()}
    return _("%(who)s was quicker: %(what)s. Nothing was done; look at it again.") % said
