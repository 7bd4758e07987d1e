"""Moving a visit from stage to stage: of two who decide at once one wins, and the other is told by whom."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.queries.load import forget_receptions
from passerelles.visits.actions.ledger import enter
from passerelles.visits.actions.telling import tell
from passerelles.visits.models import Report, Visit, VisitStep
from passerelles.visits.rights import Act, check_may
from passerelles.visits.stages import VISIT_MOVES, VisitStage


@transaction.atomic
def move_visit(visit: Visit, to: VisitStage, *, by: User, words: str = "", seen: str = "") -> VisitStep:
    """Move a visit from the stage it was seen at (on the page, where that is told), and note the step.

    Refuses where the rules have no such move, and where somebody else moved it meanwhile: the refusal says who did what.
    """
    check_may(by, Act.CONFIRM, visit)
    before = VisitStage(visit.stage)
    if seen and seen != before:
        raise Refused(_said_by_another(visit))
    if to not in VISIT_MOVES[before]:
        raise Refused(_("A visit that is “%(now)s” cannot become “%(then)s”.") % {"now": before.label, "then": to.label})
    _check_time(visit, before, to)
    rows = Visit.objects.filter(pk=visit.pk, stage=before)
    if not rows.update(stage=to, changed_at=timezone.now(), sequence=F("sequence") + 1):
        raise Refused(_said_by_another(visit))
    visit.refresh_from_db(fields=["stage", "changed_at", "sequence"])
    forget_receptions(by)
    if to == VisitStage.HELD:
        enter(visit, by=by)
    if VisitStage.CONFIRMED in (before, to):
        tell(visit, lambda: _("The visit is now: %(stage)s.") % {"stage": to.label}, by=by)
    return VisitStep.objects.create(visit=visit, before=before, after=to, by=by, words=words)


def _check_time(visit: Visit, before: VisitStage, to: VisitStage) -> None:
    """Refuse what comes too early: a visit that has not begun, a report that nobody wrote."""
    if to == VisitStage.HELD and visit.starts > timezone.localdate():
        raise Refused(_("It begins on %(day)s: it has not taken place yet.") % {"day": said_date(visit.starts.isoformat())})
    if (before, to) == (VisitStage.HELD, VisitStage.REPORTED) and not Report.objects.filter(visit=visit).exists():
        raise Refused(_("No report is written yet."))


def _said_by_another(visit: Visit) -> str:
    last = VisitStep.objects.filter(visit=visit).select_related("by").order_by("-pk").first()
    if last is None:
        return _("This visit was changed meanwhile. Nothing was done; look at it again.")
    said = {"who": last.by, "what": last.get_after_display()}
    return _("%(who)s was quicker: %(what)s. Nothing was done; look at it again.") % said
