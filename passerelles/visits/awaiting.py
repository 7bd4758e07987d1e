"""What visits wait for from somebody, as lines of the first page (settings.AWAITED): to confirm, to report on, what was promised."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.people.queries import Visitor, standing
from passerelles.register.queries.work import Awaited
from passerelles.requests.stages import Stage
from passerelles.visits.models import Commitment, CommitmentState, Direction, Report, Visit, VisitHost
from passerelles.visits.stages import VisitStage

MOST = 5  # lines of one kind: the page of visits has the others
SOON = timedelta(days=60)  # before a commitment is due


def awaited(user: Visitor) -> list[Awaited]:
    """Return what waits for those who keep a dossier or promised something: a bounded number of lines, two queries."""
    return [*_dossiers(user), *(_promised(user) if standing(user).speaks_for else [])]


def _dossiers(user: Visitor) -> Iterator[Awaited]:
    who, today = standing(user), timezone.localdate()
    hosted = VisitHost.objects.filter(organisation__in=who.speaks_for).values("visit")
    kept = Q(group__in=who.coordinates) | Q(pk__in=hosted) | Q(visitor__in=who.speaks_for, direction=Direction.OUT)
    untold = Q(stage=VisitStage.HELD) & ~Exists(Report.objects.filter(visit=OuterRef("pk")))
    waits = (
        Q(stage=VisitStage.PREPARED)
        | Q(stage=VisitStage.CONFIRMED, request__stage=Stage.WITHDRAWN)
        | Q(stage=VisitStage.CONFIRMED, ends__lt=today)
        | untold
    )
    for visit in Visit.objects.filter(kept, waits).select_related("request").order_by("starts", "pk")[:MOST]:
        yield _line(visit)


def _line(visit: Visit) -> Awaited:
    said, address = {"visit": visit}, visit.get_absolute_url()
    if visit.stage == VisitStage.HELD:
        return Awaited(_("Its report is missing – %(visit)s") % said, address)
    if visit.is_over:
        return Awaited(_("Did it take place? – %(visit)s") % said, address)
    if visit.request and visit.request.stage == Stage.WITHDRAWN:
        return Awaited(_("Who asked has withdrawn – %(visit)s") % said, address, visit.starts)
    return Awaited(_("To be confirmed – %(visit)s") % said, address, visit.starts)


def _promised(user: Visitor) -> Iterator[Awaited]:
    """What organisations that somebody speaks for are to do, as far as their side knows of it."""
    rows = Commitment.objects.visible_to(user).filter(owner__in=standing(user).speaks_for, state=CommitmentState.OPEN)
    rows = rows.filter(due__lte=timezone.localdate() + SOON).exclude(visit__stage=VisitStage.CANCELLED)
    for each in rows.with_owner()[:MOST]:
        words = _("%(who)s promised – %(what)s") % {"who": each.owner, "what": each.wording.text}
        yield Awaited(words, reverse("visit", args=[each.visit_id]), each.due)
