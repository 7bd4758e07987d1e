"""What was brought to a visit, for whoever looks: its photographs and papers."""

from dataclasses import dataclass, field

from passerelles.people.queries import Visitor
from passerelles.visits.models import Paper, Photograph, Visit
from passerelles.visits.rights import Act, may_change


@dataclass(frozen=True, slots=True)
class Brought:
    """Photographs and papers that somebody sees, each with whether they may change it."""

    photographs: list[tuple[Photograph, bool]] = field(default_factory=list)
    papers: list[tuple[Paper, bool]] = field(default_factory=list)


def brought(visit: Visit, user: Visitor, acts: frozenset[Act]) -> Brought:
    photographs = Photograph.objects.visible_to(user).filter(visit=visit)
    papers = Paper.objects.visible_to(user).filter(visit=visit).select_related("added_by") if Act.READ in acts else ()
    return Brought(
        [(each, may_change(each, user, acts)) for each in photographs],
        [(each, may_change(each, user, acts)) for each in papers],
    )
