"""Changing when a visit is, who receives it, how many come, before it has taken place: kept in its history, told to those concerned."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.listing import listed
from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation, User
from passerelles.requests.queries.load import forget_receptions
from passerelles.visits.actions.opening import served, title_of
from passerelles.visits.actions.telling import concerned, mail, touch
from passerelles.visits.framing import Frame, changes_between, frame_of, in_lines, offered
from passerelles.visits.models import Commitment, Cost, Precaution, StaffTime, Visit, VisitHost, VisitStep
from passerelles.visits.rights import Act, check_may
from passerelles.visits.stages import CHANGEABLE, VisitStage


@transaction.atomic
def change_visit(
    visit: Visit,
    starts: date,
    ends: date,
    hosts: Sequence[Organisation],
    size: int | None,
    *,
    by: User,
    words: str = "",
    seen: str = "",
) -> VisitStep:
    """Give a visit that has not taken place other days, hosts or another number; its request stays as it was asked.

    `seen` is the mark of the frame that whoever changes it saw: what was changed meanwhile refuses this. Its hosts and its group are told
    whatever its stage, and who receives it no more; the delegation once it was confirmed, as of every change.
    """
    check_may(by, Act.EDIT, visit)
    before = _held(visit, seen)
    after = Frame(starts, ends, tuple(host.key for host in hosts), size)
    changes = changes_between(before, after)
    if not changes:
        raise Refused(_("Nothing was changed."))
    _check(visit, after, hosts)
    told_before = concerned(visit)
    if "hosts" in changes:
        _receive(visit, hosts)
    visit.starts, visit.ends, visit.size = starts, ends, size
    visit.save(update_fields=["title", "starts", "ends", "size"])
    forget_receptions(by)
    _tell(visit, told_before, lambda: _("The visit was changed:\n%(lines)s") % {"lines": in_lines(changes)}, by)
    return VisitStep.objects.create(visit=visit, before=visit.stage, after=visit.stage, by=by, words=words, changes=changes)


def _held(visit: Visit, seen: str) -> Frame:
    """Take a visit as it is now for the rest of this decision: who comes later waits, and is told."""
    row = Visit.objects.select_for_update(no_key=True).only("stage", "starts", "ends", "size").get(pk=visit.pk)
    visit.stage, visit.starts, visit.ends, visit.size = row.stage, row.starts, row.ends, row.size
    if visit.stage not in CHANGEABLE:
        now = {"now": visit.get_stage_display()}
        raise Refused(_("Days, hosts and number change before a visit takes place; this one is “%(now)s”.") % now)
    frame = frame_of(visit)
    if seen and seen != frame.mark:
        raise Refused(_("This visit was changed meanwhile. Nothing was done; look at it again."))
    return frame


def _check(visit: Visit, after: Frame, hosts: Sequence[Organisation]) -> None:
    if after.ends < after.starts:
        raise Refused(_("It ends before it begins."))
    if not hosts:
        raise Refused(_("Somebody must receive it: say who."))
    unasked = [host for host in hosts if not offered(visit).filter(pk=host.pk).exists()]
    if unasked:
        raise Refused(_("%(who)s did not say yes to receiving it.") % {"who": _named(unasked)})
    gone = Organisation.objects.filter(visits_hosted__visit=visit).exclude(pk__in=[host.pk for host in hosts])
    wrote = [host for host in gone if _has_written(visit, host)]
    if wrote:
        raise Refused(
            _("%(who)s wrote in this dossier: costs, hours, commitments or its list of sites. Take that away first.")
            % {"who": _named(wrote)}
        )


def _named(organisations: Iterable[Organisation]) -> str:
    return listed(each.wording.text for each in organisations)


def _has_written(visit: Visit, host: Organisation) -> bool:
    """Whether something of a host's stands in the dossier that would be nobody's without it."""
    rows = (
        Cost.objects.filter(visit=visit, paid_by=host),
        StaffTime.objects.filter(visit=visit, organisation=host),
        Commitment.objects.filter(visit=visit, owner=host),
        Precaution.objects.filter(host__visit=visit, host__organisation=host),
    )
    return any(each.exists() for each in rows)


def _receive(visit: Visit, hosts: Sequence[Organisation]) -> None:
    """Write who receives, in their order; the partnerships it serves follow, and its title where nobody wrote another."""
    place = visit.request.asker_place if visit.request else None
    held = [host.organisation for host in VisitHost.objects.filter(visit=visit).select_related("organisation").order_by("position", "pk")]
    VisitHost.objects.filter(visit=visit).exclude(organisation__in=hosts).delete()
    for number, host in enumerate(hosts):
        VisitHost.objects.update_or_create(visit=visit, organisation=host, defaults={"position": number})
    if visit.visitor:
        visit.entries.set(served(visit.visitor, hosts))
        if visit.title == title_of(visit.visitor, place, held):
            visit.title = title_of(visit.visitor, place, hosts)


def _tell(visit: Visit, before: Sequence[User], say: Callable[[], str], by: User) -> None:
    touch(visit, say, by=by)
    told = {each.pk for each in concerned(visit)} if visit.stage == VisitStage.CONFIRMED else set()
    for someone in {each.pk: each for each in (*before, *concerned(visit))}.values():
        if someone.pk not in told and someone.pk != by.pk:
            mail(someone, f"visit/{visit.pk}/changed/{visit.sequence}", visit, say, by=by)
