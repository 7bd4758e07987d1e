"""Opening a visit's dossier: from a request that was accepted, or by hand, in both directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.listing import listed
from passerelles.common.refusing import Refused
from passerelles.common.words import in_every_language, tongue
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.places.models import Place
from passerelles.register.models import Entry, EntryKind
from passerelles.register.naming import organisation_of
from passerelles.requests.actions.hosting import keep_at
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage
from passerelles.requests.terms import Rank
from passerelles.visits.actions.recognising import recognise, said_beside
from passerelles.visits.framing import asked_size
from passerelles.visits.models import Direction, Participant, Side, Visit, VisitHost, VisitStep
from passerelles.visits.saying import is_chinese
from passerelles.visits.stages import VisitStage


@dataclass(frozen=True, slots=True)
class Travelling:
    """Who travels, and which way: what a request says already."""

    group: Group
    visitor: Organisation | None = None
    name: str = ""  # where no organisation of ours is known
    direction: str = Direction.IN
    size: int | None = None
    place: Place | None = None  # where it comes from, as was understood
    language: str = ""  # that its name is written in
    title: Mapping[str, str] = field(default_factory=dict)


def travelling_of(request: Request) -> Travelling:
    """Return who travels as a request, and those joined to it, say."""
    size, language = asked_size(request), tongue(request.language)
    return Travelling(request.group, request.asker, request.asker_name, size=size, place=request.asker_place, language=language)


@transaction.atomic
def open_visit(
    request: Request | None,
    hosts: Sequence[Organisation],
    starts: date,
    ends: date,
    *,
    by: User,
    travelling: Travelling | None = None,
) -> Visit:
    """Open the dossier of a visit to hosts, the first of which leads; of an accepted request, else of who is said to travel."""
    who = travelling_of(request) if request else travelling
    if who is None or not (who.visitor or who.name):
        raise Refused(_("Say who travels."))
    _check(request, who, hosts, by)
    if ends < starts:
        raise Refused(_("It ends before it begins."))
    visitor = who.visitor or recognise(who.name, country_of(who), who.place, who.language)
    visit = Visit.objects.create(
        group=who.group,
        request=request,
        direction=who.direction,
        title=dict(who.title) or title_of(visitor, who.place, hosts),
        visitor=visitor,
        visitor_name=who.name,
        starts=starts,
        ends=ends,
        size=who.size,
        opened_by=by,
    )
    VisitHost.objects.bulk_create(VisitHost(visit=visit, organisation=host, position=number) for number, host in enumerate(hosts))
    visit.entries.set(served(visitor, hosts))
    if request and request.head_name and not request.purged_at:
        _name_head(visit, request)
    VisitStep.objects.create(visit=visit, after=VisitStage.PREPARED, by=by)
    return visit


@transaction.atomic
def open_by_hand(said: Mapping[str, Any], *, by: User) -> Visit:
    """Open a visit that no request came before. Who travels ("visitor_is") and who receives besides the hosts ("other_host_is") are said by
    key, and written now where they were not; a refusal leaves nothing of them.
    """
    travels, receives = sides_between(said["group"], said["direction"])
    visitor = organisation_of(said["visitor_is"], lang=tongue(), country=travels)
    other = [organisation_of(said["other_host_is"], lang=tongue(), country=receives)] if said["other_host_is"] else []
    travelling = Travelling(said["group"], visitor, said["visitor"], said["direction"], said["size"])
    hosts = list(dict.fromkeys([*said["hosts"], *other]))
    return open_visit(None, hosts, said["starts"], said["ends"], by=by, travelling=travelling)


def sides_between(group: Group, direction: str) -> tuple[str, str]:
    """The country of who travels and that of who receives."""
    return (group.home, group.partner) if direction == Direction.OUT else (group.partner, group.home)


def _check(request: Request | None, who: Travelling, hosts: Sequence[Organisation], by: User) -> None:
    if not hosts:
        raise Refused(_("Somebody must receive it: say who."))
    if request:
        _check_request(request)
    is_one_of_them = bool({*(host.pk for host in hosts), *([who.visitor.pk] if who.visitor else [])} & standing(by).speaks_for)
    may_bring = who.group.pk in standing(by).brings
    if not (who.group.pk in standing(by).coordinates or (is_one_of_them and may_bring)):
        raise Refused(_("Only the group’s coordinator, or an officer of who receives or travels, can open a visit."))


def _check_request(request: Request) -> None:
    if request.stage != Stage.ACCEPTED:
        raise Refused(_("A visit is opened once its request is accepted; this one is “%(now)s”.") % {"now": request.get_stage_display()})
    keep_at(request)  # of two who open it at once, the second waits here, and sees the first one's visit
    if Visit.objects.filter(request=request).exists():
        raise Refused(_("This request has its visit already."))


def _name_head(visit: Visit, request: Request) -> None:
    """Whoever leads, as the request names and ranks them, in the other script as one joined to it does: the first of the delegation."""
    known = Rank(request.head_rank) if request.head_rank else Rank.UNKNOWN
    role = in_every_language(lambda: str(known.label)) if known != Rank.UNKNOWN else {}
    names = [request.head_name, *request.joined.exclude(head_name="").order_by("pk").values_list("head_name", flat=True)]
    other = next((name for name in names if is_chinese(name) != is_chinese(request.head_name)), "")
    said = {"name": request.head_name, "other_name": other, "role": role, "organisation": request.asker_name}
    Participant.objects.create(visit=visit, side=Side.VISITOR, precedence=1, is_head=True, **said)


def country_of(who: Travelling) -> str:
    """The side that a delegation is of: it goes to the other one."""
    return sides_between(who.group, who.direction)[0]


def title_of(visitor: Organisation, place: Place | None, hosts: Sequence[Organisation]) -> dict[str, str]:
    """ "Visit of Xuzhou to Saint-Étienne" in every language of the screens."""

    def said() -> str:
        receiving = listed(host.wording.text for host in hosts)
        return _("Visit of %(visitor)s to %(hosts)s") % {"visitor": said_beside(visitor, place), "hosts": receiving}

    return in_every_language(said)


def served(visitor: Organisation, hosts: Sequence[Organisation]) -> list[Entry]:
    """The partnerships between who travels and who receives."""
    pairs = Entry.objects.filter(kind=EntryKind.PARTNERSHIP, survivor=None, parties__organisation=visitor)
    return list(pairs.filter(parties__organisation__in=hosts).distinct())
