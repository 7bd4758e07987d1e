"""What a delegation without an account sees of its visit."""

from dataclasses import dataclass, field

from passerelles.visits.delegation import SHOWN
from passerelles.visits.models import Commitment, Visit
from passerelles.visits.queries.programme import Day, programme


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """A visit, its programme once it is confirmed, and what both sides are to agree to or have agreed to."""

    visit: Visit
    token: str
    days: list[Day] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    edits: bool = False

    @property
    def is_shown(self) -> bool:
        return self.visit.stage in SHOWN


def delegation_page(visit: Visit, token: str) -> DelegationPage:
    days = programme(visit) if visit.stage in SHOWN else []
    return DelegationPage(visit, token, days, list(Commitment.objects.filter(visit=visit, is_offered=True).with_owner()))
