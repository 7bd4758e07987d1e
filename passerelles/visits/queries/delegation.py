"""What a delegation without an account sees of its visit."""

from dataclasses import dataclass, field

from passerelles.visits.delegation import SHOWN
from passerelles.visits.models import Commitment, Participant, Side, Visit
from passerelles.visits.queries.programme import Day, programme
from passerelles.visits.stages import VisitStage


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """A visit, its programme once it is confirmed, whom to turn to, its own people, and what both sides agreed to or are to."""

    visit: Visit
    token: str
    days: list[Day] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    contacts: list[Participant] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    edits: bool = False

    @property
    def is_shown(self) -> bool:
        return self.visit.stage in SHOWN


def delegation_page(visit: Visit, token: str) -> DelegationPage:
    days = programme(visit) if visit.stage in SHOWN else []
    promises = Commitment.objects.filter(visit=visit, is_offered=True).with_owner()
    everybody = Participant.objects.filter(visit=visit)
    contacts = [] if visit.stage == VisitStage.CANCELLED else list(everybody.contacts())
    return DelegationPage(visit, token, days, list(promises), contacts, list(everybody.filter(side=Side.VISITOR).in_order()))
